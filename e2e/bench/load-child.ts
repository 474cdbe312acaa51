import { DuckDBInstance } from '@duckdb/node-api'
import { closePool } from '@/lib/db/close-pool'
import { pool } from '@/lib/db/pool'
import { systemActor } from '@/lib/identity/system-actor'
import { invariant } from '@/lib/kernel/errors'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { BENCH_TENANT } from './bench-tenant'

// One load in a process of its own, so that its peak memory is its own: `load-child.ts import SOURCE FILE…` or `load-child.ts copy TARGET FILE…`.
const [how, name = '', ...files] = process.argv.slice(2)
const list = files.map((f) => `'${f.replaceAll("'", "''")}'`).join(', ')

async function viaImport(): Promise<number> {
  const ended = await importBill({ tenant_id: BENCH_TENANT, source: name, paths: files, actor: systemActor(BENCH_TENANT) })
  invariant(
    ended.state === 'completed' && ended.report !== null && 'done' in ended.report,
    `the import ended as ${ended.state}: ${JSON.stringify(ended.report)}`,
  )
  return ended.report.done.rows_in_files
}

/** What somebody who only wants the file as Parquet would type. */
async function viaCopy(): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB', temp_directory: `${name}.tmp`, preserve_insertion_order: 'false' })
  const connection = await instance.connect()
  const result = await connection.run(`copy (select * from read_csv([${list}])) to '${name}' (format parquet)`)
  return result.rowsChanged
}

if (how === 'import') await pool().query('select 1') // the product's process has its connections before it gets work
const before = process.resourceUsage().maxRSS
const started = performance.now()
const cpu_before = process.cpuUsage()
const rows = how === 'import' ? await viaImport() : await viaCopy()
const ms = performance.now() - started
const cpu = process.cpuUsage(cpu_before)
process.stdout.write(
  JSON.stringify({ rows, ms, cpu_ms: (cpu.user + cpu.system) / 1000, rss_before_mb: before / 1024, rss_peak_mb: process.resourceUsage().maxRSS / 1024 }),
)
await closePool()
process.exit(0)
