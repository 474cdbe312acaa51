import { scopeOf, selectKeys } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { Row, Values } from '@/lib/warehouse/duck'
import type { SeriesName } from '@/schemas/bill'
import type { Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'

/** One version of a billing month. `path` names its files, which never change: what was once drawn from them stays true. */
export type MonthFiles = { path: string; daily: AskMonth; lines: AskMonth }
type AskMonth = <R extends Row>(sql: (from: string) => string, values?: Values) => Promise<R[]>

/** Daily cost of one group of a month. `days` are counted from 1970-01-01; `committed` is the part that commitments paid for, null where they paid for none. */
export type MonthSeries = { scope: Scope; series: SeriesName; days: Int32Array; costs: Decimal[]; committed: (Decimal | null)[] | null }

// Amounts that are kept, most recently used months first: about 90 MB of text. A bill of 1,500 leaves needs 45,000 a month.
const MOST_AMOUNTS = 2_000_000

type Known = { read: Promise<MonthSeries[]>; amounts: number; is_read: boolean }
const known = new Map<string, Known>()

/**
 * Every series of a month by `keys`, read once in this process: after a new delivery only the months that it brought are read. Another data version of a
 * month has another path, so nothing is ever stale; what is not asked for again makes room.
 */
export function monthSeries(month: MonthFiles, keys: readonly (keyof Scope)[]): Promise<MonthSeries[]> {
  const name = `${month.path}\n${keys.join()}`
  const found = known.get(name)
  if (found !== undefined) {
    known.delete(name)
    known.set(name, found)
    return found.read
  }
  const entry: Known = { read: readMonth(month, keys), amounts: 0, is_read: false }
  known.set(name, entry)
  entry.read.then(
    (all) => {
      entry.is_read = true
      entry.amounts = all.reduce((sum, { costs, committed }) => sum + costs.length + (committed?.length ?? 0), 0)
      makeRoom(name)
    },
    () => known.delete(name), // the next question tries again
  )
  return entry.read
}

/** The same for what is asked of a few series only, which is not worth reading a month: null where this process has not read it. */
export function knownMonthSeries(month: MonthFiles, keys: readonly (keyof Scope)[]): Promise<MonthSeries[]> | null {
  return known.get(`${month.path}\n${keys.join()}`)?.is_read === true ? monthSeries(month, keys) : null
}

function makeRoom(newest: string): void {
  let amounts = [...known.values()].reduce((sum, entry) => sum + entry.amounts, 0)
  for (const [name, entry] of known) {
    if (amounts <= MOST_AMOUNTS) return
    if (name === newest) continue
    known.delete(name)
    amounts -= entry.amounts
  }
}

async function readMonth(month: MonthFiles, keys: readonly (keyof Scope)[]): Promise<MonthSeries[]> {
  // Days stay in no order within a series: sorting them costs more than everything else, and they are put in their places anyway.
  const rows = await month.daily<Record<string, string> & { committed: string | null }>(
    (from) => `select ${[...keys, 'series'].join(', ')}, string_agg(day::varchar, ',') as days, string_agg(cost::varchar, ',') as costs,
        case when count(committed) > 0 then string_agg(coalesce(committed::varchar, ''), ',') end as committed
      from (
        select ${[selectKeys(keys), 'x_Series as series', "ChargePeriodStart - date '1970-01-01' as day"].filter(Boolean).join(', ')},
          coalesce(sum(EffectiveCost), 0) as cost, case when count(*) filter (PricingCategory = 'Committed') > 0 then coalesce(sum(EffectiveCost) filter (PricingCategory = 'Committed'), 0) end as committed
        from ${from} group by all
      ) group by ${[...keys, 'series'].join(', ')}`,
  )
  return rows.map((row) => ({
    scope: scopeOf(keys, row),
    series: row['series'] as SeriesName,
    days: Int32Array.from((row['days'] ?? '').split(','), Number),
    costs: (row['costs'] ?? '').split(',').map(decimalText),
    committed: row.committed === null ? null : row.committed.split(',').map((text) => (text === '' ? null : decimalText(text))),
  }))
}
