import { middle } from '@/lib/desks/cost/detect/model/middle'
import type { ScanParams } from './scan-params'

/** Whether a cell hardly moved in the days before `t`: then even a small change is no noise. Single odd days are allowed. */
export function wasStill(values: readonly number[], t: number, p: ScanParams): boolean {
  if (t < p.still_days) return false
  const before = values.slice(t - p.still_days, t)
  const level = middle([...before])
  return level > 0 && before.filter((y) => Math.abs(y - level) <= p.still_ratio * level).length >= p.still_hits
}
