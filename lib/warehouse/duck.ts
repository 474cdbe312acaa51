import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { config } from '@/lib/kernel/config'

// Nothing is ever fetched: json, parquet and icu are linked in.
const OFFLINE = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false', allow_community_extensions: 'false' }

/** What a query may be given. Lists of text are for file lists and days. */
export type Values = Record<string, string | number | boolean | null | readonly string[] | readonly number[]>
export type Row = Record<string, unknown>

/** `idle` are connections that nobody asks on. A question leaves nothing behind on one. */
type Reader = { instance: DuckDBInstance; idle: DuckDBConnection[] }

// Questions that one task asks at once; opening a connection takes as long as a small question.
const MOST_IDLE = 8

// Next reloads modules in development; the instance must survive that.
const shared = globalThis as unknown as { countersign_duck?: Promise<Reader> }

/** This process's engine for questions: in memory, able to read the warehouse folder and nothing else. */
export async function queryWarehouse<R extends Row = Row>(sql: string, values: Values = {}): Promise<R[]> {
  shared.countersign_duck ??= openReader().catch((error: unknown) => {
    delete shared.countersign_duck // the next question tries again
    throw error
  })
  const { instance, idle } = await shared.countersign_duck
  const connection = idle.pop() ?? (await instance.connect())
  let is_sound = false
  try {
    const rows = await rowsOf<R>(connection, sql, values)
    is_sound = true
    return rows
  } finally {
    if (is_sound && idle.length < MOST_IDLE) idle.push(connection)
    else connection.closeSync()
  }
}

/** Ends the engine, so that a test can point the warehouse at another folder. */
export async function closeDuck(): Promise<void> {
  const current = await shared.countersign_duck
  delete shared.countersign_duck
  for (const connection of current?.idle.splice(0) ?? []) connection.closeSync()
  current?.instance.closeSync()
}

async function openReader(): Promise<Reader> {
  const folder = config().warehouse_dir
  mkdirSync(folder, { recursive: true })
  const instance = await DuckDBInstance.create(':memory:', {
    ...OFFLINE,
    memory_limit: '1GB',
    temp_directory: join(folder, '.tmp'),
  })
  const connection = await instance.connect()
  // Files never change, so what was learnt about them stays true.
  await connection.run('set global parquet_metadata_cache = true')
  // Days are UTC whatever the machine's zone; global, or only this connection would have it.
  await connection.run("set global TimeZone = 'UTC'")
  await connection.run(`set global allowed_directories = ['${`${folder}/`.replaceAll("'", "''")}']`)
  await connection.run('set global enable_external_access = false')
  await connection.run('set global lock_configuration = true')
  connection.closeSync()
  return { instance, idle: [] }
}

/**
 * An engine for one import, with its own limits, so that a large file neither starves questions nor outgrows memory: it spills to
 * `scratch_dir`. Rows keep no order, which is what lets it stream.
 */
export async function openImporter(scratch_dir: string): Promise<{ connection: DuckDBConnection; close(): void }> {
  const instance = await DuckDBInstance.create(':memory:', {
    ...OFFLINE,
    memory_limit: '1GB',
    temp_directory: join(scratch_dir, 'spill'),
    preserve_insertion_order: 'false',
  })
  const connection = await instance.connect()
  await connection.run("set TimeZone = 'UTC'")
  // A delivery holds a few billing months; fewer buffered rows per month keep the memory small.
  await connection.run('set partitioned_write_flush_threshold = 131072')
  await connection.run('set enable_progress_bar = true')
  await connection.run('set enable_progress_bar_print = false')
  return {
    connection,
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

export async function rowsOf<R extends Row = Row>(connection: DuckDBConnection, sql: string, values: Values = {}): Promise<R[]> {
  const bound = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toDuck(value)]))
  const types = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (Array.isArray(value) && typeof value[0] !== 'number' ? [[name, LIST(VARCHAR)]] : [])),
  )
  const reader = await connection.runAndReadAll(sql, bound, types)
  return reader.getRowObjectsJson() as R[]
}

const toDuck = (value: Values[string]): DuckDBValue => (Array.isArray(value) ? listValue([...value] as DuckDBValue[]) : (value as DuckDBValue))
