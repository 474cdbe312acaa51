import { Big, big, toDecimal } from '@/lib/kernel/money'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { rangeValues, SCOPE_COLUMNS, WITHIN_RANGE, withinScope } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import { type DayWeights, spanOf } from '@/lib/warehouse/versions/weigh-days'
import type { Windows } from '@/schemas/cost'
import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'
import { amountsWithin } from './series-of-leaves'

// Planning the sums of a question takes the engine several milliseconds, as long as it takes to hand out some hundred rows.
const MOST_AMOUNTS = 800

/** Null where the bill says none: nothing is added for it. */
export type Amount = 'effective' | 'list' | 'quantity'
type Row = { day: Day } & Record<Amount, string | null> &
  Record<'pricing' | 'commitment_id' | 'commitment_type' | 'ends_on' | 'unit', string | null> &
  Partial<Record<keyof Scope, string>>

/** What one leaf was charged for its use on one day, at one price and under one commitment, and how often that day counts. */
export type WeighedDay = Omit<Row, keyof Scope> & { scope: Scope; before: number; after: number }

const asked = new WeakMap<BillFiles, Map<string, Promise<Row[]>>>()

/**
 * The usage of a narrow scope on the days of two windows, row by row, to be added up here: asked once for all questions about the same bill, scope and windows.
 * Null where there is more of it, or where this process cannot tell: then the engine adds up.
 */
export async function scopeDays(files: BillFiles, scope: Scope, windows: Windows, weights: DayWeights): Promise<WeighedDay[] | null> {
  const amounts = await amountsWithin(files, spanOf(windows), ['run'], scope)
  if (amounts === null || amounts > MOST_AMOUNTS) return null
  const asked_of_bill = asked.get(files) ?? new Map<string, Promise<Row[]>>()
  asked.set(files, asked_of_bill)
  const name = JSON.stringify([scope, windows])
  const found = asked_of_bill.get(name) ?? askDays(files, scope, windows)
  asked_of_bill.set(name, found)
  found.catch(() => asked_of_bill.delete(name)) // the next question tries again
  const places = new Map(weights.days.map((day, i) => [day, i]))
  return (await found).flatMap((row) => {
    const place = places.get(row.day)
    if (place === undefined) return []
    const leaf = Object.fromEntries(SCOPE_KEYS.map((key) => [key, String(row[key] ?? scope[key] ?? '')]))
    return { ...row, scope: leaf, before: weights.before[place] ?? 0, after: weights.after[place] ?? 0 }
  })
}

function askDays(files: BillFiles, scope: Scope, windows: Windows): Promise<Row[]> {
  const { where, values } = withinScope(scope)
  const range = spanOf(windows)
  const open = SCOPE_KEYS.filter((key) => scope[key] === undefined).map((key) => `${SCOPE_COLUMNS[key]} as ${key}, `)
  return files.daily<Row>(
    (from) => `select ${open.join('')}ChargePeriodStart::varchar as day, PricingCategory as pricing, CommitmentDiscountId as commitment_id,
        CommitmentDiscountType as commitment_type, x_CommitmentEndsOn::varchar as ends_on, ConsumedUnit as unit,
        EffectiveCost::varchar as effective, ListCost::varchar as list, ConsumedQuantity::varchar as quantity
      from ${from} where x_Series = 'run' and ${WITHIN_RANGE} and ${where}`,
    { ...values, ...rangeValues(range) },
    range,
  )
}

/** A sum over days, each as often as it counts. Exact. */
export function weighedSum(days: readonly WeighedDay[], amount: Amount, side: 'before' | 'after'): Decimal {
  const counted = days.filter((day) => day[side] !== 0)
  return toDecimal(counted.reduce((sum, day) => sum.plus(big(decimalText(day[amount] ?? '0')).times(day[side])), new Big(0)))
}

/** The first or last of some texts, in the order of the engine; null where there is none. */
export const leastText = (texts: readonly (string | null)[]): string | null => present(texts)[0] ?? null
export const greatestText = (texts: readonly (string | null)[]): string | null => present(texts).at(-1) ?? null
const present = (texts: readonly (string | null)[]): string[] => texts.filter((text) => text !== null).sort()

/** Days of one name together, in the order of their names. */
export function byName(days: readonly WeighedDay[], nameOf: (day: WeighedDay) => string): WeighedDay[][] {
  const groups = new Map<string, WeighedDay[]>()
  for (const day of days) {
    const name = nameOf(day)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [day])
    else group.push(day)
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}
