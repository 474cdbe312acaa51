import { join } from 'node:path'
import { firstBadRow } from '@/lib/warehouse/files/first-bad-row'
import type { OpenedFile } from '@/lib/warehouse/files/open-bill'
import { CUR_FIELDS, FOCUS_FIELDS } from '@/lib/warehouse/formats/bill-fields'
import { FACT_COLUMNS } from '@/lib/warehouse/formats/fact-columns'
import { MAP_CUR } from '@/lib/warehouse/formats/map-cur'
import { MAP_FOCUS } from '@/lib/warehouse/formats/map-focus'
import { sourceFields } from '@/lib/warehouse/formats/source-fields'
import { literal } from '@/lib/warehouse/sql-text'
import type { Stage } from '@/lib/warehouse/staging/stage-folders'

/** Rows kept and rows dropped go to different folders of each billing month below this. */
export const stagedFolder = (stage_dir: string): string => join(stage_dir, 'facts')

/** What was learnt of a delivery before it is staged. `is_net_bill` is SQL over the source fields: whether the bill of a row gives costs net of discounts. */
export type Staging = { is_net_bill: string; is_cleaned: boolean }

/** Streams one file into staged Parquet, and answers how many rows it had. A row that cannot be read stops it, by name. */
export async function stageFile({ connection, stage_dir }: Stage, opened: OpenedFile, index: number, how: Staging): Promise<number> {
  try {
    const result = await connection.run(stageSql(opened, index, stage_dir, how))
    return result.rowsChanged
  } catch (error) {
    throw await firstBadRow(connection, opened, error as Error)
  }
}

function stageSql({ layout, from }: OpenedFile, index: number, stage_dir: string, { is_net_bill, is_cleaned }: Staging): string {
  const is_focus = layout.format.startsWith('focus')
  const mapping = is_focus ? MAP_FOCUS : MAP_CUR
  const columns = FACT_COLUMNS.map(([name, type]) => `cast(${mapping.columns[name]} as ${type}) as "${name}"`)
  // Nested, not named with `with`: a named query is materialised, and a file of any size has to stream through.
  const source = `select ${sourceFields(layout, Object.keys(is_focus ? FOCUS_FIELDS : CUR_FIELDS), is_cleaned)} from ${from}`
  return `copy (
    select ${columns.join(',\n')},
      strftime(period_start, '%Y-%m') as billing_month,
      case when ${mapping.dropped} then 'dropped' else 'lines' end as part
    from (select *, ${is_net_bill} as is_net_bill, ${mapping.before} from (${source}))
  ) to ${literal(stagedFolder(stage_dir))} (format parquet, compression zstd, compression_level 1, partition_by (billing_month, part), filename_pattern 'f${index}-{i}', overwrite_or_ignore true)`
}
