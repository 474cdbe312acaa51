import type { Flag } from './flags'
import type { DetectParams } from './params'

/** While an incident is open, days are measured against the level from before it. `quiet` counts days without a flag. */
export type IncidentState = { open: { since: number; level: number; quiet: number } | null; cusum: number }

/** The state after one more day. `rebase_since` says that an incident lasted so long that its level is the new norm. */
export function nextState(state: IncidentState, flag: Flag | null, t: number, level: number, p: DetectParams): IncidentState & { rebase_since: number | null } {
  const open = nextOpen(state.open, flag, t, level)
  if (open === null || open.quiet >= p.quiet_days) return { open: null, cusum: state.open === null ? state.cusum : 0, rebase_since: null }
  if (t - open.since >= p.rebase_days) return { open: null, cusum: 0, rebase_since: open.since }
  return { open, cusum: state.cusum, rebase_since: null }
}

function nextOpen(open: IncidentState['open'], flag: Flag | null, t: number, level: number): IncidentState['open'] {
  if (flag !== null && flag !== 'drop') return open === null ? { since: t, level, quiet: 0 } : { ...open, quiet: 0 }
  return open === null ? null : { ...open, quiet: open.quiet + 1 }
}
