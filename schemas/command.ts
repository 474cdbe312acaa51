import { z } from 'zod'
import { Surface } from '@/schemas/actor'
import { Digest } from '@/schemas/ids'

/** The closed list. Each is one handler, one policy check and one audit event kind (`lib/commands/registry.ts` does not compile otherwise). */
export const CommandName = z.enum([
  'case.acknowledge',
  'case.assign_owner',
  'anomaly.assess',
  'anomaly.snooze',
  'anomaly.wake',
  'quiet.lift',
  'case.close',
  'case.reopen',
  'case.plan_rest',
  'evidence.request_refresh',
  'plan.submit',
  'plan.edit_params',
  'plan.drop_action',
  'plan.request_recompute',
  'approval.approve',
  'approval.deny',
  'approval.withdraw',
  'approval.request_changes',
  'approval.delegate',
  'approval.escalate',
  'veto.cast',
  'veto.run_now',
  'execution.rollback',
  'execution.retry',
  'execution.resume',
  'execution.stop',
  'verification.recheck',
  'verification.accept_variance',
  'threshold.override',
  'threshold.lift',
  'import.start',
  'import.cancel',
  'restatement.acknowledge',
  'kill_switch.set',
  'freeze.set',
  'freeze.lift',
  'template.reinstate',
  'policy.propose',
  'policy.activate',
  'session.revoke',
  'passkey.reset',
  'token.create',
  'token.revoke',
  'clock.advance',
  'mode.set',
  'settings.change',
  'time_zone.set',
  'secret.rotate_confirm',
  'schedule.set',
  'schedule.pause',
  'schedule.resume',
  'schedule.run_now',
  'view.save',
  'view.share',
  'view.rename',
  'view.delete',
])
export type CommandName = z.infer<typeof CommandName>

/** What a surface sends when a person acts. The server decides whether it may happen; the digest says what the person saw. */
export const CommandRequest = z.strictObject({
  command: CommandName,
  /** case_id, approval_id, import id or tenant id, as the command says. */
  subject: z.string().min(1).max(120),
  /** Revision of the case (or state_version of the approval) the person looked at; null for commands without one. */
  expected_version: z.int().nonnegative().nullable(),
  /** plan_hash that was displayed; required by decisions. */
  plan_hash: Digest.nullable(),
  intent_digest: Digest.nullable(),
  params: z.record(z.string(), z.unknown()),
  reason: z.string().max(2000),
  acknowledged: z.string().max(500).nullable(),
  surface: Surface,
  /** Minted once per rendered card; the same key with the same body is replayed, with another body refused. */
  idempotency_key: z.string().min(8).max(80),
})
export type CommandRequest = z.infer<typeof CommandRequest>

export const CommandResult = z.strictObject({
  outcome: z.enum(['accepted', 'replayed']),
  command: CommandName,
  subject: z.string(),
  new_version: z.int().nonnegative().nullable(),
  audit_seq: z.int().positive(),
  audit_hash: Digest,
  /** One sentence for the person: what happened and what happens next. */
  message: z.string(),
  /** A value that only this answer holds: nothing stores it, and a replay has it no more. */
  shown_once: z.string().optional(),
})
export type CommandResult = z.infer<typeof CommandResult>
