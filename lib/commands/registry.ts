import type { CommandName } from '@/schemas/command'
import { anomalyAssess } from './anomaly-assess'
import { approvalApprove } from './approval-approve'
import { approvalDeny } from './approval-deny'
import { approvalWithdraw } from './approval-withdraw'
import { caseAcknowledge } from './case-acknowledge'
import { caseAssignOwner } from './case-assign-owner'
import { caseClose } from './case-close'
import { clockAdvance } from './clock-advance'
import type { Command } from './command'
import { executionRollback } from './execution-rollback'
import { importCancel } from './import-cancel'
import { importStart } from './import-start'
import { killSwitchSet } from './kill-switch-set'
import { planSubmit } from './plan-submit'
import { verificationRecheck } from './verification-recheck'
import { vetoCast } from './veto-cast'

/** Every command there is. A name without a handler, or a handler without a name, does not compile. */
export const COMMANDS = {
  'case.acknowledge': caseAcknowledge,
  'case.assign_owner': caseAssignOwner,
  'anomaly.assess': anomalyAssess,
  'case.close': caseClose,
  'plan.submit': planSubmit,
  'approval.approve': approvalApprove,
  'approval.deny': approvalDeny,
  'approval.withdraw': approvalWithdraw,
  'veto.cast': vetoCast,
  'execution.rollback': executionRollback,
  'verification.recheck': verificationRecheck,
  'import.start': importStart,
  'import.cancel': importCancel,
  'kill_switch.set': killSwitchSet,
  'clock.advance': clockAdvance,
} satisfies Record<CommandName, Command> as Record<CommandName, Command>
