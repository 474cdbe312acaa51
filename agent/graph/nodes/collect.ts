import type { RunnableConfig } from '@langchain/core/runnables'
import type { DeskSteps } from '@/lib/cases/desk'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import { changeOnTheWay } from '@/lib/db/change'
import { knownEvidence, putEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { formatCount } from '@/lib/kernel/format'
import type { Evidence } from '@/schemas/evidence/evidence'
import { caseAtHand, handOn } from '../at-hand'
import type { CaseState } from '../state'

/**
 * Asks every source once and stores the answers; again when the world was found to differ from the plan. A source that could not be asked leaves no evidence, which the rules call unknown.
 * What a connector answers again takes the place of what it answered before, so that nothing is planned on a former state of the world.
 */
export const collect = (desk: DeskSteps) => async (state: CaseState, config?: RunnableConfig) => {
  const { c, now } = await caseAtHand(state, config)
  if (c.status !== 'detected' && c.status !== 'stale_plan') return { status: c.status }
  const [evidence, before] = await Promise.all([desk.collect(c, now), knownEvidence(c.tenant_id, c.evidence_ids)])
  const { result } = await changeOnTheWay(c.tenant_id, async (tx) => {
    const again = new Set(evidence.map(questionOf))
    const kept = before.filter((e) => !again.has(questionOf(e)))
    const ids = [...new Set([...kept, ...evidence].map((e) => e.evidence_id))]
    const known = new Set(c.evidence_ids)
    const changed = evidence.filter((e) => !known.has(e.evidence_id)).map((e) => e.kind)
    const patch = { evidence_ids: ids }
    // Asked again: the timeline says what answered differently.
    const next = c.status === 'stale_plan' ? moveCase(c, c.status, now, changedText(changed, evidence.length), patch) : { ...c, ...patch, updated_at: now }
    const [saved] = await Promise.all([saveCase(tx, next, c.revision), putEvidence(tx, c.tenant_id, evidence)])
    return {
      result: saved,
      events: [{ kind: 'evidence.collected', subject: c.case_id, actor: systemActor(c.tenant_id), body: { evidence_ids: ids, changed, tenant_now: now } }],
    }
  })
  handOn(result, config)
  return { status: c.status }
}

const questionOf = ({ kind, source }: Evidence): string => `${kind} ${source.connector}`

const changedText = (changed: readonly string[], asked: number): string =>
  changed.length === 0
    ? `All sources asked again: none of ${formatCount(asked, 'answer')} differs`
    : `All sources asked again: ${changed.length} of ${formatCount(asked, 'answer')} ${changed.length === 1 ? 'differs' : 'differ'} (${[...new Set(changed)].map(inWords).join(', ')})`

const inWords = (kind: string): string => kind.replace(/^[a-z]+\./, '').replaceAll('_', ' ')
