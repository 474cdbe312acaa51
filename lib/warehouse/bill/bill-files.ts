import { join } from 'node:path'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { mendedRows } from '@/lib/warehouse/bill/mended-rows'
import { cachedByMonth } from '@/lib/warehouse/bill/month-cache'
import { hasCome, settledDays } from '@/lib/warehouse/bill/settled-days'
import { queryWarehouse, type Row, type Values } from '@/lib/warehouse/duck'
import type { MonthFiles } from '@/lib/warehouse/queries/month-series'
import type { BillManifest } from '@/schemas/bill'
import { type BillMends, isMended, NO_MENDS } from '@/schemas/bill-mends'
import type { Currency } from '@/schemas/money'
import type { Day, DayRange, Instant } from '@/schemas/time'

/**
 * The files of one state of a tenant's bill, pinned: every answer drawn from it is of the same data, whatever is imported meanwhile.
 * `daily` holds sums per day and leaf and answers nearly everything; `lines` holds the charges themselves.
 */
export type BillFiles = {
  currency: Currency
  /** Days on which the bill has usage and which have come, in order. */
  covered(): Promise<Day[]>
  is_settled(day: Day): boolean
  /** The months that reach into a range, each on its own; null where a bill is not read month by month. */
  months(range: DayRange): MonthFiles[] | null
  daily<R extends Row>(sql: (from: string) => string, values?: Values, range?: DayRange): Promise<R[]>
  lines<R extends Row>(sql: (from: string) => string, values?: Values, range?: DayRange): Promise<R[]>
}

/** A range that holds every day of any bill. */
export const EVERY_DAY: DayRange = { start: '0000-01-01', end: '9999-12-31' }

const ROWS = 'read_parquet($files, hive_partitioning = false)'

const daysOf = cachedByMonth(async ({ daily }: MonthFiles): Promise<Day[]> => {
  const rows = await daily<{ day: Day }>((from) => `select distinct ChargePeriodStart::varchar as day from ${from} where x_Series = 'run' order by day`)
  return rows.map((row) => row.day)
})

/** The bill in its files; with `mends` as if it had been delivered without those defects. */
export function billFiles(manifests: readonly BillManifest[], now: Instant, mends: BillMends = NO_MENDS): BillFiles {
  const [first] = manifests
  if (first === undefined) throw new Fault('not_found', 'no bill has been imported yet: import one on Sources, or with `countersign import`')
  const held = manifests.filter((m) => m.row_count > 0)
  const is_mended = isMended(mends)
  const isPast = hasCome(now)
  const within = (range: DayRange | undefined) => held.filter((m) => range === undefined || (m.first_day < range.end && m.last_day >= range.start))
  const ask = async <R extends Row>(months: readonly BillManifest[], kind: 'daily' | 'lines', sql: (from: string) => string, values: Values): Promise<R[]> => {
    if (months.length === 0) return []
    const files = months.map((m) => join(config().warehouse_dir, m.path, kind, '*.parquet'))
    if (!is_mended) return await queryWarehouse<R>(sql(ROWS), { ...values, files })
    const rows = mendedRows(ROWS, mends)
    return await queryWarehouse<R>(sql(rows.sql), { ...values, ...rows.values, files })
  }
  // Cached answers are of a month as it was delivered, so nothing here applies `mends`.
  const monthOf = (m: BillManifest): MonthFiles => {
    const path = join(config().warehouse_dir, m.path)
    const ask =
      (kind: 'daily' | 'lines'): MonthFiles['daily'] =>
      (sql, values = {}) =>
        queryWarehouse(sql(ROWS), { ...values, files: [join(path, kind, '*.parquet')] })
    return { path, daily: ask('daily'), lines: ask('lines') }
  }
  return {
    currency: first.currency,
    async covered() {
      const days = await Promise.all(held.map((m) => daysOf(monthOf(m))))
      return [...new Set(days.flat())].filter((day) => isPast(day) && !mends.missing.includes(day)).sort()
    },
    is_settled: settledDays(manifests, now),
    months: (range) => (is_mended ? null : within(range).map(monthOf)),
    daily: (sql, values = {}, range) => ask(within(range), 'daily', sql, values),
    lines: (sql, values = {}, range) => ask(within(range), 'lines', sql, values),
  }
}
