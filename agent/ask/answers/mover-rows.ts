import { passes, passesPerDay } from '@/agent/ask/answers/threshold'
import { big, compareDecimal, subtract, toDecimal } from '@/lib/kernel/money'
import type { CostGroup } from '@/lib/warehouse/queries/cost-groups'
import type { FrameOf } from '@/schemas/frame'
import type { Decimal } from '@/schemas/money'

export type Compared = FrameOf<'top_movers'> | FrameOf<'compare_periods'>
export type Row = { key: string; before: Decimal; after: Decimal; change: Decimal }

export const costIn =
  (column: 'list_cost' | 'effective_cost') =>
  (g: CostGroup): { key: string; effective_cost: Decimal } => ({ key: g.key, effective_cost: g[column] })

/** Rises, falls or both, and past the asked threshold: money of the mean day, or percent of what it was. */
export function isAsked(frame: FrameOf<'top_movers'>, row: Row): boolean {
  const is_up = big(row.change).gt(0)
  if (frame.direction !== 'both' && (frame.direction === 'up') !== is_up) return false
  if (frame.threshold === null) return true
  return frame.threshold.unit === 'pct' ? passes(frame.threshold, magnitude(row.change), 1, row.before) : passesPerDay(frame.threshold, magnitude(row.change))
}

/** Mean day of each group in both periods. A group that is absent from a covered period cost nothing in it. */
export function compare(
  now: readonly { key: string; effective_cost: Decimal }[],
  then: readonly { key: string; effective_cost: Decimal }[],
  now_days: number,
  then_days: number,
): Row[] {
  const mean = (list: readonly { key: string; effective_cost: Decimal }[], key: string, days: number): Decimal =>
    toDecimal(big(list.find((g) => g.key === key)?.effective_cost ?? '0').div(days))
  return [...new Set([...now, ...then].map((g) => g.key))].map((key) => {
    const [after, before] = [mean(now, key, now_days), mean(then, key, then_days)]
    return { key, before, after, change: subtract(after, before) }
  })
}

const magnitude = (value: Decimal): Decimal => toDecimal(big(value).abs())
export const byChange = (a: Row, b: Row): number => compareDecimal(magnitude(b.change), magnitude(a.change)) || (a.key < b.key ? -1 : 1)
