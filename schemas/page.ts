import { z } from 'zod'
import { Fact } from '@/schemas/intent'
import { SourceState } from '@/schemas/source-state'
import { Instant } from '@/schemas/time'

// What a page is given. A view is UiIntents plus the little that only a page needs: counters, freshness, the rail, filters.
// Every text is ready to print; every figure is a Fact, so that it leads to its evidence.

/** How old one source is, in words. */
export const Freshness = z.strictObject({
  source: z.string(),
  state: SourceState,
  /** "complete to 16 Nov, 17 Nov on is provisional" */
  text: z.string(),
  as_of: Instant.nullable(),
})
export type Freshness = z.infer<typeof Freshness>

/** A page-level notice: same words and tones as the `notice` component, and `blocked` for what nobody denied and would not go on now. */
export const PageNotice = z.strictObject({
  tone: z.enum(['info', 'missing', 'stale', 'degraded', 'denied', 'blocked', 'expired', 'void', 'done']),
  title: z.string(),
  text: z.string(),
  remedy: z.string().nullable(),
})
export type PageNotice = z.infer<typeof PageNotice>

/** One of at most three figures above a list. `note` is the line below it ("7 open cases"). */
export const Counter = z.strictObject({ id: z.string(), fact: Fact, note: z.string(), href: z.string().nullable() })
export type Counter = z.infer<typeof Counter>
