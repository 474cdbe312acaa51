import { basename } from 'node:path'
import type { BillLeaf, ChargeKind, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { isWholeDay } from '@/lib/desks/cost/detect/bill/whole-day'
import { cut } from '@/lib/kernel/format'
import { readHeader, refused } from '@/lib/warehouse/files/read-header'
import type { Day } from '@/schemas/time'
import { csvRows } from '../csv-rows'
import { type BillColumn, columnsOf } from './bill-columns'
import { chargeKind } from './charge-kind'

/** A bill as rows of day, where and cost. `series` names a second file whose rows describe the series that the first one only numbers. */
export type DailyBillFiles = { daily: string; series: string | null }

// A column named cost_usd says so; files without a currency column are taken at their word.
const DEFAULT_CURRENCY = 'USD'

type Place = { scope: BillLeaf['scope']; operation: string; kind: ChargeKind | null }
type Sparse = Place & { costs: Map<Day, number> }
type Read = (column: BillColumn) => string

/** A bill and, for each of its leaves, the key under which the files name it: the series id where they have one. */
export type ReadBill = { bill: DailyBill; keys: string[]; currency: string }

/** Reads a daily bill. Refuses the whole file at the first cell that cannot be read, by file, row, column and value. */
export async function readDailyBill({ daily, series }: DailyBillFiles): Promise<ReadBill> {
  const places = series === null ? null : await readSeries(series)
  const name = basename(daily)
  const at = await headerOf(daily, name)
  const leaves = new Map<string, Sparse>()
  const days = new Set<Day>()
  const currencies = new Set<string>()
  for await (const { row, cells } of csvRows(daily, name)) {
    const read: Read = (column) => cells[at.get(column) ?? -1] ?? ''
    const day = dayOf(read('day'), name, row)
    const cost = costOf(read('cost'), name, row)
    days.add(day)
    currencies.add(read('currency'))
    if (currencies.size > 1)
      throw refused(name, 'the bill is in more than one currency', 'export one currency at a time', { row, column: 'currency', value: read('currency') })
    const key = places === null ? placeKey(read) : read('series')
    let leaf = leaves.get(key)
    if (leaf === undefined) {
      const place = places === null ? placeOf(read, name, row) : places.get(key)
      if (place === undefined)
        throw refused(name, `series "${key}" is in no row of ${basename(series ?? '')}`, 'export both files together', { row, value: key })
      leaf = { ...place, costs: new Map() }
      leaves.set(key, leaf)
    }
    leaf.costs.set(day, (leaf.costs.get(day) ?? 0) + cost)
  }
  if (days.size === 0) throw refused(name, 'the bill has a header and no rows', 'export a period that has charges')
  return { ...onCalendar([...leaves], [...days].sort()), currency: [...currencies].find((c) => c !== '') ?? DEFAULT_CURRENCY }
}

function onCalendar(sparse: readonly (readonly [string, Sparse])[], days: Day[]): Omit<ReadBill, 'currency'> {
  const payable = sparse.flatMap(([key, { scope, operation, kind, costs }]) =>
    kind === null ? [] : [{ key, leaf: { scope, operation, kind, values: days.map((day) => costs.get(day) ?? 0) } }],
  )
  const leaves = payable.map(({ leaf }) => leaf)
  return { bill: { days, is_whole: days.map((_, t) => isWholeDay(leaves, t)), leaves }, keys: payable.map(({ key }) => key) }
}

async function readSeries(path: string): Promise<Map<string, Place>> {
  const name = basename(path)
  const header = await readHeader(path, name)
  const at = columnsOf(header.container === 'parquet' ? [] : header.columns)
  if (!at.has('series')) throw refused(name, 'there is no column series_id', 'name the file that describes the series', { row: 1, column: 'series_id' })
  const places = new Map<string, Place>()
  for await (const { row, cells } of csvRows(path, name)) {
    const read: Read = (column) => cells[at.get(column) ?? -1] ?? ''
    places.set(read('series'), placeOf(read, name, row))
  }
  return places
}

async function headerOf(path: string, name: string): Promise<Map<BillColumn, number>> {
  const header = await readHeader(path, name)
  const at = columnsOf(header.container === 'parquet' ? [] : header.columns)
  for (const column of ['day', 'cost'] as const)
    if (!at.has(column))
      throw refused(name, `there is no column for the ${column}`, 'a daily bill has date, cost_usd and account, product or series_id', { row: 1, column })
  return at
}

const placeKey = (read: Read): string =>
  [read('account'), read('service'), read('region'), read('usage_type'), read('operation'), read('kind'), read('owner')].join('\u0000')

function placeOf(read: Read, name: string, row: number): Place {
  const kind = chargeKind(read('kind'), read('operation'), read('service'))
  if (kind === undefined)
    throw refused(name, `the kind in row ${row} is not known`, 'use usage, used, amortized, unused, spot, credit, refund, fee, tax or marketplace', {
      row,
      column: 'kind',
      value: cut(read('kind'), 100),
    })
  const owner = read('owner')
  return {
    scope: {
      sub_account_id: read('account'),
      service_name: read('service'),
      region_id: read('region'),
      usage_type: read('usage_type'),
      ...(owner === '' ? {} : { owner }),
    },
    operation: read('operation'),
    kind,
  }
}

function dayOf(text: string, name: string, row: number): Day {
  const day = text.trim().slice(0, 10)
  const is_day = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
  if (!is_day) throw refused(name, `the date in row ${row} cannot be read`, 'write days as 2026-11-19', { row, column: 'date', value: cut(text, 100) })
  return day
}

function costOf(text: string, name: string, row: number): number {
  const cost = text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(cost))
    throw refused(name, `the cost in row ${row} is not a number`, 'write costs as 12.34, without a currency sign', {
      row,
      column: 'cost',
      value: cut(text, 100),
    })
  return cost
}
