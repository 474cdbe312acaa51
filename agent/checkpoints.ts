import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres'
import { makePool } from '@/lib/db/make-pool'
import { config } from '@/lib/kernel/config'
import { invariant } from '@/lib/kernel/errors'

const SCHEMA = 'checkpoints'
// Cases are driven a few at a time per process.
const CONNECTIONS = 4

/** Creates the checkpoint tables as the database's owner. */
export async function setUpCheckpoints(database_url: string): Promise<void> {
  const saver = PostgresSaver.fromConnString(database_url, { schema: SCHEMA })
  await saver.setup()
  await saver.end()
}

const shared = globalThis as unknown as { countersign_saver?: PostgresSaver }

/** Where graph positions are kept: one saver a process, on connections of its own. */
export function checkpoints(): PostgresSaver {
  const { database_url } = config()
  invariant(database_url, 'DATABASE_URL is not set and no embedded database was started: run `npm start`')
  shared.countersign_saver ??= new PostgresSaver(makePool(database_url, CONNECTIONS), undefined, { schema: SCHEMA })
  return shared.countersign_saver
}

/** Ends the saver's connections, for tests and a clean stop. */
export async function closeCheckpoints(): Promise<void> {
  const current = shared.countersign_saver
  delete shared.countersign_saver
  await current?.end()
}
