import { cameBefore, type MonthlyCharges } from '../charges/monthly-charges'
import type { DetectParams } from '../params'
import type { History } from './history'
import type { JudgedDays } from './judged-days'

// Of a jump on the first or last day of a month, the share in log units from which on the month's edge already expects it.
const EDGE_SHARE = 0.5

/** Dollars that day `t` was to cost because they come every month. What came is taken out of the history, which is of the other days. */
export function monthlyOn(t: number, actual: ArrayLike<number>, { came, missed }: MonthlyCharges, h: History, judged: JudgedDays): number {
  const missing = missed[t] as number
  if (missing > 0) return h.edge[cameBefore(t)] === 0 ? missing : 0
  const cost = actual[t] ?? 0
  const without = Math.log1p(Math.max(0, cost - (came[t] as number)))
  const is_edge_known = h.edge[t] !== 0 && (judged.month_edge[t] as number) >= EDGE_SHARE * ((h.raw[t] as number) - without)
  if (came[t] === 0 || is_edge_known) return 0
  h.raw[t] = without
  h.clean[t] = without
  return came[t] as number
}

/** Whether a day that lacks what comes every month is worth telling. */
export const isMissing = ({ missed }: MonthlyCharges, t: number, fallen: number, expected: number, p: DetectParams): boolean =>
  (missed[t] as number) > 0 && fallen >= 2 * p.min_impact && fallen >= -p.drop_ratio * expected
