import { z } from 'zod'
import { Actor } from '@/schemas/actor'
import { Digest } from '@/schemas/ids'
import { Instant } from '@/schemas/time'

/** Every kind of event the chain may hold: `noun.verb_past`. A command has exactly one. */
export const AuditKind = z.enum([
  'tenant.created',
  'person.added',
  'session.opened',
  'session.closed',
  'session.revoked',
  'session.refused',
  'session.stepped_up',
  'passkey.added',
  'passkey.removed',
  'passkey.reset',
  'token.created',
  'token.revoked',
  'person.changed',
  'audit.exported',
  'audit.pruned',
  'import.started',
  'import.completed',
  'import.failed',
  'import.cancelled',
  'detection.ran',
  'restatement.found',
  'restatement.updated',
  'restatement.withdrawn',
  'restatement.acknowledged',
  'case.opened',
  'case.updated',
  'case.withdrawn',
  'evidence.collected',
  'evidence.refresh_requested',
  'case.triaged',
  'plan.made',
  'policy.decided',
  'case.acknowledged',
  'case.assessed',
  'case.snoozed',
  'case.woken',
  'quiet.lifted',
  'threshold.overridden',
  'threshold.lifted',
  'case.owner_assigned',
  'case.closed',
  'case.reopened',
  'case.rest_opened',
  'plan.submitted',
  'plan.params_edited',
  'plan.action_dropped',
  'plan.recompute_requested',
  'approval.requested',
  'approval.granted',
  'approval.denied',
  'approval.vetoed',
  'approval.expired',
  'approval.withdrawn',
  'approval.voided',
  'approval.carried_over',
  'approval.changes_requested',
  'approval.delegated',
  'approval.escalation_asked',
  'approval.escalated',
  'approval.reminded',
  'veto.window_ended',
  'veto.waived',
  'execution.started',
  'execution.stepped',
  'execution.finished',
  'execution.stopped',
  'execution.stop_requested',
  'execution.refused',
  'execution.waits',
  'execution.given_up',
  'execution.retry_requested',
  'execution.resume_requested',
  'rollback.requested',
  'rollback.finished',
  'verification.checked',
  'verification.recheck_requested',
  'verification.variance_accepted',
  'ticket.opened',
  'ticket.settled',
  'owner.notified',
  'case.failed',
  'clock.advanced',
  'clock.resumed',
  'kill_switch.set',
  'freeze.set',
  'freeze.lifted',
  'template.reinstated',
  'policy.proposed',
  'policy.activated',
  'mode.changed',
  'settings.changed',
  'time_zone.changed',
  'view.saved',
  'view.shared',
  'view.renamed',
  'view.deleted',
  'secret.rotated',
  'schedule.changed',
  'schedule.paused',
  'schedule.resumed',
  'schedule.run_asked',
  'change.received',
  'hook.refused',
  'command.refused',
  'thread.shared',
])
export type AuditKind = z.infer<typeof AuditKind>

/** What a writer hands over; the chain adds sequence, time and hashes. `body` holds no secret and no free-form payload beyond a reason. */
export const AuditEvent = z.strictObject({ kind: AuditKind, subject: z.string().min(1), actor: Actor, body: z.record(z.string(), z.unknown()) })
export type AuditEvent = z.infer<typeof AuditEvent>

/** One line of a tenant's chain. `hash` covers every other field and `prev`. `at` has microseconds, as the database stamped it. */
export const AuditEntry = z.strictObject({
  chain: z.string(),
  seq: z.int().positive(),
  at: z.string(),
  kind: z.string(),
  subject: z.string(),
  actor: z.string(),
  /** Canonical JSON text, exactly as hashed. */
  body: z.string(),
  prev: Digest,
  hash: Digest,
})
export type AuditEntry = z.infer<typeof AuditEntry>

/**
 * A signed statement about a span of a chain, kept where the database's owner cannot reach it: these entries, with this root, ended at this hash.
 * `previous` is the digest of the anchor before, so that none can be left out.
 */
export const AuditAnchor = z.strictObject({
  version: z.literal('countersign-anchor-v1'),
  chain: z.string(),
  from_seq: z.int().positive(),
  seq: z.int().positive(),
  hash: Digest,
  root: Digest,
  at: Instant,
  previous: Digest,
  /** First 16 characters of the digest of the public key. */
  key_id: z.string(),
  /** Ed25519 over the lines of `anchorText`, base64. */
  signature: z.string(),
})
export type AuditAnchor = z.infer<typeof AuditAnchor>

/** A signed statement that these entries were there, held, and gave way to this root when they were older than what is kept. Otherwise as an anchor. */
export const AuditPruned = AuditAnchor.extend({ version: z.literal('countersign-pruned-v1') })
export type AuditPruned = z.infer<typeof AuditPruned>

/** One entry with what shows that a signed anchor covers it, for somebody who sees nothing else of the chain. */
export const AuditProof = z.strictObject({
  entry: AuditEntry,
  anchor: AuditAnchor,
  steps: z.array(z.strictObject({ side: z.enum(['left', 'right']), hash: Digest })),
})
export type AuditProof = z.infer<typeof AuditProof>
