import { mkdir, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { rowsOf } from '@/lib/warehouse/duck'
import { type FileHeader, readHeader, refused } from '@/lib/warehouse/files/read-header'
import type { TextFile } from '@/lib/warehouse/files/text-rows'
import { type BillLayout, billLayout, type SourceColumn } from '@/lib/warehouse/formats/bill-layout'
import { identifier, literal } from '@/lib/warehouse/sql-text'
import type { Stage } from '@/lib/warehouse/staging/stage-folders'

/** One input file, recognised: `from` is the SQL that reads it. */
export type OpenedFile = {
  name: string
  layout: BillLayout
  from: string
  /** For progress only; null when the file does not tell before it is read. */
  rows_estimate: number | null
  /** How a text file lies there, for saying what is wrong with its bytes; null for Parquet. */
  text: TextFile | null
}

/**
 * Recognises a file by its content. The engine reads it through a link with a plain name, because it would take `*`, `?` and `[` in
 * a name as a pattern.
 */
export async function openBill({ connection, stage_dir }: Stage, { path, name }: { path: string; name: string }, index: number): Promise<OpenedFile> {
  const header = await readHeader(path, name)
  const link = join(stage_dir, `input-${index}${EXTENSION[header.container]}`)
  await mkdir(stage_dir, { recursive: true })
  await symlink(resolve(path), link)
  return header.container === 'parquet' ? openParquet(connection, link, name) : openText(header, link, { path, name })
}

const EXTENSION = { csv: '.csv', csv_gz: '.csv.gz', parquet: '.parquet' } as const satisfies Record<FileHeader['container'], string>

async function openParquet(connection: DuckDBConnection, link: string, name: string): Promise<OpenedFile> {
  const from = `read_parquet(${literal(link)}, hive_partitioning = false)`
  const described = await rowsOf<{ column_name: string; column_type: string }>(connection, `describe select * from ${from}`).catch(() => {
    throw refused(name, 'the Parquet file is damaged', 'download it again')
  })
  const columns = described.map((c): SourceColumn => ({ header: c.column_name, sql: identifier(c.column_name), type: c.column_type }))
  const [size] = await rowsOf<{ rows: string }>(connection, `select sum(num_rows)::varchar as rows from parquet_file_metadata(${literal(link)})`)
  return { name, layout: billLayout(columns, name), from, rows_estimate: Number(size?.rows), text: null }
}

type TextHeader = Exclude<FileHeader, { container: 'parquet' }>

function openText(header: TextHeader, link: string, { path, name }: { path: string; name: string }): OpenedFile {
  const columns = header.columns.map((text, i): SourceColumn => ({ header: text, sql: `c${i}`, type: 'csv' }))
  const text = { path, name, is_packed: header.container === 'csv_gz', delimiter: header.delimiter, columns: header.columns }
  return { name, layout: billLayout(columns, name), from: csvReader(link, header, columns), rows_estimate: header.rows_estimate, text }
}

/** Nothing is guessed from the first rows: every cell is text until the mapping converts it, so no value is ever silently nothing. */
function csvReader(link: string, { container, delimiter }: TextHeader, columns: SourceColumn[]): string {
  const names = columns.map((c) => `'${c.sql}': 'varchar'`).join(', ')
  return `read_csv(${literal(link)}, auto_detect = false, header = true, delim = ${literal(delimiter)}, quote = '"', escape = '"', nullstr = ['', 'NULL'], compression = '${container === 'csv_gz' ? 'gzip' : 'none'}', max_line_size = 16777216, columns = {${names}})`
}
