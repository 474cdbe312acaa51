import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { decimalText } from '@/lib/warehouse/decimal-text'
import { rowsOf } from '@/lib/warehouse/duck'
import { FACT_COLUMNS, type FactColumn } from '@/lib/warehouse/formats/fact-columns'
import { literal } from '@/lib/warehouse/sql-text'
import { rolledFolder } from '@/lib/warehouse/staging/roll-up-days'
import { stagedFolder } from '@/lib/warehouse/staging/stage-bill'
import type { StagedMonth } from '@/lib/warehouse/staging/staged-totals'
import type { BillManifest } from '@/schemas/bill'
import type { Day, Instant } from '@/schemas/time'

export const FIRST_DAY: Day = '2025-10-01'
export const BILL_DAYS = 400
const SOURCE = 'bench-bill'

// About 25 line items a day for each leaf of a large bill: 20 accounts, 12 services of 3 usage types, 2 regions each. Day 0 is the first.
const LEAF = { account: 'r % 20', service: '(r // 20) % 12', usage: '(r // 240) % 3', region: '(r // 720) % 2' } as const
// What goes on at the end of the bill: a service that doubles in an account, a region that grows, a usage type that is new.
const CHANGES = [
  `when ${LEAF.account} = 3 and ${LEAF.service} = 2 and d >= 385 then 2.5`,
  `when ${LEAF.account} = 7 and ${LEAF.region} = 1 and ${LEAF.usage} = 0 and d >= 388 then 1.9`,
  `when ${LEAF.account} = 11 and ${LEAF.service} = 5 and d >= 391 then 3.0`,
].join(' ')

const COLUMNS: Partial<Record<FactColumn, string>> = {
  BillingAccountId: `'210000000000'`,
  SubAccountId: `(220000000000 + ${LEAF.account})::varchar`,
  SubAccountName: `'account-' || (${LEAF.account})`,
  BillingPeriodStart: `date_trunc('month', day)::date`,
  ChargePeriodStart: 'day',
  ChargeCategory: `'Usage'`,
  ChargeFrequency: `'Usage-Based'`,
  PricingCategory: `'Standard'`,
  ServiceName: `'service-' || (${LEAF.service})`,
  RegionId: `case ${LEAF.region} when 0 then 'eu-west-1' else 'us-east-1' end`,
  ResourceId: `'res-' || r`,
  BilledCost: 'cost',
  EffectiveCost: 'cost',
  ListCost: 'cost * 1.2',
  ContractedCost: 'cost',
  BillingCurrency: `'USD'`,
  ConsumedQuantity: 'cost * 10',
  ConsumedUnit: `'Hrs'`,
  InvoiceId: `'INV-1'`,
  ProviderName: `'AWS'`,
  Tags: `'{"team":"team-' || (${LEAF.account} % 7) || '"}'`,
  x_UsageType: `'usage-' || (${LEAF.service}) || '-' || (${LEAF.usage})`,
  x_Operation: `'Run'`,
  x_LineItemType: `'Usage'`,
  x_Owner: `'team-' || (${LEAF.account} % 7)`,
  x_Environment: `'prod'`,
  x_Series: `'run'`,
}

/** Writes staged line items, as an import leaves them: so many resources, one line each on each of some days. Same numbers, same bill. */
export async function stageBill(
  connection: DuckDBConnection,
  stage_dir: string,
  { resources, from, days }: { resources: number; from: number; days: number },
): Promise<void> {
  const columns = FACT_COLUMNS.map(([name, type]) => `cast(${COLUMNS[name] ?? 'null'} as ${type}) as "${name}"`).join(', ')
  // Whole numbers only, so that every run writes the same amounts: a base by resource, a weekly rhythm, a few percent of noise.
  const base = '(5 + (r * 7919) % 997)'
  const rhythm = `(case when dayofweek(day) in (0, 6) then 80 else 100 end)`
  const noise = '(97 + (r * 31 + d * 17 + (r * d) % 101) % 7)'
  const lines = `select r, d, day, (${base} * ${rhythm} * ${noise})::decimal(38, 10) * (case ${CHANGES} else 1.0 end) / 1000000 as cost
    from (select range as r from range(${resources})), (select range as d, (date ${literal(FIRST_DAY)} + range::integer)::date as day from range(${from}, ${from + days}))`
  await connection.run(
    `copy (select ${columns}, strftime(day, '%Y-%m') as billing_month, 'lines' as part from (${lines}))
    to ${literal(stagedFolder(stage_dir))} (format parquet, compression zstd, compression_level 1, partition_by (billing_month, part), filename_pattern 'f0-{i}', overwrite_or_ignore true)`,
  )
}

/** Rows and sums per month, which the roll-up is held to. */
export async function stagedMonths(connection: DuckDBConnection, stage_dir: string): Promise<StagedMonth[]> {
  const rows = await rowsOf<Record<'billing_month' | 'rows' | 'billed' | 'effective' | 'first_day' | 'last_day', string>>(
    connection,
    `select billing_month, count(*)::varchar as rows, sum(BilledCost)::varchar as billed, sum(EffectiveCost)::varchar as effective,
      min(ChargePeriodStart)::varchar as first_day, max(ChargePeriodStart)::varchar as last_day
    from ${linesOf(stage_dir)} group by billing_month order by billing_month`,
  )
  return rows.map((row) => ({
    billing_month: row.billing_month,
    rows: Number(row.rows),
    billed_cost: decimalText(row.billed),
    kept_billed_cost: decimalText(row.billed),
    effective_cost: decimalText(row.effective),
    first_day: row.first_day,
    last_day: row.last_day,
    content_digest: `${row.billing_month}:${row.rows}`,
  }))
}

export const linesOf = (stage_dir: string): string =>
  `read_parquet(${literal(`${stagedFolder(stage_dir)}/*/part=lines/*.parquet`)}, hive_partitioning = true, hive_types = {'billing_month': varchar, 'part': varchar})`

/** Moves staged months to where questions read them, each delivery to folders of its own. */
export function settle(
  stage_dir: string,
  warehouse_dir: string,
  months: readonly StagedMonth[],
  { tenant_id, imported_at }: { tenant_id: string; imported_at: Instant },
): Omit<BillManifest, 'data_version'>[] {
  const import_id = `imp_${imported_at.slice(0, 10)}`
  return months.map((month) => {
    const path = join(tenant_id, SOURCE, month.billing_month, import_id)
    mkdirSync(join(warehouse_dir, path), { recursive: true })
    renameSync(join(stagedFolder(stage_dir), `billing_month=${month.billing_month}`, 'part=lines'), join(warehouse_dir, path, 'lines'))
    renameSync(join(rolledFolder(stage_dir), `billing_month=${month.billing_month}`), join(warehouse_dir, path, 'daily'))
    const { rows: row_count, ...rest } = month
    return { tenant_id, source: SOURCE, path, row_count, currency: 'USD', import_id, imported_at, ...rest }
  })
}
