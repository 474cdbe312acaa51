import type { CommandName } from '@/schemas/command'
import { anomalyAssess } from './anomaly-assess'
import { anomalySnooze } from './anomaly-snooze'
import { anomalyWake } from './anomaly-wake'
import { approvalApprove } from './approval-approve'
import { approvalDelegate } from './approval-delegate'
import { approvalDeny } from './approval-deny'
import { approvalEscalate } from './approval-escalate'
import { approvalRequestChanges } from './approval-request-changes'
import { approvalWithdraw } from './approval-withdraw'
import { caseAcknowledge } from './case-acknowledge'
import { caseAssignOwner } from './case-assign-owner'
import { caseClose } from './case-close'
import { caseReopen } from './case-reopen'
import { clockAdvance } from './clock-advance'
import type { Command } from './command'
import { evidenceRequestRefresh } from './evidence-request-refresh'
import { executionResume } from './execution-resume'
import { executionRetry } from './execution-retry'
import { executionRollback } from './execution-rollback'
import { executionStop } from './execution-stop'
import { freezeLift } from './freeze-lift'
import { freezeSet } from './freeze-set'
import { importCancel } from './import-cancel'
import { importStart } from './import-start'
import { killSwitchSet } from './kill-switch-set'
import { modeSet } from './mode-set'
import { planDropAction } from './plan-drop-action'
import { planEditParams } from './plan-edit-params'
import { planRequestRecompute } from './plan-request-recompute'
import { planSubmit } from './plan-submit'
import { policyActivate } from './policy-activate'
import { policyPropose } from './policy-propose'
import { quietLift } from './quiet-lift'
import { schedulePause } from './schedule-pause'
import { scheduleResume } from './schedule-resume'
import { scheduleRunNow } from './schedule-run-now'
import { scheduleSet } from './schedule-set'
import { secretRotateConfirm } from './secret-rotate-confirm'
import { sessionRevoke } from './session-revoke'
import { settingsChange } from './settings-change'
import { templateReinstate } from './template-reinstate'
import { thresholdLift } from './threshold-lift'
import { thresholdOverride } from './threshold-override'
import { timeZoneSet } from './time-zone-set'
import { tokenCreate } from './token-create'
import { tokenRevoke } from './token-revoke'
import { verificationAcceptVariance } from './verification-accept-variance'
import { verificationRecheck } from './verification-recheck'
import { vetoCast } from './veto-cast'
import { vetoRunNow } from './veto-run-now'
import { viewSave } from './view-save'
import { viewShare } from './view-share'

/** Every command there is. A name without a handler, or a handler without a name, does not compile. */
export const COMMANDS = {
  'case.acknowledge': caseAcknowledge,
  'case.assign_owner': caseAssignOwner,
  'anomaly.assess': anomalyAssess,
  'anomaly.snooze': anomalySnooze,
  'anomaly.wake': anomalyWake,
  'quiet.lift': quietLift,
  'case.close': caseClose,
  'case.reopen': caseReopen,
  'evidence.request_refresh': evidenceRequestRefresh,
  'plan.submit': planSubmit,
  'plan.edit_params': planEditParams,
  'plan.drop_action': planDropAction,
  'plan.request_recompute': planRequestRecompute,
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
  'execution.resume': executionResume,
  'execution.stop': executionStop,
  'verification.recheck': verificationRecheck,
  'verification.accept_variance': verificationAcceptVariance,
  'threshold.override': thresholdOverride,
  'threshold.lift': thresholdLift,
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
  'time_zone.set': timeZoneSet,
  'view.save': viewSave,
  'view.share': viewShare,
  'secret.rotate_confirm': secretRotateConfirm,
  'schedule.set': scheduleSet,
  'schedule.pause': schedulePause,
  'schedule.resume': scheduleResume,
  'schedule.run_now': scheduleRunNow,
} satisfies Record<CommandName, Command> as Record<CommandName, Command>
