import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { invariant } from '@/lib/kernel/errors'
import { compareDecimal } from '@/lib/kernel/money'
import { rowsOf } from '@/lib/warehouse/duck'
import { literal } from '@/lib/warehouse/sql-text'
import { stagedFolder } from '@/lib/warehouse/staging/stage-bill'
import type { StagedMonth } from '@/lib/warehouse/staging/staged-totals'

export const rolledFolder = (stage_dir: string): string => join(stage_dir, 'daily')

/**
 * Sums the staged charges per day and leaf into one small file per month: what every question but those about single resources reads.
 * `x_Description` names a charge that is not usage. Throws when a month does not add up to its charges.
 */
export async function rollUpDays(connection: DuckDBConnection, stage_dir: string, months: StagedMonth[]): Promise<void> {
  // Where every row was left out there is no file to read.
  if (months.every((m) => m.rows === 0)) return
  await connection.run(
    `copy (
      select ChargePeriodStart, SubAccountId, ServiceName, RegionId, x_UsageType, x_Owner, x_Environment, x_Series, PricingCategory, CommitmentDiscountId, ConsumedUnit,
        case x_Series
          when 'run' then null
          when 'marketplace' then ServiceName
          when 'commitment_unused' then coalesce(CommitmentDiscountId, ChargeDescription, '')
          else coalesce(ChargeDescription, x_LineItemType, '') end as x_Description,
        max(SubAccountName) as SubAccountName, max(CommitmentDiscountType) as CommitmentDiscountType, max(x_CommitmentEndsOn) as x_CommitmentEndsOn,
        sum(BilledCost) as BilledCost, sum(EffectiveCost) as EffectiveCost, sum(ListCost) as ListCost, sum(ConsumedQuantity) as ConsumedQuantity, count(*) as x_Rows,
        billing_month
      from read_parquet(${literal(`${stagedFolder(stage_dir)}/*/part=lines/*.parquet`)}, hive_partitioning = true, hive_types = {'billing_month': varchar, 'part': varchar})
      group by all
      order by SubAccountId, ServiceName, x_UsageType, RegionId, x_Owner, ChargePeriodStart
    ) to ${literal(rolledFolder(stage_dir))} (format parquet, compression zstd, partition_by (billing_month), filename_pattern 'd-{i}', overwrite_or_ignore true)`,
  )
  const sums = await rowsOf<{ billing_month: string; rows: string; billed: string; effective: string }>(
    connection,
    `select billing_month, sum(x_Rows)::varchar as rows, sum(BilledCost)::varchar as billed, sum(EffectiveCost)::varchar as effective
    from read_parquet(${literal(`${rolledFolder(stage_dir)}/*/*.parquet`)}, hive_partitioning = true, hive_types = {'billing_month': varchar}) group by billing_month`,
  )
  for (const month of months.filter((m) => m.rows > 0)) {
    const sum = sums.find((s) => s.billing_month === month.billing_month)
    const is_equal =
      sum !== undefined &&
      Number(sum.rows) === month.rows &&
      compareDecimal(sum.billed, month.kept_billed_cost) === 0 &&
      compareDecimal(sum.effective, month.effective_cost) === 0
    invariant(is_equal, `the days of ${month.billing_month} do not add up to its charges`)
  }
}
