import type { DuckDBConnection } from '@duckdb/node-api'
import { rowsOf } from '@/lib/warehouse/duck'
import type { OpenedFile } from '@/lib/warehouse/files/open-bill'
import { refused } from '@/lib/warehouse/files/read-header'
import { AMOUNT_FIELDS, DATE_FIELDS } from '@/lib/warehouse/formats/bill-fields'
import { textSql } from '@/lib/warehouse/formats/column-sql'
import { literal } from '@/lib/warehouse/sql-text'
import { stagedFolder } from '@/lib/warehouse/staging/stage-bill'

// Parts of a delivery share next to no line. A former delivery shares those of the days it reaches, but for what was named anew since.
const SHARED_RATIO = 0.5
// Fewer lines than this may be alike by chance.
const LEAST_LINES = 5
// Shares of this many lines are known to well below a hundredth; of more, every nth is looked at.
const SAMPLED_LINES = 200_000
// What another delivery of a month may say otherwise of the same line. Tags tell lines apart only where no resource does.
const RESTATED: ReadonlySet<string> = new Set('invoice_id payer_name account_name sub_account_name product tags cost_categories ri_end sp_end'.split(' '))

type Pair = { month: string; one: number; other: number; lines: number }

/**
 * Refuses two deliveries of one month, a restated one and the former, which would be added up.
 *
 * A provider writes one line for a resource, usage, rate and hour (or day). In the parts of one delivery each line is in one of them, whichever way the rows
 * are split; in two deliveries it is in both, once in each. What is staged has days and not hours, so the files are read again where days and usages are in
 * several.
 */
export async function refuseSameMonth(connection: DuckDBConnection, opened: readonly OpenedFile[], rows_read: number, stage_dir: string): Promise<void> {
  if (opened.length < 2) return
  const sample = Math.max(1, Math.floor(rows_read / SAMPLED_LINES))
  const months = await monthsInSeveralFiles(connection, sample, stage_dir)
  if (months.length === 0) return
  const [pair] = await pairsAlike(connection, opened, months, sample)
  if (pair === undefined) return
  const [former, file] = [opened[pair.one]?.name ?? '', opened[pair.other]?.name ?? '']
  throw refused(
    file,
    `${pair.month} is in it and in ${former}: they have ${pair.lines.toLocaleString('en')} ${sample === 1 ? '' : 'sampled '}lines in common, so these are two deliveries of the month, and its money would count twice`,
    `give only the newest delivery of ${pair.month}, with all of its parts`,
  )
}

/** Months of which a file has most of its days, accounts, usages and resources in common with the others. */
async function monthsInSeveralFiles(connection: DuckDBConnection, sample: number, stage_dir: string): Promise<string[]> {
  const line = 'hash(ChargePeriodStart, SubAccountId, x_LineItemType, x_UsageType, x_Operation, ResourceId)'
  const rows = await rowsOf<{ billing_month: string }>(
    connection,
    `select distinct billing_month from (
      select billing_month, file, sum(rows) as rows, coalesce(sum(rows) filter (files > 1), 0) as shared from (
        select *, count(*) over (partition by billing_month, line) as files from (
          select billing_month, file, line, count(*) as rows from (
            select billing_month, regexp_extract(parse_filename(filename), '^f(\\d+)-', 1) as file, ${line} as line
            from read_parquet(${literal(`${stagedFolder(stage_dir)}/*/*/*.parquet`)}, filename = true, hive_partitioning = true, hive_types = {'billing_month': varchar, 'part': varchar})
          ) where line % ${sample} = 0 group by all
        )
      ) group by all
    ) where shared >= ${LEAST_LINES} and shared >= rows * ${SHARED_RATIO} order by all`,
  )
  return rows.map((row) => row.billing_month)
}

/** Pairs of files of which one has most of its lines of a month once, and the other has them once too. */
async function pairsAlike(connection: DuckDBConnection, opened: readonly OpenedFile[], months: readonly string[], sample: number): Promise<Pair[]> {
  const fields = [...(opened[0]?.layout.fields.keys() ?? [])].filter((field) => !AMOUNT_FIELDS.has(field) && !RESTATED.has(field))
  const common = fields.filter((field) => opened.every(({ layout }) => layout.fields.has(field)))
  const lines = opened.map(
    (file, i) => `select ${i} as file, left(${textSql(file.layout.fields.get('period_start'))}, 7) as month, ${lineOf(file, common)} as line from ${file.from}`,
  )
  const rows = await rowsOf<Record<keyof Pair, string>>(
    connection,
    `with once as (
      select file, month, line, count(*) as rows from (${lines.join(' union all ')})
      where line % ${sample} = 0 and list_contains([${months.map(literal).join(', ')}], month) group by all
    ), total as (select file, month, sum(rows) as rows from once group by all)
    select pair.*, lines::varchar as lines from (
      select a.month, a.file as one, b.file as other, count(*) as lines
      from once a join once b on a.month = b.month and a.line = b.line and a.file < b.file where a.rows = 1 and b.rows = 1 group by all
    ) pair join total a on a.file = one and a.month = pair.month join total b on b.file = other and b.month = pair.month
    where lines >= ${LEAST_LINES} and lines >= least(a.rows, b.rows) * ${SHARED_RATIO} order by pair.month, one, other limit 1`,
  )
  return rows.map((row) => ({ month: row.month, one: Number(row.one), other: Number(row.other), lines: Number(row.lines) }))
}

/**
 * One line of a bill by everything that its row says but amounts. Times as they are written, to the second: converting them takes longer than all else here.
 */
function lineOf({ layout }: OpenedFile, common: readonly string[]): string {
  const cells = common.map((field) => {
    const text = textSql(layout.fields.get(field))
    return DATE_FIELDS.has(field) ? `left(replace(${text}, 'T', ' '), 19)` : text
  })
  const tags = [layout.fields.get('tags'), ...layout.tag_columns.map(({ column }) => column)]
    .filter((column) => column !== undefined)
    .map((column) => textSql(column))
  const named = textSql(layout.fields.get('resource_id'))
  return `hash(${[...cells, ...(tags.length === 0 ? [] : [`case when ${named} is null then concat_ws(chr(31), ${tags.join(', ')}) end`])].join(', ')})`
}
