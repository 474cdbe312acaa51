import { Command, END } from '@langchain/langgraph'
import { readingOnce } from '@/agent/checkpoints'
import { settleDeadline } from '@/lib/cases/settle-deadline'
import { handingOn } from './at-hand'
import { type CaseGraph, NEXT } from './case-graph'
import { clockOfRun, systemActor } from './clock'

// The row holds what every step did, so the position is saved where a run pauses or ends; after a crash it starts again from the last pause.
const DURABILITY = 'exit'

/**
 * Brings one case as far as it can go now. Safe to call at any time and any number of times: the row says what is true, the graph's
 * checkpoint says where it stood, and every node first looks whether its work is already done. One caller at a time per case (the queue).
 */
export async function driveCase(graph: CaseGraph, tenant_id: string, case_id: string): Promise<void> {
  const now = await clockOfRun(tenant_id)
  const c = await settleDeadline(tenant_id, case_id, systemActor(tenant_id), await now())
  const start = { tenant_id, case_id, status: c.status }
  const thread = { configurable: { thread_id: `c:${case_id}`, ...readingOnce(), ...handingOn({ c, now }) }, durability: DURABILITY } as const
  const position = await graph.getState(thread)
  if (position.createdAt === undefined) await graph.invoke(start, thread)
  else if (position.tasks.some((task) => (task.interrupts?.length ?? 0) > 0)) await graph.invoke(new Command({ resume: { revision: c.revision } }), thread)
  else if (position.next.length > 0)
    await graph.invoke(null, thread) // a process died inside a node: go on from the last checkpoint
  else if (NEXT[c.status] !== END) await graph.invoke(start, thread) // closed once, and taken up again: a rollback after the end
}
