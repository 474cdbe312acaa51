import { isClosed } from '@/lib/cases/move'
import { type Case, type CaseStatus, Phase } from '@/schemas/case'
import type { RailStop } from '@/schemas/case-view'
import type { Instant } from '@/schemas/time'

// A stop that is behind says what was done; one that is not says what it is.
const DONE_LABELS: Record<Phase, string> = {
  watch: 'Detected',
  triage: 'Triaged',
  analyse: 'Analysed',
  gate: 'Decided',
  execute: 'Executed',
  verify: 'Verified',
  closed: 'Closed',
}
const LABELS: Record<Phase, string> = {
  watch: 'Detection',
  triage: 'Triage',
  analyse: 'Analysis',
  gate: 'Approval',
  execute: 'Execution',
  verify: 'Verification',
  closed: 'Close',
}
// How verification ended. One that a person closed, or the bill withdrew, was not verified.
const ENDED_AS: Partial<Record<CaseStatus, string>> = {
  verified: 'Verified',
  partial: 'Verified',
  not_measurable: 'Not measurable',
  rolled_back: 'Rolled back',
}
const FAILED: readonly CaseStatus[] = ['denied', 'expired', 'policy_denied', 'error', 'escalated', 'stale_plan']

type Travelled = Pick<Case, 'phase' | 'status' | 'opened_at' | 'timeline'>

/** The stops of the spine: one that is behind with the time it was done, the one at hand with the time it was reached. A stop that this case does not need is skipped. */
export function railOf(given: Travelled): RailStop[] {
  const c = given.status === 'rolled_back' ? withoutWayBack(given) : given
  const current = Phase.options.indexOf(c.phase)
  return Phase.options.map((phase, i) => {
    const entered = c.timeline.filter((t) => t.phase === phase)
    const state = i > current ? 'waiting' : i < current ? (hasPassed(c, phase) ? 'done' : 'skipped') : stateAtHand(c)
    const ended_as = phase === 'verify' ? ENDED_AS[c.status] : undefined
    const is_undone = ended_as !== undefined && c.status === 'rolled_back'
    const passed = is_undone ? reachedAt(c, 'closed') : doneAt(c, phase)
    const at = state === 'waiting' || state === 'skipped' ? null : i < current ? passed : reachedAt(c, phase)
    const label = (i < current ? ended_as : undefined) ?? (state === 'done' ? DONE_LABELS : LABELS)[phase]
    return { phase, label, state, at, note: i === current ? (entered.at(-1)?.note ?? null) : null }
  })
}

/** A way back is run as a plan is; what was executed was executed before it. */
const withoutWayBack = (c: Travelled): Travelled => ({
  ...c,
  timeline: c.timeline.filter((t, i, all) => t.status !== 'rolling_back' && (t.phase !== 'closed' || i === all.length - 1)),
})

const stateAtHand = (c: Travelled): RailStop['state'] => (isClosed(c) ? 'done' : FAILED.includes(c.status) ? 'failed' : 'current')

// Detection opens a case, and triage leaves no entry where one step decides it together with what follows.
const hasPassed = ({ status, timeline }: Travelled, phase: Phase): boolean =>
  phase === 'watch' || phase === 'triage' || (timeline.some((t) => t.phase === phase) && (phase !== 'verify' || ENDED_AS[status] !== undefined))

/** Since when a case is at a stop: a case that was looked at again came back to it. */
function reachedAt({ opened_at, timeline }: Travelled, phase: Phase): Instant {
  const before = timeline.findLastIndex((t) => t.phase !== phase)
  return timeline[before + 1]?.at ?? timeline.findLast((t) => t.phase === phase)?.at ?? opened_at
}

/** When a case left a stop for good: the moment of what came after its last entry there. */
function doneAt({ opened_at, timeline }: Travelled, phase: Phase): Instant {
  if (phase === 'watch') return opened_at
  const last = timeline.findLastIndex((t) => t.phase === phase)
  if (last === -1) return timeline.find((t) => t.phase === 'analyse')?.at ?? opened_at
  return timeline[last + 1]?.at ?? timeline[last]?.at ?? opened_at
}
