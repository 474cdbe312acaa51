import type { DuckDBConnection } from '@duckdb/node-api'
import { digest } from '@/lib/kernel/canonical'
import { add } from '@/lib/kernel/money'
import { decimalText } from '@/lib/warehouse/decimal-text'
import { rowsOf } from '@/lib/warehouse/duck'
import { hasBrokenEscape, hasNul } from '@/lib/warehouse/files/readable-text'
import { isDay } from '@/lib/warehouse/formats/column-sql'
import { FACT_COLUMNS } from '@/lib/warehouse/formats/fact-columns'
import { literal } from '@/lib/warehouse/sql-text'
import { stagedFolder } from '@/lib/warehouse/staging/stage-bill'
import type { Decimal } from '@/schemas/money'
import type { Day, Month } from '@/schemas/time'

/** Sums of staged rows that agree in what the report tells apart. */
export type StagedGroup = {
  billing_month: Month | null
  part: 'lines' | 'dropped'
  line_item_type: string | null
  series: string
  repair: string | null
  currency: string | null
  rows: number
  /** Rows without a value that every row of a bill has, or with a day that no calendar here has. */
  incomplete: number
  /** Rows with a NUL or a lone surrogate (readable-text). */
  unreadable: number
  /** Rows whose tags are no JSON object: they are stored as they came, and no tag is read from them but what is written like one. */
  tags_not_read: number
  /** Rows that name no account, and what of the invoice they carry. */
  without_account: number
  billed_without_account: Decimal
  billed_cost: Decimal
  effective_cost: Decimal
  first_day: Day
  last_day: Day
  fingerprint: string
}

/**
 * One billing month as staged. `billed_cost` is what is invoiced: kept rows and dropped ones, because rows that cancel a list price are dropped and what
 * they cancel is kept. `content_digest` is equal for equal rows in any order and any split into files.
 */
export type StagedMonth = {
  billing_month: Month
  rows: number
  billed_cost: Decimal
  kept_billed_cost: Decimal
  effective_cost: Decimal
  first_day: Day
  last_day: Day
  content_digest: string
}

const TEXTS = FACT_COLUMNS.filter(([, type]) => type === 'varchar').map(([name]) => name)

/** Everything the report needs, in one scan of what was just written. */
export async function stagedGroups(connection: DuckDBConnection, stage_dir: string): Promise<StagedGroup[]> {
  const rows = await rowsOf<Record<keyof StagedGroup, string | null>>(
    connection,
    `select billing_month, part, x_LineItemType as line_item_type, x_Series as series, x_Repair as repair, BillingCurrency as currency,
      count(*) as rows,
      count(*) filter (BilledCost is null or ChargePeriodStart is null or BillingPeriodStart is null or x_LineItemType is null or BillingCurrency is null
        or ${['ChargePeriodStart', 'BillingPeriodStart', 'x_CommitmentEndsOn'].map((day) => `not (${isDay(day)})`).join(' or ')}) as incomplete,
      count(*) filter (${[...TEXTS.map(hasNul), hasBrokenEscape('Tags')].join(' or ')}) as unreadable,
      count(*) filter (coalesce(Tags, '') <> '' and not (Tags like '{%' and json_valid(Tags))) as tags_not_read,
      count(*) filter (trim(SubAccountId) = '') as without_account, coalesce(sum(BilledCost) filter (trim(SubAccountId) = ''), 0)::varchar as billed_without_account,
      coalesce(sum(BilledCost), 0)::varchar as billed_cost, coalesce(sum(EffectiveCost), 0)::varchar as effective_cost,
      min(ChargePeriodStart)::varchar as first_day, max(ChargePeriodStart)::varchar as last_day,
      sum(hash(${FACT_COLUMNS.map(([name]) => `"${name}"`).join(', ')}))::varchar as fingerprint
    from read_parquet(${literal(`${stagedFolder(stage_dir)}/*/*/*.parquet`)}, hive_partitioning = true, hive_types = {'billing_month': varchar, 'part': varchar})
    group by all order by all`,
  )
  return rows.map(
    (row) =>
      ({
        ...row,
        rows: Number(row.rows),
        incomplete: Number(row.incomplete),
        unreadable: Number(row.unreadable),
        tags_not_read: Number(row.tags_not_read),
        without_account: Number(row.without_account),
        billed_without_account: decimalText(row.billed_without_account ?? '0'),
        billed_cost: decimalText(row.billed_cost ?? '0'),
        effective_cost: decimalText(row.effective_cost ?? '0'),
      }) as StagedGroup,
  )
}

/** The billing months, in order. */
export function stagedMonths(groups: StagedGroup[]): StagedMonth[] {
  const months = [...new Set(groups.map((g) => g.billing_month ?? ''))].sort()
  return months.map((billing_month) => {
    const all = groups.filter((g) => g.billing_month === billing_month)
    const kept = all.filter((g) => g.part === 'lines')
    return {
      billing_month,
      rows: kept.reduce((sum, g) => sum + g.rows, 0),
      billed_cost: add('0', ...all.map((g) => g.billed_cost)),
      kept_billed_cost: add('0', ...kept.map((g) => g.billed_cost)),
      effective_cost: add('0', ...kept.map((g) => g.effective_cost)),
      first_day: [...all].map((g) => g.first_day).sort()[0] ?? `${billing_month}-01`,
      last_day:
        [...all]
          .map((g) => g.last_day)
          .sort()
          .at(-1) ?? `${billing_month}-01`,
      content_digest: digest(all.map(contentOf)),
    }
  })
}

/** A group without the counts that only the report needs, so that the digest of a month does not change when another is counted. */
function contentOf(group: StagedGroup): Partial<StagedGroup> {
  const { billing_month: _month, unreadable: _unreadable, tags_not_read: _tags, without_account: _rows, billed_without_account: _billed, ...content } = group
  return content
}
