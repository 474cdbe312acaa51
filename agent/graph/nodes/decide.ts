import type { RunnableConfig } from '@langchain/core/runnables'
import { isInForce } from '@/lib/approval/in-force'
import type { DeskSteps } from '@/lib/cases/desk'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import { changeOnTheWay } from '@/lib/db/change'
import { knownEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { caseAtHand, handOn } from '../at-hand'
import type { CaseState } from '../state'

/** Runs the rules over the stored evidence: the same evidence and rule set give the same decision, whenever and wherever this runs. */
export const decide = (desk: DeskSteps) => async (state: CaseState, config?: RunnableConfig) => {
  const { c, now } = await caseAtHand(state, config)
  if (c.status !== 'detected' && c.status !== 'stale_plan') return { status: c.status }
  const evidence = await knownEvidence(c.tenant_id, c.evidence_ids)
  const decided = desk.decide(c, evidence)
  // Only a case that nobody was asked about is closed without anybody.
  const early = c.status === 'detected' && !isInForce(c.approval) ? (desk.earlyEnd?.(decided, evidence) ?? null) : null
  const { result } = await changeOnTheWay(c.tenant_id, async (tx) => {
    const triage = decided.cost?.triage
    const triaged = moveCase(decided, 'triaged', now, decided.headline, { ruleset_version: desk.ruleset_version })
    const saved = await saveCase(tx, early === null ? triaged : moveCase(triaged, 'accepted', now, early, { early_end: 'ended' }), c.revision)
    const body = {
      ruleset_version: desk.ruleset_version,
      category: triage?.category ?? null,
      severity: decided.severity,
      confidence: triage?.confidence ?? null,
      tenant_now: now,
    }
    const by = { subject: c.case_id, actor: systemActor(c.tenant_id) }
    const closed = { kind: 'case.closed' as const, ...by, body: { because: early, at_stake_per_day: decided.at_stake_per_day, tenant_now: now } }
    return { result: saved, events: [{ kind: 'case.triaged' as const, ...by, body }, ...(early === null ? [] : [closed])] }
  })
  handOn(result, config)
  return { status: result.status }
}
