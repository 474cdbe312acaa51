import type { Anomaly } from '@/schemas/cost'
import type { DailySeries } from '@/schemas/evidence/cost'
import type { Currency, Decimal } from '@/schemas/money'
import type { Instant } from '@/schemas/time'
import type { MeasuredOn } from '@/schemas/verification'
import type { Candidate } from './control'
import type { Cover } from './freed-commitment'
import type { BillDays } from './history'

export type SavingsInput = {
  /** Daily cost of the place in which the plan acted, as fine as the bill allows. */
  points: DailySeries['points']
  /** Days that the bill covers; a covered day without a point is a day without spend. */
  bill_days?: BillDays
  /** Comparable series (same service) for the error of the method where the place itself has too little history. */
  pool: readonly DailySeries['points'][]
  /** Null when the plan did not answer an anomaly. */
  anomaly: Pick<Anomaly, 'first_day' | 'last_day' | 'shape'> | null
  executed_at: Instant
  /** Settled days to count: 7, 14 or 28. */
  days: number
  predicted_per_day: Decimal
  currency: Currency
  /** What commitments paid for in this place and were left unused; absent where they paid for nothing. */
  cover?: Cover
  /** Untouched slices that it may be held against. */
  controls?: readonly Candidate[]
  /** Which place this is; with the control of an earlier check where one is gone on with. */
  measured_on?: MeasuredOn
}
