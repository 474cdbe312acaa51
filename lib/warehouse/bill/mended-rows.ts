import { type MovedLines, movedLines } from '@/lib/warehouse/bill/moved-lines'
import type { Values } from '@/lib/warehouse/duck'
import type { BillMends } from '@/schemas/bill-mends'

// `BillMends` names a day that the whole bill holds twice without an account.
const ALL_ACCOUNTS = ''
// What is halved, or shared out, with a row.
const AMOUNTS = ['BilledCost', 'EffectiveCost', 'ListCost', 'ConsumedQuantity']

/** SQL by column, of the columns that are not read as they were delivered. */
type Replaced = ReadonlyMap<string, string>

/**
 * The rows of `from` without the defects, with `columns` by name where the engine cannot replace one among all. A row of which shares were given away is read
 * as several: what was kept of it, and each share.
 */
export function mendedRows(from: string, mends: BillMends, columns?: readonly string[]): { sql: string; values: Values } {
  const moved = movedLines(mends)
  const replaced = replacedIn(mends, moved)
  const conditions = conditionsOf(mends)
  const shares = moved.flatMap(({ share_ratio, ...one }) => (share_ratio === null ? [] : [{ ...one, share_ratio }]))
  const select = (more: Iterable<readonly [string, string]>, also: readonly string[]) =>
    selectOf({ from, columns, replaced: new Map([...replaced, ...more]), conditions: [...conditions, ...also] })
  const rest = `1.0000 - (${shares.map(({ was, share_ratio }) => `case when ${was} then ${share_ratio} else 0.0000 end`).join(' + ')})`
  const kept = select(shares.length === 0 ? [] : sharedOut(rest, mends), [])
  const given = shares.map(({ column, was, to, share_ratio }) => select([...sharedOut(share_ratio, mends), [column, to]], [was]))
  return { sql: `(${[kept, ...given].join(' union all ')})`, values: valuesOf(mends, moved) }
}

/** One select of the rows that meet all conditions. */
function selectOf({
  from,
  columns,
  replaced,
  conditions,
}: {
  from: string
  columns: readonly string[] | undefined
  replaced: Replaced
  conditions: string[]
}): string {
  const read = (name: string): string => {
    const sql = replaced.get(name)
    return sql === undefined ? name : `${sql} as ${name}`
  }
  const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`
  if (replaced.size === 0) return `select * from ${from}${where}`
  const picked = columns === undefined ? `* replace (${[...replaced.keys()].map(read).join(', ')})` : columns.map(read).join(', ')
  return `select ${picked} from ${from}${where}`
}

/** What every row reads otherwise than it was delivered, but for shares. */
function replacedIn({ once, names, ownerless }: BillMends, moved: readonly MovedLines[]): Replaced {
  const replaced = new Map<string, string>()
  if (once.length > 0) for (const name of AMOUNTS) replaced.set(name, onceOnly(name))
  if (names.length > 0) replaced.set('ServiceName', `case ServiceName ${names.map((_, i) => `when $from_${i} then $to_${i}`).join(' ')} else ServiceName end`)
  if (ownerless.length > 0) replaced.set('x_Owner', `case when list_contains($ownerless, SubAccountId) then '' else x_Owner end`)
  for (const column of ['x_Owner', 'SubAccountId']) {
    const cases = moved.flatMap((one) => (one.column === column && one.share_ratio === null ? [`when ${one.was} then ${one.to}`] : []))
    if (cases.length > 0) replaced.set(column, `case ${cases.join(' ')} else ${column} end`)
  }
  return replaced
}

/** Rows that are read at all: those of days that are known, and of services that every day knows. */
const conditionsOf = ({ missing, without }: BillMends): string[] => [
  ...(missing.length === 0 ? [] : ['not list_contains($missing, ChargePeriodStart::varchar)']),
  ...(without.length === 0 ? [] : ['not list_contains($without, ServiceName)']),
]

/** A day that was delivered twice holds each of its lines twice: half of ten decimals has eleven, and the last is rounded. */
function onceOnly(name: string): string {
  const is_twice = `(list_contains($twice, ChargePeriodStart::varchar || ' ') or list_contains($twice, ChargePeriodStart::varchar || ' ' || SubAccountId))`
  return `cast(case when ${is_twice} then cast(${name} as decimal(30, 10)) * 0.5 else ${name} end as decimal(38, 10))`
}

/** The amounts of a row times a ratio, which is SQL. */
const sharedOut = (ratio: string, { once }: BillMends): (readonly [string, string])[] =>
  AMOUNTS.map((name) => [name, `cast(cast(${once.length === 0 ? name : onceOnly(name)} as decimal(30, 10)) * (${ratio}) as decimal(38, 10))`])

/** Every parameter that the SQL names, and no other. */
const valuesOf = ({ once, names, missing, ownerless, without }: BillMends, moved: readonly MovedLines[]): Values =>
  Object.assign(
    {},
    once.length === 0 ? {} : { twice: once.map(({ day, sub_account_id }) => `${day} ${sub_account_id ?? ALL_ACCOUNTS}`) },
    ...names.map(({ from, to }, i) => ({ [`from_${i}`]: from, [`to_${i}`]: to })),
    missing.length === 0 ? {} : { missing },
    ownerless.length === 0 ? {} : { ownerless },
    ...moved.map(({ values }) => values),
    without.length === 0 ? {} : { without },
  )
