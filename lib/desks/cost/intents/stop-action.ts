import { MIN_REASON_CHARS } from '@/lib/approval/decide-refusals'
import { anyOf } from '@/lib/approval/decide-words'
import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import type { Role } from '@/schemas/actor'
import type { IntentAction } from '@/schemas/intent'

// As the command asks (`lib/commands/handlers/kill-switch-set`).
const MAY_STOP: readonly Role[] = ['admin', 'owner', 'platform', 'manager']

/** Stops execution while a run goes on: this one before its next change, every other before it begins. */
export function stopAction({ c, viewer }: Pick<CaseContext, 'c' | 'viewer'>): IntentAction {
  const may = viewer.kind === 'person' && viewer.roles.some((role) => MAY_STOP.includes(role))
  return {
    id: 'kill_switch.set',
    command: 'kill_switch.set',
    subject: c.tenant_id,
    expected_version: null,
    plan_hash: null,
    label: 'Stop all execution',
    style: 'danger',
    params: { is_on: true },
    confirm: { level: 'reason', prompt: 'Say why it has to stop now.', phrase: null, min_reason: MIN_REASON_CHARS },
    effect: 'This run stops before its next change and undoes what it did. No other plan runs until an administrator turns execution on again.',
    disabled: may
      ? null
      : {
          rule: 'role',
          text: `Stopping needs the role ${anyOf(MAY_STOP)}.`,
          unblock: 'Ask somebody with that role.',
        },
  }
}
