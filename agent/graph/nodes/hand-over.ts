import type { RunnableConfig } from '@langchain/core/runnables'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import { changeOnTheWay } from '@/lib/db/change'
import { systemActor } from '@/lib/identity/system-actor'
import { enqueue } from '@/lib/jobs/queue'
import { caseAtHand, handOn } from '../at-hand'
import type { CaseState } from '../state'

/** Hands the approved plan to the execution queue: only that worker holds credentials that can write. */
export async function handOver(state: CaseState, config?: RunnableConfig) {
  const { c, now } = await caseAtHand(state, config)
  if (c.status !== 'approved') return { status: c.status }
  const { result } = await changeOnTheWay(c.tenant_id, async (tx) => {
    const [saved] = await Promise.all([
      saveCase(tx, moveCase(c, 'executing', now, 'Execution started'), c.revision),
      enqueue(tx, 'plan.execute', { tenant_id: c.tenant_id, case_id: c.case_id, direction: 'forward' }),
    ])
    return {
      result: saved,
      events: [
        { kind: 'execution.started', subject: c.case_id, actor: systemActor(c.tenant_id), body: { plan_hash: c.plan?.plan_hash ?? null, tenant_now: now } },
      ],
    }
  })
  handOn(result, config)
  return { status: 'executing' as const }
}
