import { join } from 'node:path'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { closePool } from '@/lib/db/close-pool'
import { resumeClocks, seeClocks } from '@/lib/identity/clock-store'
import { config, configure } from '@/lib/kernel/config'
import { holdDataFolder, leaveDataFolder } from './data-folder'
import { startEmbeddedPostgres } from './embedded-postgres'
import { launcherActor } from './launcher-actor'
import { findRunning } from './running'

// A first start takes about a minute, and an import as long as its files are large.
const PATIENCE_MS = 60_000

/**
 * Runs a command against the database: DATABASE_URL, else that of the running instance, else the embedded one, started for the command
 * and stopped after it; one command at a time then.
 */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  const is_own = config().database_url === undefined && (await holdDataFolder(PATIENCE_MS))
  const known = config().database_url ?? findRunning()?.database_url
  const started = known === undefined ? await startEmbeddedPostgres({ data_dir: join(config().home, 'postgres'), port: config().pg_port }) : undefined
  try {
    configure({ database_url: known ?? started?.url })
    if (findRunning() !== undefined) return await work()
    const { prepareDatabase } = await import('./prepare-database') // the job queue and the graph engine, which a command beside a running instance needs not
    await prepareDatabase(config().database_url ?? '')
    await resumeClocks(launcherActor)
    const result = await work()
    await seeClocks()
    return result
  } finally {
    await closeCheckpoints()
    await closePool()
    await started?.stop()
    if (is_own) leaveDataFolder()
  }
}
