import { randomUUID } from 'node:crypto'
import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { Fault } from '@/lib/kernel/errors'
import { BillImport, type ImportFile, type ImportProgress, type ImportState } from '@/schemas/bill'
import type { Instant } from '@/schemas/time'

const COLUMNS = 'import_id, tenant_id, source, state, files, progress, report, requested_by, requested_at, finished_at'
export async function addImport(
  tx: Tx,
  wanted: { tenant_id: string; source: string; files: ImportFile[]; requested_by: string; at: Instant },
): Promise<string> {
  const import_id = `imp_${randomUUID().replaceAll('-', '')}`
  const progress: ImportProgress = {
    step: 'waiting',
    file: null,
    bytes_total: wanted.files.reduce((sum, f) => sum + f.bytes, 0),
    rows_read: 0,
    rows_per_sec: null,
    done_ratio: 0,
  }
  await tx.query(
    `insert into bill_import (import_id, tenant_id, source, state, files, progress, requested_by, requested_at) values ($1, $2, $3, 'queued', $4, $5, $6, $7)`,
    [import_id, wanted.tenant_id, wanted.source, JSON.stringify(wanted.files), JSON.stringify(progress), wanted.requested_by, wanted.at],
  )
  return import_id
}

export async function getImport(tenant_id: string, import_id: string): Promise<BillImport> {
  const [found] = await rows(`select ${COLUMNS} from bill_import where tenant_id = $1 and import_id = $2`, [tenant_id, import_id])
  if (found === undefined) throw new Fault('not_found', 'there is no such import', { import_id })
  return BillImport.parse(found)
}

/** Files that an import which has not ended still has to read. */
export async function openImportPaths(tenant_id: string): Promise<string[]> {
  const found = await rows<{ path: string }>(
    `select file ->> 'path' as path from bill_import cross join jsonb_array_elements(files) file where tenant_id = $1 and state in ('queued', 'running')`,
    [tenant_id],
  )
  return found.map((row) => row.path)
}

/** Newest first. */
export async function listImports(tenant_id: string, limit = 20): Promise<BillImport[]> {
  return (await rows(`select ${COLUMNS} from bill_import where tenant_id = $1 order by requested_at desc, import_id limit $2`, [tenant_id, limit])).map((row) =>
    BillImport.parse(row),
  )
}

/**
 * Newest first, and after them those that have something to say of what the bill holds now, however old: what a bill warns of is told for as long as it is
 * asked.
 */
export async function listToldImports(tenant_id: string, limit: number): Promise<BillImport[]> {
  const found = await rows(
    `select ${COLUMNS} from bill_import
     where tenant_id = $1 and (
       import_id in (select import_id from bill_import where tenant_id = $1 order by requested_at desc, import_id limit $2)
       or (jsonb_array_length(report -> 'done' -> 'warnings') > 0 and import_id in (select import_id from bill_manifest where tenant_id = $1 and superseded_at is null)))
     order by requested_at desc, import_id`,
    [tenant_id, limit],
  )
  return found.map((row) => BillImport.parse(row))
}

/** The newest import of a source that ended well, for what it said about its format. */
export async function lastGoodImports(tenant_id: string): Promise<BillImport[]> {
  const found = await rows(
    `select distinct on (source) ${COLUMNS} from bill_import where tenant_id = $1 and state in ('completed', 'unchanged') order by source, finished_at desc`,
    [tenant_id],
  )
  return found.map((row) => BillImport.parse(row))
}

/** Sources with an import that waits or runs. */
export async function activeSources(tenant_id: string): Promise<string[]> {
  const found = await rows<{ source: string }>(`select distinct source from bill_import where tenant_id = $1 and state in ('queued', 'running')`, [tenant_id])
  return found.map((row) => row.source)
}

/** Good imports of exactly these contents, newest first. */
export async function importsOfFiles(tenant_id: string, source: string, sha256s: readonly string[]): Promise<BillImport[]> {
  const found = await rows(
    `select ${COLUMNS} from bill_import
     where tenant_id = $1 and source = $2 and state in ('completed', 'unchanged')
       and (select array_agg(distinct f ->> 'sha256' order by f ->> 'sha256') from jsonb_array_elements(files) f) = $3::text[]
     order by finished_at desc limit 3`,
    [tenant_id, source, [...new Set(sha256s)].sort()],
  )
  return found.map((row) => BillImport.parse(row))
}

/** Whether a good import had files of exactly these sizes. If none had, the contents cannot be the same either. */
export async function hasImportOfSizes(tenant_id: string, source: string, sizes: readonly number[]): Promise<boolean> {
  const found = await rows(
    `select 1 from bill_import
     where tenant_id = $1 and source = $2 and state in ('completed', 'unchanged')
       and (select array_agg(distinct (f ->> 'bytes')::bigint order by (f ->> 'bytes')::bigint) from jsonb_array_elements(files) f) = $3::bigint[] limit 1`,
    [tenant_id, source, [...new Set(sizes)].sort((a, b) => a - b)],
  )
  return found.length > 0
}

/** Takes an import to work on. False when it has ended: a job that runs again finds nothing to do. */
export async function startImport(tenant_id: string, import_id: string): Promise<boolean> {
  const taken = await scratch(
    `update bill_import set state = 'running' where tenant_id = $1 and import_id = $2 and state in ('queued', 'running') returning import_id`,
    [tenant_id, import_id],
  )
  return taken.length > 0
}

/** False when somebody has cancelled it meanwhile. */
export async function saveProgress(tenant_id: string, import_id: string, progress: ImportProgress): Promise<boolean> {
  const saved = await scratch(`update bill_import set progress = $3 where tenant_id = $1 and import_id = $2 and state = 'running' returning import_id`, [
    tenant_id,
    import_id,
    JSON.stringify(progress),
  ])
  return saved.length > 0
}

/** Ends an import in the transaction of whatever ended it. False when it had ended already: then nothing of this transaction may stay. */
export async function endImport(
  tx: Tx,
  tenant_id: string,
  import_id: string,
  end: { state: Exclude<ImportState, 'queued' | 'running'>; report: BillImport['report']; files?: ImportFile[]; progress?: ImportProgress; at: Instant },
): Promise<boolean> {
  const ended = await tx.query(
    `update bill_import set state = $3, report = $4, files = coalesce($5, files), progress = coalesce($6, progress), finished_at = $7
     where tenant_id = $1 and import_id = $2 and state in ('queued', 'running') returning import_id`,
    [
      tenant_id,
      import_id,
      end.state,
      end.report === null ? null : JSON.stringify(end.report),
      end.files ? JSON.stringify(end.files) : null,
      end.progress ? JSON.stringify(end.progress) : null,
      end.at,
    ],
  )
  return ended.length > 0
}
