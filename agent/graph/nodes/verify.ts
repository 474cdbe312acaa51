import type { RunnableConfig } from '@langchain/core/runnables'
import type { DeskSteps } from '@/lib/cases/desk'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import { changeOnTheWay } from '@/lib/db/change'
import { putEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { OUTCOME_WORDS } from '@/lib/intents/code-words'
import { enqueue } from '@/lib/jobs/queue'
import { checkWords } from '@/lib/verification/schedule'
import type { CaseStatus } from '@/schemas/case'
import type { VerificationCheck } from '@/schemas/verification'
import { caseAtHand, handOn } from '../at-hand'
import type { CaseState } from '../state'

function statusAfter(check: VerificationCheck): CaseStatus {
  if (check.outcome === 'rollback') return 'rolling_back'
  if (check.outcome === 'escalate') return 'escalated'
  if (check.outcome === 'monitor') return 'verifying'
  return check.reason === 'partial' ? 'partial' : check.reason === 'not_measurable' ? 'not_measurable' : 'verified'
}

/** Looks at health and savings once; a drive comes here when a check is due. Health dominates: a degraded signal rolls back whatever was saved. */
export const verify = (desk: DeskSteps) => async (state: CaseState, config?: RunnableConfig) => {
  const { c, now } = await caseAtHand(state, config)
  if (c.status !== 'executed' && c.status !== 'verifying') return { status: c.status }
  const looked = await desk.verify(c, now)
  if (looked === null) return { status: c.status }
  const { check, evidence } = looked
  const status = statusAfter(check)
  const { result } = await changeOnTheWay(c.tenant_id, async (tx) => {
    const evidence_ids = [...new Set([...c.evidence_ids, ...evidence.map((e) => e.evidence_id)])]
    const next = moveCase(c, status, now, `${checkWords(check.check)}: ${OUTCOME_WORDS[check.outcome]}`, { checks: [...c.checks, check], evidence_ids })
    const [saved] = await Promise.all([
      saveCase(tx, next, c.revision, status === 'verifying' ? check.next_check_at : null),
      putEvidence(tx, c.tenant_id, evidence),
      status === 'rolling_back' ? enqueue(tx, 'plan.execute', { tenant_id: c.tenant_id, case_id: c.case_id, direction: 'back' }) : null,
    ])
    const body = {
      check: check.check,
      outcome: check.outcome,
      reason: check.reason,
      health: check.health.status,
      saved_per_day: check.savings?.point ?? null,
      ...(check.rollback_alone_forbidden === undefined ? {} : { rollback_alone_forbidden_by: check.rollback_alone_forbidden.map((r) => r.policy_id) }),
      tenant_now: now,
    }
    return { result: saved, events: [{ kind: 'verification.checked', subject: c.case_id, actor: systemActor(c.tenant_id), body }] }
  })
  handOn(result, config)
  return { status }
}
