import { z } from 'zod'
import { Fact } from '@/schemas/fact'
import type { Decimal } from '@/schemas/money'
import { Counter, PageNotice } from '@/schemas/page'
import { type Day, Instant, Month } from '@/schemas/time'

/** What one plan has saved so far. */
export const SavingsRow = z.strictObject({
  case_id: z.string(),
  title: z.string(),
  where: z.string(),
  template: z.string(),
  executed_at: Instant,
  state: z.enum(['holds', 'undone']),
  predicted: Fact,
  /** Per day, of the check that claimed it; `interval` says how sure that is. */
  realized: Fact,
  interval: z.string(),
  /** Sum over the settled days that count. */
  to_date: Fact,
  /** "7 settled days to 27 Nov" */
  counted: z.string(),
  /** Why days are missing from the sum: it came undone, or they are counted with another plan. */
  notes: z.array(z.string()),
})
export type SavingsRow = z.infer<typeof SavingsRow>

export const SavingsView = z.strictObject({
  now: Instant,
  notices: z.array(PageNotice),
  counters: z.array(Counter).max(3),
  rows: z.array(SavingsRow),
  /** One for each currency: exactly the sum of `to_date` of its rows. */
  totals: z.array(Fact),
  months: z.array(z.strictObject({ month: Month, plans: z.int().positive(), saved: Fact })),
  /** Plans whose saving was claimed before their change was taken back, the newest first. Nothing of them is counted. */
  taken_back: z.array(z.strictObject({ case_id: z.string(), title: z.string(), where: z.string(), claimed: Fact, text: z.string() })),
  /** Plans that ended something that would have ended by itself. Never added to what was saved. */
  avoided: z.strictObject({ plans: z.array(z.strictObject({ case_id: z.string(), title: z.string(), per_day: Fact })), text: z.string() }),
  /** How well what was predicted, measured and named held afterwards. */
  calibration: z.array(Fact),
})
export type SavingsView = z.infer<typeof SavingsView>

/** One plan in one month, for a spreadsheet. */
export type SavingsLine = { case_id: string; month: Month; days: number; saved: Decimal; currency: string; counted_to: Day | null }
