import type { RunnableConfig } from '@langchain/core/runnables'
import type { DeskSteps } from '@/lib/cases/desk'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import { changeOnTheWay } from '@/lib/db/change'
import { knownEvidence } from '@/lib/evidence/store'
import { caseAtHand, handOn } from '../at-hand'
import { systemActor } from '../clock'
import type { CaseState } from '../state'

/** Runs the rules over the stored evidence: the same evidence and rule set give the same decision, whenever and wherever this runs. */
export const decide = (desk: DeskSteps) => async (state: CaseState, config?: RunnableConfig) => {
  const { c, now } = await caseAtHand(state, config)
  if (c.status !== 'detected' && c.status !== 'stale_plan') return { status: c.status }
  const decided = desk.decide(c, await knownEvidence(c.tenant_id, c.evidence_ids))
  const { result } = await changeOnTheWay(c.tenant_id, async (tx) => {
    const triage = decided.cost?.triage
    const saved = await saveCase(tx, moveCase(decided, 'triaged', now, decided.headline, { ruleset_version: desk.ruleset_version }), c.revision)
    const body = {
      ruleset_version: desk.ruleset_version,
      category: triage?.category ?? null,
      severity: decided.severity,
      confidence: triage?.confidence ?? null,
      tenant_now: now,
    }
    return { result: saved, events: [{ kind: 'case.triaged', subject: c.case_id, actor: systemActor(c.tenant_id), body }] }
  })
  handOn(result, config)
  return { status: 'triaged' as const }
}
