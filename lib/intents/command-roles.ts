import { VETO_ROLES } from '@/lib/approval/decide-refusals'
import { RUN_NOW_ROLES } from '@/lib/approval/decide-run-now'
import type { Role } from '@/schemas/actor'
import type { CommandName } from '@/schemas/command'

type Roles = readonly Role[]

/** Roles of people who work on cases; a viewer only looks. */
export const WORKING: Roles = ['analyst', 'approver', 'owner', 'platform', 'finops', 'manager', 'admin']
const ANYBODY: Roles = [...WORKING, 'viewer']
const MAY_UNDO: Roles = ['approver', 'owner', 'platform', 'admin']
const MAY_FREEZE: Roles = ['admin', 'owner', 'platform', 'manager']
const MAY_CHANGE_POLICY: Roles = ['admin', 'owner', 'platform', 'finops', 'manager']
const MAY_SCHEDULE: Roles = ['admin', 'owner', 'platform']
const ADMIN: Roles = ['admin']

/**
 * Which roles may give each command. Buttons are off by it, the bus refuses by it, and `lib/policy/people/commands.cedar` says the same, which a test holds it to.
 * Of a decision on a request its slots say more.
 */
export const COMMAND_ROLES: Readonly<Record<CommandName, Roles>> = {
  'case.acknowledge': WORKING,
  'case.assign_owner': WORKING,
  'anomaly.assess': WORKING,
  'anomaly.snooze': WORKING,
  'anomaly.wake': WORKING,
  'quiet.lift': WORKING,
  'case.close': WORKING,
  'case.reopen': WORKING,
  'case.plan_rest': WORKING,
  'evidence.request_refresh': WORKING,
  'plan.submit': WORKING,
  'plan.edit_params': WORKING,
  'plan.drop_action': WORKING,
  'plan.request_recompute': WORKING,
  'approval.approve': WORKING,
  'approval.deny': WORKING,
  'approval.withdraw': WORKING,
  'approval.request_changes': WORKING,
  'approval.delegate': WORKING,
  'approval.escalate': WORKING,
  'veto.cast': VETO_ROLES,
  'veto.run_now': RUN_NOW_ROLES,
  'execution.rollback': MAY_UNDO,
  'execution.retry': MAY_UNDO,
  'execution.resume': MAY_UNDO,
  // Stopping is the safe direction: more may do it than may start a run.
  'execution.stop': VETO_ROLES,
  'verification.recheck': WORKING,
  'verification.accept_variance': ['manager', 'admin'],
  'threshold.override': ['finops', 'owner', 'manager', 'admin'],
  'threshold.lift': WORKING,
  'import.start': WORKING,
  'import.cancel': WORKING,
  'restatement.acknowledge': WORKING,
  'kill_switch.set': MAY_FREEZE,
  'freeze.set': MAY_FREEZE,
  'freeze.lift': ['admin', 'owner', 'manager'],
  'template.reinstate': ['admin', 'owner'],
  'policy.propose': MAY_CHANGE_POLICY,
  'policy.activate': MAY_CHANGE_POLICY,
  'session.revoke': ANYBODY,
  'passkey.reset': ADMIN,
  'token.create': WORKING,
  'token.revoke': WORKING,
  'clock.advance': WORKING,
  'mode.set': ADMIN,
  'settings.change': ADMIN,
  'time_zone.set': ADMIN,
  'secret.rotate_confirm': ADMIN,
  'schedule.set': MAY_SCHEDULE,
  'schedule.pause': MAY_SCHEDULE,
  'schedule.resume': MAY_SCHEDULE,
  'schedule.run_now': ['admin', 'owner', 'platform', 'analyst'],
  'view.save': ANYBODY,
  'view.share': ANYBODY,
  'view.rename': ANYBODY,
  'view.delete': ANYBODY,
}
