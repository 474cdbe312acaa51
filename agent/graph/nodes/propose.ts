import type { RunnableConfig } from '@langchain/core/runnables'
import type { DeskSteps } from '@/lib/cases/desk'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import { openTicket } from '@/lib/cases/ticket'
import { change } from '@/lib/db/change'
import { getEvidence, putEvidence } from '@/lib/evidence/store'
import { getTenant } from '@/lib/identity/tenant-store'
import { enqueue } from '@/lib/jobs/queue'
import type { CaseStatus } from '@/schemas/case'
import { caseAtHand, handOn } from '../at-hand'
import { systemActor } from '../clock'
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
  const actor = systemActor(c.tenant_id)
  const { plan, policy, evidence } = await desk.plan(c, await getEvidence(c.tenant_id, c.evidence_ids), now)
  const has_ticket_service = (await getTenant(c.tenant_id)).settings.connectors.tickets !== null
  const status: CaseStatus = plan.actions.length === 0 ? 'no_action' : policy === null || policy.decision === 'deny' ? 'policy_denied' : 'plan_ready'
  const { result } = await change(c.tenant_id, async (tx) => {
    await putEvidence(tx, c.tenant_id, evidence)
    const evidence_ids = [...new Set([...c.evidence_ids, ...evidence.map((e) => e.evidence_id)])]
    const ticket = status === 'no_action' ? openTicket(c) : c.ticket
    const saved = await saveCase(
      tx,
      moveCase(c, status, now, PROPOSED_NOTE[status] ?? '', { plan, policy, evidence_ids, ticket, approval: null, run: null }),
      c.revision,
    )
    // Another service keeps this tenant's tickets: it is opened there by a job of its own, once this is settled.
    if (status === 'no_action' && has_ticket_service) await enqueue(tx, 'ticket.open', { tenant_id: c.tenant_id, case_id: c.case_id })
    return {
      result: saved,
      events: [
        { kind: 'plan.made', subject: c.case_id, actor, body: { plan_hash: plan.plan_hash, actions: plan.actions.map((a) => a.template), tenant_now: now } },
        ...(policy === null
          ? []
          : [
              {
                kind: 'policy.decided' as const,
                subject: c.case_id,
                actor,
                body: {
                  plan_hash: plan.plan_hash,
                  decision: policy.decision,
                  level: policy.level,
                  policy_digest: policy.policy_digest,
                  input_digest: policy.input_digest,
                  errors: policy.errors,
                  tenant_now: now,
                },
              },
            ]),
        ...(ticket !== null && c.ticket === null
          ? [{ kind: 'ticket.opened' as const, subject: c.case_id, actor, body: { key: ticket.key, tenant_now: now } }]
          : []),
      ],
    }
  })
  handOn(result, config)
  return { status }
}
