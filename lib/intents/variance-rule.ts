import { compareDecimal } from '@/lib/kernel/money'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import type { IntentAction } from '@/schemas/intent'

/** Statuses in which somebody may take what was measured as the result. */
export const ACCEPTABLE: readonly CaseStatus[] = ['verifying', 'escalated', 'partial', 'not_measurable']

/** States of a run that has left something in place: all of its plan, or what was done before somebody stopped it. */
export const LEFT_IN_PLACE: readonly Run['state'][] = ['succeeded', 'stopped']

/** Why there is no difference to accept; null when there is one. */
export function varianceRule({ checks, status, run }: Pick<Case, 'checks' | 'status' | 'run'>): NonNullable<IntentAction['disabled']> | null {
  const measured = checks.findLast((k) => k.savings !== null)?.savings ?? null
  const last = checks.at(-1)
  if (!ACCEPTABLE.includes(status))
    return { rule: 'not_measured_now', text: 'Nothing is being measured.', unblock: 'A difference shows once a plan was carried out.' }
  if (run === null || run.state === 'rolled_back')
    return { rule: 'rolled_back', text: 'Nothing it changed is in place.', unblock: 'There is no saving to accept.' }
  if (!LEFT_IN_PLACE.includes(run.state))
    return { rule: 'not_known', text: 'What the run left in place is not known.', unblock: 'Have it tried again or rolled back.' }
  if (measured === null) return { rule: 'not_measured', text: 'No saving has been measured yet.', unblock: 'Wait for the first check of the bill.' }
  if (last?.accepted_by !== undefined) return { rule: 'accepted', text: `${last.accepted_by.name} has accepted it.`, unblock: 'Nothing is left to accept.' }
  if (last?.reason === 'came_undone')
    return { rule: 'undone', text: 'The saving no longer holds.', unblock: 'Find out what brought the cost back, or close the case.' }
  if (last?.health.status === 'degraded') return { rule: 'health', text: 'Health got worse, and that comes before savings.', unblock: 'Roll the change back.' }
  if (last?.effect.status === 'missing')
    return { rule: 'gone', text: 'What the plan changed is not in place any more.', unblock: 'Nothing it saved can be kept: close the case.' }
  if (last?.effect.status === 'unknown')
    return { rule: 'effect_not_known', text: 'Whether the change is in place is not known.', unblock: 'Have it checked again.' }
  if (last?.health.status === 'unknown')
    return { rule: 'health_not_known', text: 'Health is not known, and that comes before savings.', unblock: 'Have it checked again.' }
  if (compareDecimal(measured.point, measured.predicted) === 0)
    return { rule: 'as_predicted', text: 'It saves what was predicted.', unblock: 'Nothing differs.' }
  return null
}
