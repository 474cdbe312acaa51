import type { Case } from '@/schemas/case'
import type { Run, Step } from '@/schemas/execution'

// What such a run left behind is not known.
const NOT_KNOWN: readonly Run['state'][] = ['running', 'waiting', 'uncertain', 'rolling_back', 'rollback_failed']

/** Whether something that a run changed may stand that nobody has shown to be undone. What was asked for and has no answer may have changed something. */
export function mayHaveChanged({ state, steps, reversible_until }: Run): boolean {
  if (state === 'rolled_back') return false
  return reversible_until !== null || NOT_KNOWN.includes(state) || steps.some(isUnaccounted)
}

const isUnaccounted = ({ step, status, receipt }: Step): boolean => {
  if (step !== 'apply') return false
  if (receipt === null) return status === 'running'
  return receipt.changed.length > 0 || receipt.outcome === 'success' || receipt.outcome === 'uncertain'
}

/** Why a case is not taken up again as long as what it changed stands, or may stand; null when nothing it did is in place. */
export function whyStillInPlace({ run, checks }: Pick<Case, 'run' | 'checks'>): string | null {
  if (run === null || !mayHaveChanged(run)) return null
  if (run.reversible_until === null) return 'whether what its plan changed is in place is not known'
  if (checks.at(-1)?.effect.status === 'missing') return 'what its plan changed was found gone, and whether some of it is left is not known'
  return 'what its plan changed is in place'
}
