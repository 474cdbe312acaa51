import type { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres'

/** Where the saver of this process hangs, once it has one. Apart from what makes it: the command line ends without ever having read the graph engine. */
export const shared = globalThis as unknown as { countersign_saver?: PostgresSaver }

/** Ends the saver's connections, for tests and a clean stop. */
export async function closeCheckpoints(): Promise<void> {
  const current = shared.countersign_saver
  delete shared.countersign_saver
  await current?.end()
}
