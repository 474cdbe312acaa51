import { z } from 'zod'
import { nextMoment } from '@/lib/approval/decide-timing'
import { insertApproval } from '@/lib/approval/store'
import { moveCase } from '@/lib/cases/move'
import { getCase, saveCase } from '@/lib/cases/store'
import { makeEvidence } from '@/lib/evidence/make'
import { putEvidence } from '@/lib/evidence/store'
import { calendarOf } from '@/lib/identity/calendar-of'
import { getTenant } from '@/lib/identity/tenant-store'
import { enqueue } from '@/lib/jobs/queue'
import { digest } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import type { Plan } from '@/schemas/action'
import type { Approval } from '@/schemas/approval'
import type { Case, CaseStatus } from '@/schemas/case'
import type { PolicyDecision } from '@/schemas/policy'
import { whyNotActing } from '../asking-policy/acting-mode'
import { askPolicy } from '../asking-policy/ask-policy'
import { policyFacts } from '../asking-policy/policy-facts'
import { routePlan } from '../asking-policy/route-plan'
import { readSurroundings } from '../asking-policy/surroundings-store'
import { defineCommand } from '../command'
import { currentOf, lockedCase, requireStatus, shownPlan } from '../under-lock/locked-case'

const MAY_BE_SENT: readonly CaseStatus[] = ['plan_ready', 'policy_denied', 'expired']

/** An analyst sends the plan to the people whom policy names. Policy decides again, on what is known now. */
export const planSubmit = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'plan.submitted',
  async ready(call) {
    const { actor, request, now, policy } = call
    const plan_hash = shownPlan(call)
    const seen = await getCase(actor.tenant_id, request.subject)
    const plan = shownPlanOf(seen, plan_hash)
    const [tenant, around] = await Promise.all([getTenant(actor.tenant_id), readSurroundings(seen, plan, now)])
    const off = whyNotActing(tenant.settings.mode)
    if (off !== null) throw new Fault('frozen', `${off}: an administrator changes the mode in Settings`, { code: 'MODE', mode: tenant.settings.mode })
    const facts = policyFacts(seen, plan, tenant, now, around)
    const decision = await askPolicy(policy, facts)
    // What policy was asked about is evidence: a replay asks again.
    const asked = makeEvidence({
      source: { connector: 'countersign', query: `policy_facts(${plan_hash})`, data_version: null, retrieved_at: now },
      body: { kind: 'policy.facts', ...facts },
    })
    return async (tx) => {
      // The same revision as the one that policy was asked about, so the facts are this case's.
      const c = await lockedCase(tx, call)
      requireStatus(c, MAY_BE_SENT, 'a plan can be sent while it is ready and nothing has been decided')
      shownPlanOf(c, plan_hash)
      const next = routePlan(plan, decision, call, calendarOf(tenant))
      const evidence_ids = [...new Set([...c.evidence_ids, asked.evidence_id])]
      const submission = next.status === 'approved' ? { submission_id: submissionId(plan, request.idempotency_key) } : {}
      const moved = moveCase(c, next.status, now, next.note, { policy: decision, approval: next.approval, evidence_ids, ...submission })
      const [saved] = await Promise.all([
        saveCase(tx, moved, c.revision, nextMoment(next.approval)),
        putEvidence(tx, actor.tenant_id, [asked]),
        next.approval === null ? null : insertApproval(tx, actor.tenant_id, next.approval, { plan, policy: decision }),
        // What waits for people stays where it is.
        next.approval === null ? enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id: c.case_id }) : null,
      ])
      return { subject: c.case_id, new_version: saved.revision, message: next.message, body: bodyOf(plan_hash, decision, next.approval) }
    }
  },
})

/** What the trail says of a plan that was sent: what policy decided and on which words, and which request came of it. */
function bodyOf(plan_hash: string, policy: PolicyDecision, approval: Approval | null) {
  const { decision, level, reasons, policy_digest, input_digest, errors, outside, rollback_alone_forbidden = [] } = policy
  return {
    plan_hash,
    decision,
    level,
    policies: reasons.map((r) => r.policy_id),
    policy_digest,
    input_digest,
    errors,
    outside: outside === undefined ? null : { decision: outside.decision, policy_digest: outside.policy_digest },
    approval_id: approval?.approval_id ?? null,
    rollback_alone_forbidden_by: rollback_alone_forbidden.map((r) => r.policy_id),
    offers_automatic_rollback: approval?.offers_automatic_rollback ?? null,
  }
}

/** Tells the runs of one plan apart that nobody was asked about: each time that it is sent is another. */
const submissionId = ({ case_id, plan_hash }: Plan, key: string): string => `sub_${digest({ case_id, plan_hash, key }).slice(0, 24)}`

/** The case's plan, if it is the one that was shown and has something to approve. */
function shownPlanOf(c: Case, plan_hash: string): Plan {
  if (c.plan === null || c.plan.actions.length === 0)
    throw new Fault('conflict', 'there is no plan to approve on this case', { code: 'STALE_STATE', current: currentOf(c) })
  if (c.plan.plan_hash !== plan_hash)
    throw new Fault('digest_mismatch', 'the plan has changed since you looked at it: look at the new one', {
      code: 'DIGEST_MISMATCH',
      shown: plan_hash,
      current: currentOf(c),
    })
  return c.plan
}
