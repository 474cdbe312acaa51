import { explainGate } from '@/lib/intents/gate'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'
import type { IntentAction } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

type Asked = Pick<IntentAction, 'label' | 'effect'> & {
  style?: IntentAction['style']
  confirm?: Partial<IntentAction['confirm']>
  params?: IntentAction['params']
  inputs?: NonNullable<IntentAction['inputs']>
  id?: string
}

const ON_APPROVAL: readonly CommandName[] = [
  'approval.approve',
  'approval.deny',
  'approval.request_changes',
  'approval.escalate',
  'approval.withdraw',
  'veto.cast',
  'veto.run_now',
]
const ON_PLAN: readonly CommandName[] = [
  'plan.submit',
  'plan.drop_action',
  ...ON_APPROVAL,
  'execution.rollback',
  'execution.retry',
  'execution.resume',
  'execution.stop',
]

/** A button for one command on one case, locked to what this person sees, and off with the reason where a rule stands in the way. */
export function caseAction(command: CommandName, c: Case, viewer: Actor, now: Instant, asked: Asked): IntentAction {
  const approval = ON_APPROVAL.includes(command) ? c.approval : null
  return {
    id: asked.id ?? command,
    command,
    subject: approval?.approval_id ?? c.case_id,
    expected_version: approval?.state_version ?? c.revision,
    plan_hash: ON_PLAN.includes(command) ? (approval?.plan_hash ?? c.plan?.plan_hash ?? null) : null,
    label: asked.label,
    style: asked.style ?? 'neutral',
    params: asked.params ?? {},
    ...(asked.inputs === undefined ? {} : { inputs: asked.inputs }),
    confirm: { level: 'click', prompt: '', phrase: null, min_reason: 0, ...asked.confirm },
    effect: asked.effect,
    disabled: explainGate(command, c, viewer, now),
  }
}
