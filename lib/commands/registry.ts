import type { CommandName } from '@/schemas/command'
import { anomalyAssess } from './anomaly-assess'
import { approvalApprove } from './approval-approve'
import { approvalDelegate } from './approval-delegate'
import { approvalDeny } from './approval-deny'
import { approvalEscalate } from './approval-escalate'
import { approvalRequestChanges } from './approval-request-changes'
import { approvalWithdraw } from './approval-withdraw'
import { caseAcknowledge } from './case-acknowledge'
import { caseAssignOwner } from './case-assign-owner'
import { caseClose } from './case-close'
import { clockAdvance } from './clock-advance'
import type { Command } from './command'
import { executionRetry } from './execution-retry'
import { executionRollback } from './execution-rollback'
import { freezeLift } from './freeze-lift'
import { freezeSet } from './freeze-set'
import { importCancel } from './import-cancel'
import { importStart } from './import-start'
import { killSwitchSet } from './kill-switch-set'
import { modeSet } from './mode-set'
import { planEditParams } from './plan-edit-params'
import { planSubmit } from './plan-submit'
import { policyActivate } from './policy-activate'
import { policyPropose } from './policy-propose'
import { quietLift } from './quiet-lift'
import { schedulePause } from './schedule-pause'
import { scheduleResume } from './schedule-resume'
import { scheduleRunNow } from './schedule-run-now'
import { scheduleSet } from './schedule-set'
import { sessionRevoke } from './session-revoke'
import { settingsChange } from './settings-change'
import { templateReinstate } from './template-reinstate'
import { tokenCreate } from './token-create'
import { tokenRevoke } from './token-revoke'
import { verificationRecheck } from './verification-recheck'
import { vetoCast } from './veto-cast'
import { vetoRunNow } from './veto-run-now'

/** Every command there is. A name without a handler, or a handler without a name, does not compile. */
export const COMMANDS = {
  'case.acknowledge': caseAcknowledge,
  'case.assign_owner': caseAssignOwner,
  'anomaly.assess': anomalyAssess,
  'quiet.lift': quietLift,
  'case.close': caseClose,
  'plan.submit': planSubmit,
  'plan.edit_params': planEditParams,
  'approval.approve': approvalApprove,
  'approval.deny': approvalDeny,
  'approval.withdraw': approvalWithdraw,
  'approval.request_changes': approvalRequestChanges,
  'approval.delegate': approvalDelegate,
  'approval.escalate': approvalEscalate,
  'veto.cast': vetoCast,
  'veto.run_now': vetoRunNow,
  'execution.rollback': executionRollback,
  'execution.retry': executionRetry,
  'verification.recheck': verificationRecheck,
  'import.start': importStart,
  'import.cancel': importCancel,
  'kill_switch.set': killSwitchSet,
  'freeze.set': freezeSet,
  'freeze.lift': freezeLift,
  'template.reinstate': templateReinstate,
  'policy.propose': policyPropose,
  'policy.activate': policyActivate,
  'session.revoke': sessionRevoke,
  'token.create': tokenCreate,
  'token.revoke': tokenRevoke,
  'clock.advance': clockAdvance,
  'mode.set': modeSet,
  'settings.change': settingsChange,
  'schedule.set': scheduleSet,
  'schedule.pause': schedulePause,
  'schedule.resume': scheduleResume,
  'schedule.run_now': scheduleRunNow,
} satisfies Record<CommandName, Command> as Record<CommandName, Command>
