import type { CheckedTargets } from '@/lib/execution/template'
import { formatCount } from '@/lib/kernel/format'

/** What one check says about one target: nothing when it passes. `unknown` blocks like `failed`. */
export type Objection = { outcome: 'failed' | 'unknown'; because: string }
export type TargetCheck<T, Context> = {
  id: string
  /** Said when every target passes. */
  passed: string
  /** What would let a target through. */
  remedy: string
  /** Told only where it does not pass, so that plans that it does not touch read as before. */
  is_quiet?: true
  judge(target: T, context: Context): Objection | null
}

export const failed = (because: string): Objection => ({ outcome: 'failed', because })
export const unknown = (because: string): Objection => ({ outcome: 'unknown', because })

type Named<T> = { arn: string; label: string; state: T | undefined }

/** Runs every check on every target. A target that was not found fails the first check and is left out of the others. */
export function judgeTargets<T, C>(checks: readonly TargetCheck<T, C>[], targets: readonly Named<T>[], context: C): CheckedTargets[] {
  const gone = targets.filter((t) => t.state === undefined)
  const exists: CheckedTargets = {
    id: 'exists',
    outcome: gone.length === 0 ? 'passed' : 'failed',
    detail:
      gone.length === 0
        ? `${targets.length} of ${formatCount(targets.length, 'target')} ${targets.length === 1 ? 'was' : 'were'} found`
        : `not found: ${gone.map((t) => t.label).join(', ')}`,
    failed_targets: gone.map((t) => t.arn),
  }
  return [
    exists,
    ...checks
      .map((check) => ({ check, told: judgeOne(check, targets, context) }))
      .flatMap(({ check, told }) => (check.is_quiet && told.outcome === 'passed' ? [] : [told])),
  ]
}

function judgeOne<T, C>(check: TargetCheck<T, C>, targets: readonly Named<T>[], context: C): CheckedTargets {
  const objections = targets.flatMap(({ arn, label, state }) => {
    const objection = state === undefined ? null : check.judge(state, context)
    return objection === null ? [] : [{ arn, label, ...objection }]
  })
  if (objections.length === 0) return { id: check.id, outcome: 'passed', detail: check.passed, failed_targets: [] }
  return {
    id: check.id,
    outcome: objections.some((o) => o.outcome === 'failed') ? 'failed' : 'unknown',
    detail: objections.map((o) => `${o.label}: ${o.because}`).join('; '),
    failed_targets: objections.map((o) => o.arn),
  }
}
