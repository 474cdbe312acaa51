import type { CommandName } from '@/schemas/command'
import type { Command } from './command'
import { anomalyAssess } from './handlers/anomaly-assess'
import { anomalySnooze } from './handlers/anomaly-snooze'
import { anomalyWake } from './handlers/anomaly-wake'
import { approvalApprove } from './handlers/approval-approve'
import { approvalDelegate } from './handlers/approval-delegate'
import { approvalDeny } from './handlers/approval-deny'
import { approvalEscalate } from './handlers/approval-escalate'
import { approvalRequestChanges } from './handlers/approval-request-changes'
import { approvalWithdraw } from './handlers/approval-withdraw'
import { caseAcknowledge } from './handlers/case-acknowledge'
import { caseAssignOwner } from './handlers/case-assign-owner'
import { caseClose } from './handlers/case-close'
import { casePlanRest } from './handlers/case-plan-rest'
import { caseReopen } from './handlers/case-reopen'
import { clockAdvance } from './handlers/clock-advance'
import { evidenceRequestRefresh } from './handlers/evidence-request-refresh'
import { executionResume } from './handlers/execution-resume'
import { executionRetry } from './handlers/execution-retry'
import { executionRollback } from './handlers/execution-rollback'
import { executionStop } from './handlers/execution-stop'
import { freezeLift } from './handlers/freeze-lift'
import { freezeSet } from './handlers/freeze-set'
import { importCancel } from './handlers/import-cancel'
import { importStart } from './handlers/import-start'
import { killSwitchSet } from './handlers/kill-switch-set'
import { modeSet } from './handlers/mode-set'
import { passkeyReset } from './handlers/passkey-reset'
import { planDropAction } from './handlers/plan-drop-action'
import { planEditParams } from './handlers/plan-edit-params'
import { planRequestRecompute } from './handlers/plan-request-recompute'
import { planSubmit } from './handlers/plan-submit'
import { policyActivate } from './handlers/policy-activate'
import { policyPropose } from './handlers/policy-propose'
import { quietLift } from './handlers/quiet-lift'
import { restatementAcknowledge } from './handlers/restatement-acknowledge'
import { schedulePause } from './handlers/schedule-pause'
import { scheduleResume } from './handlers/schedule-resume'
import { scheduleRunNow } from './handlers/schedule-run-now'
import { scheduleSet } from './handlers/schedule-set'
import { secretRotateConfirm } from './handlers/secret-rotate-confirm'
import { sessionRevoke } from './handlers/session-revoke'
import { settingsChange } from './handlers/settings-change'
import { templateReinstate } from './handlers/template-reinstate'
import { thresholdLift } from './handlers/threshold-lift'
import { thresholdOverride } from './handlers/threshold-override'
import { timeZoneSet } from './handlers/time-zone-set'
import { tokenCreate } from './handlers/token-create'
import { tokenRevoke } from './handlers/token-revoke'
import { verificationAcceptVariance } from './handlers/verification-accept-variance'
import { verificationRecheck } from './handlers/verification-recheck'
import { vetoCast } from './handlers/veto-cast'
import { vetoRunNow } from './handlers/veto-run-now'
import { viewDelete } from './handlers/view-delete'
import { viewRename } from './handlers/view-rename'
import { viewSave } from './handlers/view-save'
import { viewShare } from './handlers/view-share'

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
  'case.plan_rest': casePlanRest,
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
  'restatement.acknowledge': restatementAcknowledge,
  'kill_switch.set': killSwitchSet,
  'freeze.set': freezeSet,
  'freeze.lift': freezeLift,
  'template.reinstate': templateReinstate,
  'policy.propose': policyPropose,
  'policy.activate': policyActivate,
  'session.revoke': sessionRevoke,
  'passkey.reset': passkeyReset,
  'token.create': tokenCreate,
  'token.revoke': tokenRevoke,
  'clock.advance': clockAdvance,
  'mode.set': modeSet,
  'settings.change': settingsChange,
  'time_zone.set': timeZoneSet,
  'view.save': viewSave,
  'view.share': viewShare,
  'view.rename': viewRename,
  'view.delete': viewDelete,
  'secret.rotate_confirm': secretRotateConfirm,
  'schedule.set': scheduleSet,
  'schedule.pause': schedulePause,
  'schedule.resume': scheduleResume,
  'schedule.run_now': scheduleRunNow,
} satisfies Record<CommandName, Command> as Record<CommandName, Command>
