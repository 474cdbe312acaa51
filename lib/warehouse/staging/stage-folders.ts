import { randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { config } from '@/lib/kernel/config'
import { isRunning } from '@/lib/kernel/is-running'
import { getImport } from '@/lib/warehouse/imports/import-store'

/** Where one run of an import works: its own engine, and its own folder. */
export type Stage = { connection: DuckDBConnection; stage_dir: string }

const root = (): string => join(config().warehouse_dir, '.stage')
// A name says whose it is, so that what a killed process left is known from what another one still writes.
const HERE = hostname().replaceAll(/[^A-Za-z0-9-]/g, '-')

/** A folder for what one run of an import reads. No two runs have the same: a worker that was taken for dead may go on beside the one that took its place. */
export const stageFolder = (import_id: string): string => join(root(), `${import_id}.${HERE}.${process.pid}.${randomUUID().slice(0, 8)}`)

/** Removes what runs of an import staged and left: those whose process is gone from this machine and, once the import has ended, every one. */
export async function clearStages(tenant_id: string, import_id: string): Promise<void> {
  const names = (await readdir(root()).catch(() => [])).filter((name) => name === import_id || name.startsWith(`${import_id}.`))
  if (names.length === 0) return
  const has_ended = !['queued', 'running'].includes((await getImport(tenant_id, import_id)).state)
  for (const name of names) if (has_ended || isLeft(name, import_id)) await rm(join(root(), name), { recursive: true, force: true })
}

function isLeft(name: string, import_id: string): boolean {
  const [host, pid] = name.slice(import_id.length + 1).split('.')
  // A name without a process is that of an earlier version, of which at most one runs.
  if (host === undefined || pid === undefined) return true
  return host === HERE && !isRunning(Number(pid))
}
