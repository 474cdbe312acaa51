import { type BaseCheckpointSaver, Command, END, interrupt, START, StateGraph, StateSchema } from '@langchain/langgraph'
import { z } from 'zod'

const BareState = new StateSchema({ tenant_id: z.string(), case_id: z.string(), status: z.string().default('') })

/** Nodes of a case's way from opened to verified, in order; the ones that wait are those of the product's graph. */
export const NODES = ['collect', 'decide', 'propose', 'await_submission', 'await_decision', 'hand_over', 'await_run', 'await_check', 'verify'] as const
const WAITS: readonly string[] = NODES.filter((name) => name.startsWith('await_'))

/**
 * A graph with the nodes of the case graph that do nothing but name themselves. `has_waits`: those that wait interrupt, and every resume
 * is a call of its own, as in the product.
 */
function bareGraph(checkpointer: BaseCheckpointSaver, has_waits: boolean) {
  const graph = new StateGraph(BareState)
  for (const name of NODES)
    graph.addNode(name, () => {
      if (has_waits && WAITS.includes(name)) interrupt({ waits_for: name })
      return { status: name }
    })
  // safe: the nodes above have exactly these names; the builder's type only knows names that were added one by one
  const built = graph as unknown as { addEdge(from: string, to: string): void; compile: typeof graph.compile }
  for (const [at, name] of NODES.entries()) built.addEdge(at === 0 ? START : (NODES[at - 1] ?? START), name)
  built.addEdge(NODES.at(-1) ?? START, END)
  return built.compile({ checkpointer })
}

/** Milliseconds of one bare run from start to end. */
export async function runBareGraph(checkpointer: BaseCheckpointSaver, id: string, has_waits: boolean): Promise<number> {
  const graph = bareGraph(checkpointer, has_waits)
  const thread = { configurable: { thread_id: id }, durability: 'sync' as const }
  const started = performance.now()
  await graph.invoke({ tenant_id: 'bench', case_id: id }, thread)
  if (has_waits) for (const _ of WAITS) await graph.invoke(new Command({ resume: { revision: 1 } }), thread)
  return performance.now() - started
}
