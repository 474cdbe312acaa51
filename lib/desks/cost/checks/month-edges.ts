import { middle } from '@/lib/desks/cost/detect/model/middle'
import { addDays } from '@/lib/kernel/time'
import type { SavingsHistory } from './history'

// An edge that moved cost by more than this share would be taken for a saving or a loss.
const MATTERS_RATIO = 0.1

/** Whether month edges have to be left out: they moved this scope's cost before. Without earlier edges nothing says that they do. */
export function dropsEdges(h: SavingsHistory, until: number): boolean {
  const effects: number[] = []
  const places = new Map(h.days.map((day, t) => [day, t]))
  for (let t = 14; t < until; t++) {
    if (h.edge[t] === 0) continue
    // The same weekday one and two weeks before, which may not be known.
    const same = [7, 14].flatMap((back) => h.dollars[places.get(addDays(h.days[t] ?? '', -back)) ?? -1] ?? [])
    const usual = same.length === 0 ? 0 : middle(same)
    if (usual >= 1) effects.push(Math.abs((h.dollars[t] ?? 0) / usual - 1))
  }
  return effects.length > 0 && middle(effects) > MATTERS_RATIO
}
