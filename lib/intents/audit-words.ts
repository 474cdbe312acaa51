import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import { LEVEL_WORDS } from '@/lib/intents/code-words'
import { cut } from '@/lib/kernel/format'
import { Actor } from '@/schemas/actor'
import type { AuditEntry, AuditKind } from '@/schemas/audit'
import type { Instant } from '@/schemas/time'

// What an event is called where people read the trail.
const TITLES: Record<AuditKind, string> = {
  'tenant.created': 'Tenant created',
  'person.added': 'Person added',
  'session.opened': 'Signed in',
  'session.closed': 'Signed out',
  'session.refused': 'Sign-in refused',
  'session.stepped_up': 'Confirmed with a passkey',
  'passkey.added': 'Passkey added',
  'passkey.removed': 'Passkey removed',
  'passkey.reset': 'Passkeys reset by an administrator',
  'audit.pruned': 'Old entries gave way to their signed root',
  'session.revoked': 'Sessions ended',
  'token.created': 'Token created',
  'token.revoked': 'Token revoked',
  'person.changed': 'Person changed by the identity provider',
  'audit.exported': 'Audit exported',
  'import.started': 'Import started',
  'import.completed': 'Import completed',
  'import.failed': 'Import failed',
  'import.cancelled': 'Import cancelled',
  'restatement.found': 'A closed month was restated',
  'restatement.updated': 'A restated month came again',
  'restatement.withdrawn': 'A restatement was taken back by the bill',
  'restatement.acknowledged': 'Restatement acknowledged',
  'detection.ran': 'Detection ran',
  'case.opened': 'Case opened',
  'case.updated': 'Case updated',
  'case.withdrawn': 'Case withdrawn',
  'evidence.collected': 'Evidence collected',
  'evidence.refresh_requested': 'All sources asked again',
  'case.triaged': 'Cause decided',
  'plan.made': 'Plan made',
  'policy.decided': 'Policy decided',
  'case.acknowledged': 'Acknowledged',
  'case.assessed': 'Assessed',
  'case.snoozed': 'Case snoozed',
  'case.woken': 'Snooze ended',
  'case.owner_assigned': 'Owner assigned',
  'case.closed': 'Case closed',
  'case.reopened': 'Case reopened',
  'case.rest_opened': 'Case opened for what a plan left out',
  'plan.submitted': 'Sent for approval',
  'plan.params_edited': 'Plan changed',
  'plan.action_dropped': 'Action left out of the plan',
  'plan.recompute_requested': 'Plan to be made again',
  'approval.requested': 'Approval requested',
  'approval.granted': 'Approved',
  'approval.denied': 'Denied',
  'approval.vetoed': 'Vetoed',
  'approval.expired': 'Request expired',
  'approval.withdrawn': 'Request withdrawn',
  'approval.voided': 'Request void',
  'approval.carried_over': 'Request carried over to the identical plan',
  'approval.changes_requested': 'Changes asked for',
  'approval.delegated': 'Say delegated',
  'approval.escalation_asked': 'Escalated by a person',
  'approval.escalated': 'Escalated: the agreed time was over',
  'approval.reminded': 'Reminded',
  'veto.window_ended': 'Veto window ended',
  'veto.waived': 'Let run before the veto window ended',
  'execution.started': 'Run started',
  'execution.stepped': 'Run step',
  'execution.finished': 'Run finished',
  'execution.stopped': 'Run stopped',
  'execution.stop_requested': 'Stop of the run asked for',
  'execution.refused': 'Run refused: policy denies it now',
  'execution.waits': 'Run waits',
  'execution.given_up': 'Run given up: a person is called',
  'execution.retry_requested': 'Run to be tried again',
  'execution.resume_requested': 'Stopped run to go on',
  'rollback.requested': 'Rollback requested',
  'rollback.finished': 'Rollback finished',
  'verification.checked': 'Verification checked',
  'verification.recheck_requested': 'Check asked for',
  'verification.variance_accepted': 'Difference from the prediction accepted',
  'ticket.opened': 'Ticket opened',
  'ticket.settled': 'Ticket settled with its case',
  'owner.notified': 'Owner told',
  'case.failed': 'A step failed',
  'clock.advanced': 'Demonstration clock moved',
  'clock.resumed': 'Demonstration clock stood still while the app was stopped',
  'kill_switch.set': 'Kill switch set',
  'threshold.overridden': 'Detection threshold set for a scope',
  'threshold.lifted': 'Detection threshold lifted',
  'quiet.lifted': 'Rule of expected spend lifted',
  'freeze.set': 'Freeze set',
  'freeze.lifted': 'Freeze lifted',
  'template.reinstated': 'Action trusted again after a rollback',
  'policy.proposed': 'Policy change proposed',
  'policy.activated': 'Policy activated',
  'mode.changed': 'Mode changed',
  'settings.changed': 'Settings changed',
  'time_zone.changed': 'Time zone changed',
  'view.saved': 'View saved',
  'view.shared': 'View shared, or no longer',
  'view.renamed': 'View renamed',
  'view.deleted': 'View deleted',
  'secret.rotated': 'New secret confirmed',
  'schedule.changed': 'Schedule changed',
  'schedule.paused': 'Schedule paused',
  'schedule.resumed': 'Schedule resumed',
  'schedule.run_asked': 'Scheduled work asked for',
  'change.received': 'Change event received',
  'hook.refused': 'Unsigned calls of a hook refused',
  'command.refused': 'Command refused',
  'thread.shared': 'Conversation shared',
}

/** Title of an event. A kind that is newer than this table is shown as it is written. */
export const auditTitle = (entry: AuditEntry): string => (TITLES as Record<string, string | undefined>)[entry.kind] ?? entry.kind

// Fields of a body that a reader of the trail wants, in this order.
const SHOWN = ['name', 'reason', 'note', 'verdict', 'role', 'level', 'decision', 'outcome', 'status', 'category', 'step', 'detail', 'because', 'check'] as const
// Sentences that somebody wrote: shown as they are.
const IS_WORDS: readonly string[] = ['reason', 'note', 'detail', 'because']
// What policy asked for, in the words of the cards.
const PHRASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  level: LEVEL_WORDS,
  category: CATEGORY_LABELS,
  decision: { automatic: 'permitted as it is', delayed: 'permitted unless vetoed', require_approval: 'needs approval', deny: 'denied' },
}
const DIGESTS = ['plan_hash'] as const
const LENGTH = 300

/** What an event says about itself in a few words; empty when it says nothing that a reader needs. */
export function auditDetail(entry: AuditEntry): string {
  const body: unknown = JSON.parse(entry.body)
  if (body === null || typeof body !== 'object') return ''
  const fields = body as Record<string, unknown>
  const plain = SHOWN.flatMap((name) => {
    const value = fields[name]
    if (typeof value !== 'string' || value === '') return []
    if (name === 'name') return nameShown(entry.kind, value)
    return [IS_WORDS.includes(name) ? value : (PHRASES[name]?.[value] ?? `${name} ${value.replaceAll('_', ' ')}`)]
  })
  const digests = DIGESTS.flatMap((name) => (typeof fields[name] === 'string' ? [`${name === 'plan_hash' ? 'plan' : name} ${fields[name].slice(0, 8)}`] : []))
  return cut([...plain, ...digests].join(' · '), LENGTH)
}

/** Names of people and organisations as they are written, of scheduled work in words. Those of tokens, passkeys and views are for whoever holds them. */
function nameShown(kind: string, name: string): string[] {
  if (/^(?:person|tenant)[.]/.test(kind)) return [name]
  return kind.startsWith('schedule.') ? [name.replaceAll('_', ' ')] : []
}

/** When it happened on the tenant's clock; events that do not say have the database's. */
export function auditTime(e: AuditEntry): Instant {
  const { tenant_now } = JSON.parse(e.body) as { tenant_now?: unknown }
  return typeof tenant_now === 'string' ? tenant_now : `${e.at.slice(0, 23).padEnd(23, '0')}Z`
}

/** Where they did it: web, chat, command line or the system itself. */
export function auditSurface(entry: AuditEntry): string {
  const parsed = Actor.safeParse(readJson(entry.actor))
  return parsed.success ? parsed.data.surface : 'system'
}

/** Name of whoever did it. */
export function auditActor(entry: AuditEntry): string {
  const parsed = Actor.safeParse(readJson(entry.actor))
  return parsed.success ? parsed.data.name : entry.actor
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
