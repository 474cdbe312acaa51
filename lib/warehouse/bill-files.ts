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

// Files never change, so what days they hold stays true; one entry per state of a bill.
const KNOWN_BILLS = 64
const known_days = new Map<string, Promise<Day[]>>()

function daysOf(manifests: readonly BillManifest[], read: () => Promise<Day[]>): Promise<Day[]> {
  const key = manifests.map((m) => m.path).join('\n')
  const known = known_days.get(key)
  if (known !== undefined) return known
  const days = read()
  known_days.set(key, days)
  days.catch(() => known_days.delete(key))
  const [oldest] = known_days.keys()
  if (known_days.size > KNOWN_BILLS && oldest !== undefined) known_days.delete(oldest)
  return days
}

export function billFiles(manifests: readonly BillManifest[], now: Instant): BillFiles {
  const [first] = manifests
  if (first === undefined) throw new Fault('not_found', 'no bill has been imported yet: import one on Sources, or with `countersign import`')
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
      return daysOf(manifests, async () => {
        const rows = await daily<{ day: Day }>((from) => `select distinct ChargePeriodStart::varchar as day from ${from} where x_Series = 'run' order by day`)
        return rows.map((r) => r.day)
      })
    },
    is_settled: settledDays(manifests, now),
    daily,
    lines: read('lines'),
  }
}
