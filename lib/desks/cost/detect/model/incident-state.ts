import type { DetectParams } from '../params'
import type { Flag } from './flags'

/** While an incident is open, days are measured against the level from before it. `quiet` counts days without a flag. */
export type IncidentState = { open_since: number | null; level: number; quiet: number; cusum: number }

/** Moves the state over one more day. Returns since when an incident was open that lasted so long that its level is the new norm. */
export function moveState(state: IncidentState, flag: Flag | null, t: number, level: number, p: DetectParams): number | null {
  const is_rise = flag !== null && flag !== 'drop'
  if (state.open_since === null) {
    if (!is_rise) return null
    state.open_since = t
    state.level = level
  }
  state.quiet = is_rise ? 0 : state.quiet + 1
  const since = state.open_since
  const is_over = state.quiet >= p.quiet_days
  if (!is_over && t - since < p.rebase_days) return null
  state.open_since = null
  state.cusum = 0
  return is_over ? null : since
}
