import { z } from 'zod'
import { SERIES } from '@/schemas/evidence/cost'
import { EvidenceId } from '@/schemas/ids'
import { Currency, Decimal } from '@/schemas/money'
import { Instant, Month } from '@/schemas/time'

/** What a month came to in one version of the bill: as invoiced, and amortised. */
const Amounts = z.strictObject({ billed_cost: Decimal, effective_cost: Decimal })
export type Amounts = z.infer<typeof Amounts>

/** One account, service and kind of charge that a later version of a closed month states otherwise. */
const RestatedLine = z.strictObject({
  sub_account_id: z.string(),
  service_name: z.string(),
  series: z.enum(SERIES),
  before: Amounts,
  after: Amounts,
})
export type RestatedLine = z.infer<typeof RestatedLine>

/** How it is known that a month was closed: its lines carried an invoice, or it was fetched long enough after its end. */
export const ClosedBy = z.enum(['invoice', 'age'])
export type ClosedBy = z.infer<typeof ClosedBy>

/** Two versions of one month beside each other. `lines` are the largest that changed by more than rounding; `lines_beyond` counts the rest of those. */
export const MonthRestatement = z.strictObject({
  kind: z.literal('cost.month_restatement'),
  source: z.string(),
  billing_month: Month,
  from_version: z.int().positive(),
  to_version: z.int().positive(),
  closed_by: ClosedBy,
  currency: Currency,
  before: Amounts,
  after: Amounts,
  lines: z.array(RestatedLine),
  lines_beyond: z.int().nonnegative(),
})
export type MonthRestatement = z.infer<typeof MonthRestatement>

/**
 * A closed month that came again with other amounts: a finding about the quality of the data and no change of usage. It is told once, and over when somebody
 * has acknowledged it or a later version takes it back.
 */
export const Restatement = z.strictObject({
  restatement_id: z.string().startsWith('rst_'),
  category: z.literal('data_quality'),
  state: z.enum(['open', 'acknowledged', 'withdrawn']),
  source: z.string(),
  billing_month: Month,
  from_version: z.int().positive(),
  to_version: z.int().positive(),
  /** The import that brought `to_version`. */
  import_id: z.string(),
  evidence_id: EvidenceId,
  found_at: Instant,
  updated_at: Instant,
  acknowledged: z.strictObject({ at: Instant, by: z.string(), name: z.string(), because: z.string().max(2000) }).nullable(),
})
export type Restatement = z.infer<typeof Restatement>
