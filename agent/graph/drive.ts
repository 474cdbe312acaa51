import { type BaseCheckpointSaver, Command, END, INTERRUPT } from '@langchain/langgraph'
import { readingOnce } from '@/agent/checkpoints'
import { settleDeadline } from '@/lib/cases/settle-deadline'
import { getCase, isCheckDue } from '@/lib/cases/store'
import { systemActor } from '@/lib/identity/system-actor'
import type { Case } from '@/schemas/case'
import type { Instant } from '@/schemas/time'
import { handingOn } from './at-hand'
import { type CaseGraph, NEXT } from './case-graph'
import { clockOfRun } from './clock'

// The row holds what every step did, so the position is saved where a run pauses or ends; after a crash it starts again from the last pause. That save is
// durable, and everything that the steps before it have written is with it: they need not wait for the disk one by one.
const DURABILITY = 'exit'

/**
 * Brings one case as far as it can go now. Safe to call at any time and any number of times: the row says what is true, the graph's
 * checkpoint says where it stood, and every node first looks whether its work is already done. One caller at a time per case (the queue).
 * From one wait to the next there is nothing to do: the position moves on with the next step. What is paused waits, unless `is_asked`.
 */
export async function driveCase(graph: CaseGraph, tenant_id: string, case_id: string, is_asked = false): Promise<void> {
  const saver = graph.checkpointer as BaseCheckpointSaver // safe: a case graph is only made with one
  const place = { thread_id: `c:${case_id}`, ...readingOnce() }
  const [now, seen, position] = await Promise.all([clockOfRun(tenant_id), getCase(tenant_id, case_id), saver.getTuple({ configurable: place })])
  const c = await settleDeadline(tenant_id, case_id, systemActor(tenant_id), await now(), seen)
  if (await isAtRest(c, await now(), is_asked)) return
  const start = { tenant_id, case_id, status: c.status }
  const thread = { configurable: { ...place, ...handingOn({ c, now }) }, durability: DURABILITY } as const
  if (position === undefined) await graph.invoke(start, thread)
  // What a wait leaves behind; where there is none, the graph is asked what comes next.
  else if (position.pendingWrites?.some(([, channel]) => channel === INTERRUPT)) await graph.invoke(new Command({ resume: { revision: c.revision } }), thread)
  else if ((await graph.getState(thread)).next.length > 0)
    await graph.invoke(null, thread) // a process died inside a node: go on from the last checkpoint
  else if (NEXT[c.status] !== END) await graph.invoke(start, thread) // closed once, and taken up again: a rollback after the end
}

/** Whether a case has to wait for people, its run or the time of its check before any step can do something. */
async function isAtRest({ tenant_id, case_id, status }: Case, now: Instant, is_asked: boolean): Promise<boolean> {
  const next = NEXT[status]
  return next === 'verify' ? !(await isCheckDue(tenant_id, case_id, now, is_asked)) : next !== END && next.startsWith('await_')
}
