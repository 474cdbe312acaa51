import { mean } from '@/lib/kernel/stats'
import { addDays } from '@/lib/kernel/time'
import type { DailySeries, Scope } from '@/schemas/evidence/cost'
import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import { counterfactualAt, type Model } from './counterfactual'
import { type BillDays, type SavingsHistory, savingsHistory } from './history'

/** An untouched slice: its cost moves only by what moves others as well. */
export type Candidate = { scope: Scope; points: DailySeries['points'] }
/** Untouched slices that moved alike, the one that did so most first: its scope and correlation stand for them. */
export type Control = { scope: Scope; correlation: number; alike: SavingsHistory[] }

// B6.3: below this a control adds its own noise instead of taking a common one out.
const MIN_CORRELATION = 0.8
// Two that differ do not say which of them moved by itself.
const MIN_ALIKE = 3
// The interval spans what each of them says, so more of them make it wider.
const MOST_ALIKE = 5
const OVER_DAYS = 56
const MIN_PAIRS = 35
const WEEK_DAYS = 7

/** The candidates that moved alike in the eight weeks before `until`; of equals the first by name goes first. Null where there are too few to tell what moved one of them. */
export function chooseControl(h: SavingsHistory, candidates: readonly Candidate[], bill_days: BillDays | undefined, until: number): Control | null {
  const own = changesBefore(h, until)
  const alike: { scope: Scope; correlation: number; h: SavingsHistory }[] = []
  for (const { scope, points } of [...candidates].sort((a, b) => compare(nameOf(a.scope), nameOf(b.scope)))) {
    const other = savingsHistory(points, bill_days)
    if (other.days.length !== h.days.length || other.days[0] !== h.days[0]) continue
    const correlation = correlationOf(own, changesBefore(other, until))
    if (correlation >= MIN_CORRELATION) alike.push({ scope, correlation, h: other })
  }
  const most = alike.sort((a, b) => b.correlation - a.correlation).slice(0, MOST_ALIKE)
  const [best] = most
  return best === undefined || most.length < MIN_ALIKE ? null : { scope: best.scope, correlation: best.correlation, alike: most.map((o) => o.h) }
}

/** Actual over expected cost of those that moved alike on some days after an origin, the cheapest first. */
export const ratiosOf = ({ alike }: Control, model: Model, origin: number, used: readonly number[]): number[] =>
  alike
    .map((h) => {
      const { expected } = counterfactualAt(h, origin, model)
      const usual = used.reduce((sum, t) => sum + expected(t), 0)
      return usual > 0 ? used.reduce((sum, t) => sum + (h.dollars[t] ?? 0), 0) / usual : 1
    })
    .sort((a, b) => a - b)

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
