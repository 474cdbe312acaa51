import type { RunnableConfig } from '@langchain/core/runnables'
import type { CheckpointTuple } from '@langchain/langgraph'
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres'
import type pg from 'pg'
import { keptPlan } from '@/lib/db/kept-plan'
import { makePool } from '@/lib/db/make-pool'
import { config } from '@/lib/kernel/config'
import { invariant } from '@/lib/kernel/errors'
import { shared } from './close-checkpoints'

const SCHEMA = 'checkpoints'
// Cases are driven a few at a time per process.
const CONNECTIONS = 4

/** Creates the checkpoint tables as the database's owner. */
export async function setUpCheckpoints(database_url: string): Promise<void> {
  const saver = PostgresSaver.fromConnString(database_url, { schema: SCHEMA })
  await saver.setup()
  await saver.end()
}

const POSITION = 'countersign_position'
type Position = { is_known?: boolean; tuple?: CheckpointTuple | undefined }

/** Settings of a graph under which a position that has just been looked at is not read again by the call that goes on from it. */
export const readingOnce = (): Record<string, Position> => ({ [POSITION]: {} })

class OnceReadSaver extends PostgresSaver {
  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    const position = config.configurable?.[POSITION] as Position | undefined // safe: only readingOnce sets it
    if (position?.is_known === true) {
      position.is_known = false
      return position.tuple
    }
    const read = await super.getTuple(config)
    // A copy: whoever looks at a position also changes what it was given.
    if (position !== undefined) {
      position.is_known = true
      position.tuple = structuredClone(read)
    }
    return read
  }
}

/** The library asks for a position in one large statement without a name, which takes longer to plan than to answer. Its writes go through clients of their own. */
function planningOnce(pool: pg.Pool): pg.Pool {
  const query = pool.query.bind(pool)
  return Object.assign(pool, { query: (text: string, values: unknown[]) => query({ ...keptPlan(text), values }) })
}

/** Where graph positions are kept: one saver a process, on connections of its own. */
export function checkpoints(): PostgresSaver {
  const { database_url } = config()
  invariant(database_url, 'DATABASE_URL is not set and no embedded database was started: run `npm start`')
  shared.countersign_saver ??= new OnceReadSaver(planningOnce(makePool(database_url, CONNECTIONS)), undefined, { schema: SCHEMA })
  return shared.countersign_saver
}
