import type { DuckDBConnection } from '@duckdb/node-api'
import { rowsOf } from '@/lib/warehouse/duck'
import { refused } from '@/lib/warehouse/files/read-header'
import { FACT_COLUMNS } from '@/lib/warehouse/formats/fact-columns'
import { literal } from '@/lib/warehouse/sql-text'
import { stagedFolder } from '@/lib/warehouse/staging/stage-bill'

// Parts of one delivery with fewer rows than this may be alike by chance.
const LEAST_ROWS = 20

/**
 * Refuses files that hold the same charges under another packing: one delivery as csv and as csv.gz, say. Files of the same bytes are known before. Only
 * files of as many rows are looked at, so nobody else pays for it.
 */
export async function refuseSameContent(connection: DuckDBConnection, names: readonly string[], rows: readonly number[], stage_dir: string): Promise<void> {
  const alike = rows.flatMap((count, i) => (count >= LEAST_ROWS && rows.some((other, n) => n !== i && other === count) ? [i] : []))
  if (alike.length === 0) return
  const known = new Map<string, number>()
  for (const i of alike) {
    const [row] = await rowsOf<{ content: string }>(
      connection,
      `select sum(hash(${FACT_COLUMNS.map(([name]) => `"${name}"`).join(', ')}))::varchar as content
      from read_parquet(${literal(`${stagedFolder(stage_dir)}/*/*/f${i}-*.parquet`)}, hive_partitioning = false)`,
    )
    const content = row?.content ?? ''
    const other = known.get(content)
    if (other !== undefined)
      throw refused(names[i] ?? '', `it holds exactly the charges of ${names[other] ?? 'another file'}, packed in another way`, 'give one of the two')
    known.set(content, i)
  }
}
