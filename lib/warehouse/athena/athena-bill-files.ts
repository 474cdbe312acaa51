import { Fault } from '@/lib/kernel/errors'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { mendedRows } from '@/lib/warehouse/bill/mended-rows'
import { hasCome, settledDays } from '@/lib/warehouse/bill/settled-days'
import type { Row, Values } from '@/lib/warehouse/duck'
import { dataVersion } from '@/lib/warehouse/versions/data-version'
import type { BillManifest } from '@/schemas/bill'
import { type BillMends, isMended, NO_MENDS } from '@/schemas/bill-mends'
import type { DayRange, Instant } from '@/schemas/time'
import { toAthena } from './dialect'
import { type AthenaConnection, runQuery } from './run-query'
import { type AthenaTable, type AthenaTables, columnsOf, fromImports, requireTables } from './tables'

export type AthenaSource = AthenaConnection & {
  tables: AthenaTables
  onScanned?(bytes: number): void
  /** Whether a month lies whole where Athena reads; absent: whoever copies it answers for that. */
  isThere?(month: BillManifest): Promise<boolean>
}

/** The same state of a bill as `billFiles`, asked in Athena where its files lie in S3. Only the named queries of the warehouse are ever asked. */
export function athenaBillFiles(source: AthenaSource, manifests: readonly BillManifest[], now: Instant, mends: BillMends = NO_MENDS): BillFiles {
  requireTables(source.tables)
  const [first] = manifests
  if (first === undefined) throw new Fault('not_found', 'no bill has been imported yet: import one on Sources, or with `countersign import`')
  const version = dataVersion(manifests)
  const read = (table: AthenaTable) => {
    return async <R extends Row>(sql: (from: string) => string, values: Values = {}, range?: DayRange): Promise<R[]> => {
      const held = manifests.filter((m) => m.row_count > 0 && (range === undefined || (m.first_day < range.end && m.last_day >= range.start)))
      if (held.length === 0) return []
      await requireThere(source, held)
      const delivered = fromImports(source.tables, table, held)
      const names = columnsOf(table).map(([name]) => name)
      const from = isMended(mends) ? mendedRows(delivered, mends, names) : { sql: delivered, values: {} }
      const { rows, scanned_bytes } = await runQuery(source, toAthena(sql(from.sql), { ...values, ...from.values }), version)
      if (scanned_bytes !== null) source.onScanned?.(scanned_bytes)
      return rows as unknown as R[] // safe: the queries select texts only, which is how Athena hands everything over
    }
  }
  const daily = read('daily')
  return {
    currency: first.currency,
    covered: async () => {
      const rows = await daily<{ day: string }>((from) => `select distinct ChargePeriodStart::varchar as day from ${from} where x_Series = 'run' order by day`)
      return rows.map((r) => r.day).filter(hasCome(now))
    },
    is_settled: settledDays(manifests, now),
    // One question costs less than one for each month.
    months: () => null,
    daily,
    lines: read('lines'),
  }
}

/** A month that is not there has no rows, which would read as no cost. Throws Fault `provider_down`. */
async function requireThere({ isThere, tables }: AthenaSource, months: readonly BillManifest[]): Promise<void> {
  if (isThere === undefined) return
  for (const m of months)
    if (!(await isThere(m)))
      throw new Fault(
        'provider_down',
        `${m.billing_month} of ${m.source} is not whole in s3://${tables.bucket}/${tables.prefix}: run \`countersign warehouse push\``,
        {
          billing_month: m.billing_month,
        },
      )
}
