import { z } from 'zod'
import { InboxFilter, InboxTools } from '@/schemas/inbox-search'
import { UiIntent } from '@/schemas/intent'
import { Counter, Freshness, PageNotice } from '@/schemas/page'
import { RestatedMonth } from '@/schemas/restated-month'
import { Instant } from '@/schemas/time'

export const InboxView = z.strictObject({
  now: Instant,
  freshness: z.array(Freshness),
  notices: z.array(PageNotice),
  /** Closed months that were restated and that nobody has acknowledged; absent where there is none. They are no cases. */
  restated: z.array(RestatedMonth).min(1).optional(),
  /** Exactly three, in this order: money at stake per day, awaiting a decision, verifying. */
  counters: z.array(Counter).max(3),
  /** The one thing for this person to begin with; absent where nothing is theirs to do. */
  next: z.strictObject({ text: z.string(), label: z.string(), href: z.string() }).optional(),
  filters: z.array(z.strictObject({ id: InboxFilter, label: z.string(), count: z.int().nonnegative() })),
  active: InboxFilter,
  /** The cases of this page, one `anomaly.inbox` component a card: a page is larger than a card may be. None when the filter has no case. */
  lists: z.array(UiIntent),
  /** What to say when there is no list: what would appear here and when, and the one next step. */
  empty: z.strictObject({ title: z.string(), text: z.string(), action: z.strictObject({ label: z.string(), href: z.string() }).nullable() }),
  /** What is near a search that finds nothing; absent where something is found. */
  nearest: z
    .array(z.strictObject({ label: z.string(), href: z.string(), note: z.string() }))
    .max(5)
    .optional(),
  tools: InboxTools,
})
export type InboxView = z.infer<typeof InboxView>
