import type { RunnableConfig } from '@langchain/core/runnables'
import { type CarriedOver, carryOver } from '@/lib/approval/carry-over'
import { nextMoment } from '@/lib/approval/decide-timing'
import { updateApproval } from '@/lib/approval/store'
import type { DeskSteps } from '@/lib/cases/desk'
import { keepRun } from '@/lib/cases/earlier-runs'
import { lookedAtAgainSince } from '@/lib/cases/looked-at-again'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import { openTicket } from '@/lib/cases/ticket'
import { changeOnTheWay } from '@/lib/db/change'
import { knownEvidence, putEvidence } from '@/lib/evidence/store'
import { calendarOf } from '@/lib/identity/calendar-of'
import { getTenant } from '@/lib/identity/tenant-store'
import { enqueue } from '@/lib/jobs/queue'
import { formatCount } from '@/lib/kernel/format'
import type { CaseStatus } from '@/schemas/case'
import { caseAtHand, handOn } from '../at-hand'
import { planEvents } from '../plan-events'
import type { CaseState } from '../state'

const PROPOSED_NOTE: Partial<Record<CaseStatus, string>> = {
  plan_ready: 'A plan is ready to be sent for approval',
  policy_denied: 'Policy denies this plan: see why, and what would satisfy it',
  no_action: 'No action is safe here: a ticket was opened',
}

/** Makes the plan, asks policy what it needs, and opens a ticket where no action is safe. */
export const propose = (desk: DeskSteps) => async (state: CaseState, config?: RunnableConfig) => {
  const { c, now } = await caseAtHand(state, config)
  if (c.status !== 'triaged') return { status: c.status }
  const [{ plan, policy, evidence }, tenant] = await Promise.all([desk.plan(c, await knownEvidence(c.tenant_id, c.evidence_ids), now), getTenant(c.tenant_id)])
  const fresh: CaseStatus = plan.actions.length === 0 ? 'no_action' : policy === null || policy.decision === 'deny' ? 'policy_denied' : 'plan_ready'
  const since = lookedAtAgainSince(c)
  const pause = c.approval === null || since === null ? null : { since, calendar: calendarOf(tenant) }
  const carried = carryOver(c, plan, policy, now, pause)
  const kept = carried?.outcome === 'kept' ? carried : null
  const status = kept?.status ?? fresh
  const { connectors } = tenant.settings
  const has_ticket_service = status === 'no_action' && connectors.tickets !== null
  const { result } = await changeOnTheWay(c.tenant_id, async (tx) => {
    if (carried !== null && c.approval !== null && carried.approval !== c.approval)
      await updateApproval(tx, c.tenant_id, carried.approval, c.approval.state_version)
    const evidence_ids = [...new Set([...c.evidence_ids, ...evidence.map((e) => e.evidence_id)])]
    const ticket = status === 'no_action' ? openTicket(c) : c.ticket
    const approval = kept?.approval ?? null
    const next = moveCase(c, status, now, noteOf(status, carried, plan.plan_hash), { plan, policy, evidence_ids, ticket, approval, ...keepRun(c) })
    const [saved] = await Promise.all([
      saveCase(tx, next, c.revision, nextMoment(approval)),
      putEvidence(tx, c.tenant_id, evidence),
      // Another service keeps this tenant's tickets: it is opened there by a job of its own, once this is settled.
      has_ticket_service ? enqueue(tx, 'ticket.open', { tenant_id: c.tenant_id, case_id: c.case_id }) : null,
      connectors.messages.length > 0 ? enqueue(tx, 'owner.notify', { tenant_id: c.tenant_id, case_id: c.case_id }) : null,
    ])
    return { result: saved, events: planEvents(c, { plan, policy, carried, ticket }, now) }
  })
  handOn(result, config)
  return { status }
}

/** What the timeline says of a plan that was made, and of the request that was open when it was made again. */
function noteOf(status: CaseStatus, carried: CarriedOver, made_hash: string): string {
  if (carried?.outcome === 'voided') return `${PROPOSED_NOTE[status] ?? ''}. The request is void: ${carried.approval.closed_because ?? 'the plan changed'}`
  if (carried?.outcome !== 'kept') return PROPOSED_NOTE[status] ?? ''
  const { signatures, closed_at, plan_hash } = carried.approval
  if (plan_hash !== made_hash) return 'Made again on newer figures, and does the same: what was decided on it stands'
  if (closed_at !== null) return 'Made again and identical: what was decided on it stands'
  return `Made again and identical: the request stays, with ${formatCount(signatures.length, 'signature')}`
}
