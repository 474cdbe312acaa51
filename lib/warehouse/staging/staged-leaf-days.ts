import type { DuckDBConnection } from '@duckdb/node-api'
import { rowsOf } from '@/lib/warehouse/duck'
import { literal } from '@/lib/warehouse/sql-text'
import { stagedFolder } from '@/lib/warehouse/staging/stage-bill'
import type { Day } from '@/schemas/time'

/** EffectiveCost of one day of one line. `kind` is the series, and for usage how it was priced. */
export type StagedLeafDay = {
  sub_account_id: string
  service_name: string
  region_id: string
  usage_type: string
  owner: string
  operation: string
  kind: 'standard' | 'spot' | 'committed' | 'commitment_unused' | 'credit' | 'refund' | 'fee' | 'marketplace' | 'tax'
  /** Which commitment paid, where one did and the bill names it; empty otherwise. */
  commitment_id: string
  day: Day
  cost: number
  /** Null where the bill does not say, or mixes units. */
  quantity: number | null
}

/** The staged charges of a bill summed per line and day: for looking at a bill that is not imported. */
export const stagedLeafDays = (connection: DuckDBConnection, stage_dir: string): Promise<StagedLeafDay[]> =>
  rowsOf<StagedLeafDay>(
    connection,
    `select SubAccountId as sub_account_id, ServiceName as service_name, RegionId as region_id, x_UsageType as usage_type, x_Owner as owner,
      case when x_Series = 'run' then coalesce(x_Operation, '') else '' end as operation,
      case when x_Series in ('run', 'discount') then case PricingCategory when 'Committed' then 'committed' when 'Dynamic' then 'spot' else 'standard' end else x_Series end as kind,
      case when x_Series in ('run', 'discount') and PricingCategory = 'Committed' then coalesce(CommitmentDiscountId, '') else '' end as commitment_id,
      ChargePeriodStart::varchar as day, sum(EffectiveCost)::double as cost,
      case when count(distinct coalesce(ConsumedUnit, '')) = 1 then sum(case when x_Series = 'run' then ConsumedQuantity end)::double end as quantity
    from read_parquet(${literal(`${stagedFolder(stage_dir)}/*/part=lines/*.parquet`)}, hive_partitioning = true, hive_types = {'billing_month': varchar, 'part': varchar})
    group by all order by all`,
  )
