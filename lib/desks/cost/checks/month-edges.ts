import { middle } from '@/lib/desks/cost/detect/middle'
import type { SavingsHistory } from './history'

// An edge that moved cost by more than this share would be taken for a saving or a loss.
const MATTERS_RATIO = 0.1

/** Whether month edges have to be left out: they moved this scope's cost before. Without earlier edges nothing says that they do. */
export function dropsEdges(h: SavingsHistory, until: number): boolean {
  const effects: number[] = []
  for (let t = 14; t < until; t++) {
    if (h.edge[t] === 0) continue
    const same = [t - 7, t - 14].map((s) => h.dollars[s] ?? 0)
    const usual = middle(same)
    if (usual >= 1) effects.push(Math.abs((h.dollars[t] ?? 0) / usual - 1))
  }
  return effects.length > 0 && middle(effects) > MATTERS_RATIO
}
