import { requireReason } from '@/lib/approval/decide-refusals'
import { closedSentence } from '@/lib/approval/decide-words'
import { lockCase } from '@/lib/cases/store'
import type { Tx } from '@/lib/db/change'
import { Fault } from '@/lib/kernel/errors'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Call } from '../command'

/** Where the case stands now, for the person whose command came too late. */
export const currentOf = (c: Case) => ({
  case_id: c.case_id,
  revision: c.revision,
  status: c.status,
  plan_hash: c.plan?.plan_hash ?? null,
  approval_id: c.approval?.approval_id ?? null,
  approval_state: c.approval?.state ?? null,
  approval_closed: c.approval === null ? null : closedSentence(c.approval),
})

/**
 * The case that the command names, locked, exactly as the person saw it. Throws `validation_failed` without a revision and `conflict` with the current state
 * when it has moved on.
 */
export async function lockedCase(tx: Tx, { actor, request }: Call, seen: 'revision' | 'any_revision' = 'revision'): Promise<Case> {
  if (request.expected_version === null)
    throw new Fault('validation_failed', 'expected_version: say which revision of the case you looked at', { code: 'MALFORMED', field: 'expected_version' })
  const c = await lockCase(tx, actor.tenant_id, request.subject)
  if (seen === 'revision' && c.revision !== request.expected_version)
    throw new Fault('conflict', `the case has changed since you looked at it: it is ${c.status.replaceAll('_', ' ')} now`, {
      code: 'STALE_STATE',
      seen: request.expected_version,
      current: currentOf(c),
    })
  return c
}

/** Throws `conflict` unless the case stands at one of these statuses; `otherwise` says what to do instead. */
export function requireStatus(c: Case, statuses: readonly CaseStatus[], otherwise: string): void {
  if (!statuses.includes(c.status))
    throw new Fault('conflict', `the case is ${c.status.replaceAll('_', ' ')}: ${otherwise}`, { code: 'STALE_STATE', current: currentOf(c) })
}

/** The reason a command carries. Throws `validation_failed` when it is too short to follow. */
export function reasonOf({ request }: Call): string {
  requireReason(request.reason)
  return request.reason.trim()
}

/** The plan that the person was shown. Throws `validation_failed` when the request does not say. */
export function shownPlan({ request }: Call): string {
  if (request.plan_hash === null) throw new Fault('validation_failed', 'plan_hash: say which plan you were shown', { code: 'MALFORMED', field: 'plan_hash' })
  return request.plan_hash
}
