import { middle } from '@/lib/desks/cost/detect/model/middle'
import { mean, quantile, round6 } from '@/lib/kernel/stats'
import { addDays } from '@/lib/kernel/time'
import type { DailySeries, Scope } from '@/schemas/evidence/cost'
import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { MeasuredOn } from '@/schemas/verification'
import { counterfactualAt, type Model } from './counterfactual'
import { type BillDays, type SavingsHistory, savingsHistory } from './history'
import { placeboErrors } from './placebos'
import type { RatioAt } from './saving-at'

/** An untouched slice: its cost moves only by what moves others as well. */
export type Candidate = { scope: Scope; points: DailySeries['points'] }
/** `beside` are the other slices that moved alike. */
export type Control = { scope: Scope; correlation: number; h: SavingsHistory; beside: SavingsHistory[] }

// B6.3: below this a control adds its own noise instead of taking a common one out.
const MIN_CORRELATION = 0.8
const OVER_DAYS = 56
const MIN_PAIRS = 35
const WEEK_DAYS = 7
// A control that came apart from the others by more than the method's error on the two of them has moved by itself; few windows
// show all of that error, so a quarter more of it is let pass.
const TOO_FEW = 1.25
const PERCENTILE = 0.96

/** The candidate that moved most alike in the eight weeks before `until`; of equals the first by name. Null where none did. */
export function chooseControl(h: SavingsHistory, candidates: readonly Candidate[], bill_days: BillDays | undefined, until: number): Control | null {
  const own = changesBefore(h, until)
  const alike: Omit<Control, 'beside'>[] = []
  for (const { scope, points } of [...candidates].sort((a, b) => compare(nameOf(a.scope), nameOf(b.scope)))) {
    const other = savingsHistory(points, bill_days)
    if (other.days.length !== h.days.length || other.days[0] !== h.days[0]) continue
    const correlation = correlationOf(own, changesBefore(other, until))
    if (correlation >= MIN_CORRELATION) alike.push({ scope, correlation, h: other })
  }
  const [best, ...others] = alike.sort((a, b) => b.correlation - a.correlation)
  return best === undefined ? null : { ...best, beside: others.map((o) => o.h) }
}

/** How a control came out against its own model. */
export function ratioOf(control: SavingsHistory, model: Model): RatioAt {
  return (origin, used) => {
    const { expected } = counterfactualAt(control, origin, model)
    const usual = used.reduce((sum, t) => sum + expected(t), 0)
    return usual > 0 ? used.reduce((sum, t) => sum + (control.dollars[t] ?? 0), 0) / usual : 1
  }
}

type At = { until: number; n: number; origin: number; used: readonly number[]; model: Model; drops_edges: boolean }

/**
 * Whether a control did since the change what the others that move alike did: one that moved by itself would be taken for a saving, or would hide one. Of a
 * single control nobody can tell what moved it.
 */
export function isCalm({ h, beside }: Control, { until, n, origin, used, model, drops_edges }: At): boolean {
  if (beside.length === 0) return false
  const of_others = beside.map((other) => ratioOf(other, model))
  const others: RatioAt = (at, days) => middle(of_others.map((ratioAt) => ratioAt(at, days)))
  const errors = placeboErrors(h, until, n, model, drops_edges, others)
  const apart = ratioOf(h, model)(origin, used) / others(origin, used) - 1
  return errors.length > 0 && Math.abs(apart) <= TOO_FEW * quantile(errors.map(Math.abs), PERCENTILE)
}

export const told = ({ scope, correlation }: Control, ratio: number): NonNullable<MeasuredOn['control']> => ({
  scope,
  correlation: round6(correlation),
  ratio: round6(ratio),
})

/**
 * By day, how cost differs from a week before, as a logarithm. Weekdays and levels are the same in half of all series, so those say nothing about what moves
 * two of them together.
 */
function changesBefore(h: SavingsHistory, until: number): Map<number, number> {
  const changes = new Map<number, number>()
  for (let t = Math.max(WEEK_DAYS, until - OVER_DAYS); t < until; t++) {
    const [now, then] = [h.dollars[t] ?? 0, h.dollars[t - WEEK_DAYS] ?? 0]
    if (h.days[t - WEEK_DAYS] === addDays(h.days[t] ?? '', -WEEK_DAYS) && now > 0 && then > 0) changes.set(t, Math.log(now / then))
  }
  return changes
}

function correlationOf(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  const both = [...a].flatMap(([t, x]): [number, number][] => {
    const y = b.get(t)
    return y === undefined ? [] : [[x, y]]
  })
  if (both.length < MIN_PAIRS) return 0
  const [mx, my] = [mean(both.map(([x]) => x)), mean(both.map(([, y]) => y))]
  const sum = (f: (x: number, y: number) => number) => both.reduce((total, [x, y]) => total + f(x - mx, y - my), 0)
  const spread = Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y))
  return spread > 0 ? sum((x, y) => x * y) / spread : 0
}

const nameOf = (scope: Scope): string => SCOPE_KEYS.map((key) => scope[key] ?? '').join('\u0000')
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
