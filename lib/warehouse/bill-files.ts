import { join } from 'node:path'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { queryWarehouse, type Row, type Values } from '@/lib/warehouse/duck'
import { settledDays } from '@/lib/warehouse/settled-days'
import type { BillManifest } from '@/schemas/bill'
import type { Currency } from '@/schemas/money'
import type { Day, DayRange, Instant } from '@/schemas/time'

/**
 * The files of one state of a tenant's bill, pinned: every answer drawn from it is of the same data, whatever is imported meanwhile.
 * `daily` holds sums per day and leaf and answers nearly everything; `lines` holds the charges themselves.
 */
export type BillFiles = {
  currency: Currency
  /** Days on which the bill has usage, in order. */
  covered(): Promise<Day[]>
  is_settled(day: Day): boolean
  daily<R extends Row>(sql: (from: string) => string, values?: Values, range?: DayRange): Promise<R[]>
  lines<R extends Row>(sql: (from: string) => string, values?: Values, range?: DayRange): Promise<R[]>
}

export function billFiles(manifests: readonly BillManifest[], now: Instant): BillFiles {
  const [first] = manifests
  if (first === undefined) throw new Fault('not_found', 'no bill has been imported yet: import one on Sources, or with `countersign import`')
  let days: Promise<Day[]> | undefined
  const read = (kind: 'daily' | 'lines') => {
    return async <R extends Row>(sql: (from: string) => string, values: Values = {}, range?: DayRange): Promise<R[]> => {
      const files = manifests.filter((m) => m.row_count > 0 && (range === undefined || (m.first_day < range.end && m.last_day >= range.start)))
      if (files.length === 0) return []
      const globs = files.map((m) => join(config().warehouse_dir, m.path, kind, '*.parquet'))
      return await queryWarehouse<R>(sql('read_parquet($files, hive_partitioning = false)'), { ...values, files: globs })
    }
  }
  const daily = read('daily')
  return {
    currency: first.currency,
    covered() {
      days ??= daily<{ day: Day }>((from) => `select distinct ChargePeriodStart::varchar as day from ${from} where x_Series = 'run' order by day`).then(
        (rows) => rows.map((r) => r.day),
      )
      return days
    },
    is_settled: settledDays(manifests, now),
    daily,
    lines: read('lines'),
  }
}
