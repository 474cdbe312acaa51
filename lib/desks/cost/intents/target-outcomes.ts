import { applyReceipt } from '@/lib/execution/claims/apply-receipt'
import { wayBackOf } from '@/lib/execution/undo/way-back-of'
import type { PlanAction, Receipt } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import type { ComponentOf } from '@/schemas/intent'

export type TargetOutcome = NonNullable<ComponentOf<'execution.progress'>['targets']>[number]

/**
 * What became of each target of a run in which not every target was changed: which were, which one stopped it and what the account said about
 * it, which were never reached. Empty when nothing was applied, and when everything was as planned.
 */
export function targetOutcomes(run: Run, actions: readonly PlanAction[]): TargetOutcome[] {
  const tried = actions.map((action) => ({ action, receipt: applyReceipt(run, action.action_id), way_back: wayBackOf(run, action.action_id) }))
  if (run.state !== 'stopped' && tried.every(({ receipt }) => receipt === null || receipt.outcome === 'success' || receipt.outcome === 'noop')) return []
  return tried.flatMap(({ action, receipt, way_back }) =>
    action.targets.map((target) => ({ action: action.title, target: target.label, ...outcomeOf(target, receipt, way_back) })),
  )
}

type Judged = Pick<TargetOutcome, 'outcome' | 'said'>

function outcomeOf(target: PlanAction['targets'][number], receipt: Receipt | null, way_back: ReturnType<typeof wayBackOf>): Judged {
  if (receipt === null) return { outcome: 'not_reached', said: 'the run stopped before this action' }
  // A receipt ends with the call that stopped it, and its detail names the target of that call.
  const is_culprit = receipt.detail.includes(` for ${target.label} was`)
  if (is_culprit && receipt.outcome === 'uncertain') return { outcome: 'unknown', said: receipt.detail }
  if (is_culprit && receipt.outcome === 'failed' && !receipt.changed.includes(target.arn)) return { outcome: 'failed', said: receipt.detail }
  const is_answer_lost = wasReadAgain(receipt)
  if (receipt.changed.includes(target.arn) || is_answer_lost) {
    const said = is_answer_lost ? receipt.detail : is_culprit ? `in part: ${receipt.detail}` : ''
    if (way_back === 'not_proven') return { outcome: 'unknown', said: 'its way back was sent and is not proven' }
    return way_back === 'undone' ? { outcome: 'undone', said: said || 'as the snapshot shows it again' } : { outcome: 'changed', said }
  }
  if (receipt.outcome === 'success' || receipt.outcome === 'noop') return { outcome: 'unchanged', said: 'it was in the wanted state' }
  // Without a record of the calls nobody knows how far they went.
  if (receipt.outcome === 'uncertain' && receipt.calls.length === 0) return { outcome: 'unknown', said: receipt.detail }
  return { outcome: 'not_reached', said: 'the run stopped before it' }
}

/** Whether an answer was lost and the targets were found in the state that was asked for: which of them were in it before is not known. */
const wasReadAgain = ({ outcome, calls }: Receipt): boolean => outcome === 'success' && (calls.length === 0 || calls.at(-1)?.status === 'uncertain')
