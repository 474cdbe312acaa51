import { z } from 'zod'
import { Verdict } from '@/schemas/components/case'
import { Fact, StripSlot, UiIntent } from '@/schemas/intent'
import { Counter, PageNotice } from '@/schemas/page'
import { Instant } from '@/schemas/time'

export const VerificationRow = z.strictObject({
  case_id: z.string(),
  title: z.string(),
  where: z.string(),
  verdict: Verdict,
  /** "Realised $118.20 / day of $118.86 expected" */
  sentence: z.string(),
  predicted: Fact,
  realized: Fact.nullable(),
  executed_at: Instant,
  next_check: Instant.nullable(),
})
export type VerificationRow = z.infer<typeof VerificationRow>

export const VerificationView = z.strictObject({
  now: Instant,
  notices: z.array(PageNotice),
  /** Realised so far, expected in all, carried-out plans that wait for settled days. */
  counters: z.array(Counter).max(3),
  rows: z.array(VerificationRow),
  /** How many carried-out plans there are in all, and where the next page begins (`after`); null on the last one. */
  page: z.strictObject({ total: z.int().nonnegative(), next: z.string().nullable(), is_first: z.boolean() }),
  /** The row whose board is open: the asked one, else the newest. */
  selected: z
    .strictObject({
      case_id: z.string(),
      title: z.string(),
      where: z.string(),
      strip: z.array(StripSlot),
      board: UiIntent,
      /** `snapshot.diff` and `execution.progress`. */ execution: UiIntent.nullable(),
    })
    .nullable(),
})
export type VerificationView = z.infer<typeof VerificationView>
