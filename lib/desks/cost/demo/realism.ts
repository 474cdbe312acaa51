import { mad, median, quantile } from '@/lib/kernel/stats'
import { daysBetween, weekday } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import type { Charge } from './charge'

/** What a real bill looks like in numbers, so that a generated one can be held against it. Shares are 0..1. */
export type Realism = {
  lines: number
  zero_cost_line_share: number
  negative_line_share: number
  tagged_line_share: number
  mistyped_tag_share: number
  /** Account and product cells that make up 80 % of the cost. */
  cells_for_80_pct: number
  constant_leaf_share: number
  /** 95th percentile of the noise of always-on leaves, by dollars a day: below 1, 10, 100, and above. */
  noise_p95_by_tier: number[]
  far_out_share: number
  persistence_median: number
  day_on_day_median: number
  births_per_leaf_day: number
  deaths_per_leaf_day: number
}

// A leaf is on when it costs something on nearly every day; it was born when it comes back after a week of nothing.
const ALWAYS_ON_SHARE = 0.95
const SILENT_DAYS = 7
const SMOOTH_DAYS = 14
const MAD_TO_SD = 1.4826
// Rounding of quantities moves a constant line by millionths.
const CONSTANT_BELOW = 0.0005
const TIERS = [1, 10, 100, Number.POSITIVE_INFINITY] as const

/** Measures a bill on the days of [start, end). */
export function measureRealism(charges: Iterable<Charge>, start: Day, end: Day): Realism {
  const days = daysBetween(start, end)
  const leaves = new Map<string, number[]>()
  const cells = new Map<string, number>()
  const count = { lines: 0, zero: 0, negative: 0, paid: 0, tagged: 0, mistyped: 0 }
  const total = new Array<number>(days).fill(0)
  for (const c of charges) {
    const t = daysBetween(start, c.start.slice(0, 10))
    if (t < 0 || t >= days) continue
    tally(count, c)
    const cost = Number(c.effective) / 1e10
    total[t] = (total[t] ?? 0) + cost
    if (c.type !== 'Usage' && c.type !== 'SavingsPlanCoveredUsage' && c.type !== 'DiscountedUsage') continue
    add(leaves, [c.account, c.region_id, c.product, c.usage_type, c.operation].join('|'), t, cost, days)
    cells.set(`${c.account}|${c.product}`, (cells.get(`${c.account}|${c.product}`) ?? 0) + cost)
  }
  const paid = [...leaves.values()].filter((leaf) => leaf.some((x) => x > 0))
  const noisy = paid.filter((leaf) => leaf.filter((x) => x > 0).length >= ALWAYS_ON_SHARE * days).map((leaf) => noiseOf(leaf, start))
  const moving = noisy.filter((n) => n.spread >= CONSTANT_BELOW)
  const far = moving.map((n) => n.residuals.filter((r) => Math.abs(r) > 4 * n.spread).length / n.residuals.length)
  const active = paid.reduce((sum, leaf) => sum + leaf.filter((x) => x > 0).length, 0)
  return {
    lines: count.lines,
    zero_cost_line_share: count.zero / count.lines,
    negative_line_share: count.negative / count.lines,
    tagged_line_share: count.tagged / count.paid,
    mistyped_tag_share: count.mistyped / count.tagged,
    cells_for_80_pct: cellsFor([...cells.values()], 0.8),
    constant_leaf_share: 1 - moving.length / noisy.length,
    noise_p95_by_tier: TIERS.map((tier, i) =>
      quantile(
        noisy.filter((n) => n.mean < tier && n.mean >= (TIERS[i - 1] ?? 0)).map((n) => n.spread),
        0.95,
      ),
    ),
    far_out_share: far.reduce((a, b) => a + b, 0) / far.length,
    persistence_median: median(moving.map((n) => autocorrelation(n.residuals))),
    day_on_day_median: median(total.slice(1).map((x, i) => Math.abs(x / (total[i] ?? x) - 1))),
    births_per_leaf_day: comings(paid) / active,
    deaths_per_leaf_day: comings(paid.map((leaf) => [...leaf].reverse())) / active,
  }
}

function tally(count: { lines: number; zero: number; negative: number; paid: number; tagged: number; mistyped: number }, c: Charge): void {
  count.lines += 1
  if (c.unblended === 0n) count.zero += 1
  if (c.unblended < 0n) count.negative += 1
  if (c.type !== 'Usage' || c.list === 0n) return
  const key = Object.keys(c.tags).find((k) => k.trim().toLowerCase() === 'team')
  count.paid += 1
  if (key !== undefined) count.tagged += 1
  if (key !== undefined && key !== 'team') count.mistyped += 1
}

function add(leaves: Map<string, number[]>, key: string, t: number, cost: number, days: number): void {
  const leaf = leaves.get(key) ?? new Array<number>(days).fill(0)
  leaf[t] = (leaf[t] ?? 0) + cost
  leaves.set(key, leaf)
}

/** Deviations from the running middle of two weeks, after the weekday's own share is taken out. */
function noiseOf(leaf: readonly number[], start: Day): { mean: number; spread: number; residuals: number[] } {
  const smooth = leaf.map((_, t) => median(leaf.slice(Math.max(0, t - SMOOTH_DAYS), t + SMOOTH_DAYS + 1)))
  const share = leaf.map((x, t) => x / (smooth[t] || 1) - 1)
  const first = weekday(start)
  const byWeekday = Array.from({ length: 7 }, (_, k) => median(share.filter((_, t) => (first + t) % 7 === k)))
  const residuals = share.map((s, t) => s - (byWeekday[(first + t) % 7] ?? 0))
  return { mean: leaf.reduce((a, b) => a + b, 0) / leaf.length, spread: MAD_TO_SD * mad(residuals), residuals }
}

function autocorrelation(xs: readonly number[]): number {
  const centre = xs.reduce((a, b) => a + b, 0) / xs.length
  const [num, den] = xs.reduce(([n, d], x, i) => [n + (i === 0 ? 0 : (x - centre) * ((xs[i - 1] ?? centre) - centre)), d + (x - centre) ** 2], [0, 0])
  return den === 0 ? 0 : num / den
}

/** Days on which a leaf is on after a week in which it was not. */
function comings(leaves: readonly (readonly number[])[]): number {
  return leaves.reduce((sum, leaf) => sum + leaf.filter((x, t) => t >= SILENT_DAYS && x > 0 && leaf.slice(t - SILENT_DAYS, t).every((y) => y === 0)).length, 0)
}

function cellsFor(costs: readonly number[], share: number): number {
  const wanted = share * costs.reduce((a, b) => a + b, 0)
  const largest = [...costs].sort((a, b) => b - a)
  let sum = 0
  let cells = 0
  while (sum < wanted && cells < largest.length) sum += largest[cells++] ?? 0
  return cells
}
