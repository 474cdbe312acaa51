import { quantile } from '@/lib/kernel/stats'
import { dayOf } from '@/lib/kernel/time'
import { SAVINGS_DAYS } from '@/lib/verification/schedule'
import { savingsHistory } from './history'
import type { Measured } from './measure'
import { type Placebos, placebosBefore, type RatioAt } from './placebos'
import type { SavingsInput } from './savings-input'

const COVERAGE = 0.9
const MIN_PLACEBOS = 12
// Where cost wanders for weeks, long windows within a short time lie near one another and seem surer than they are: below so many, none is taken for surer than the next shorter ones.
const FEW_SEPARATE = 15
// Without enough placebos of its own no interval is narrower than this share of the expected cost.
const POOLED_FLOOR = 0.1
// Where no error was measured nothing says that this place is as calm as others. Of generated places of 12 to 60 days (years for tuning) on which nothing was saved, at most 3 % would be called saved.
const UNMEASURED_FLOOR = 0.2

/** Half of the interval as a share of the expected cost, and from whose errors it comes; `is_greatest` where none of them was greater. */
export type Width = { ratio: number; placebos: number; source: 'own' | 'pooled' | 'floor'; is_greatest: boolean }

/** How far this method is off over `n` days where nothing was done: here, or else on comparable series. */
export function halfWidth(input: SavingsInput, m: Measured, n: number): Width {
  const found = ownWidth(m, n)
  if (found !== null) return found
  const until = input.anomaly?.first_day ?? dayOf(input.executed_at)
  // Measured as this place is, with what is not known of this one left out.
  const others = input.pool.flatMap((points) => {
    const h = savingsHistory(points, input.bill_days)
    const end = h.days.findIndex((day) => day >= until)
    return end < 0 ? [] : [placebosBefore({ ...m, h }, end, n)]
  })
  const all = together([placebosBefore(m, m.onset, n), ...others])
  const placebos = all.errors.length
  if (placebos < MIN_PLACEBOS) return { ratio: Math.max(UNMEASURED_FLOOR, ...all.errors.map(Math.abs)), placebos, source: 'floor', is_greatest: true }
  return { ratio: Math.max(POOLED_FLOOR, exceededByFew(all)), placebos, source: 'pooled', is_greatest: shareBelow(all) === 1 }
}

/** The same by the errors of the place alone; with a control, against that control as well. Null where there are too few of them. */
export function ownWidth(m: Measured, n: number, ratioAt?: RatioAt): Width | null {
  const found = placebosBefore(m, m.onset, n, ratioAt)
  if (found.errors.length < MIN_PLACEBOS) return null
  const shorter = SAVINGS_DAYS.findLast((days) => days < n)
  const as_shorter = shorter === undefined || found.separate >= FEW_SEPARATE ? 0 : exceededByFew(placebosBefore(m, m.onset, shorter, ratioAt))
  return { ratio: Math.max(exceededByFew(found), as_shorter), placebos: found.errors.length, source: 'own', is_greatest: shareBelow(found) === 1 }
}

const together = (all: readonly Placebos[]): Placebos => ({ errors: all.flatMap((p) => p.errors), separate: all.reduce((sum, p) => sum + p.separate, 0) })

/** The error that one more placebo would exceed in one of ten cases: of m separate ones it is the 0.9 (m + 1)-th (split conformal prediction), the greatest where there are too few. */
const exceededByFew = (all: Placebos): number => quantile(all.errors.map(Math.abs), shareBelow(all))

const shareBelow = ({ separate }: Placebos): number => Math.min(1, COVERAGE * (1 + 1 / separate))
