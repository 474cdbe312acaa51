import type { Values } from '@/lib/warehouse/duck'
import type { BillMends } from '@/schemas/bill-mends'

const ALL_ACCOUNTS = ''
const MONEY = ['BilledCost', 'EffectiveCost', 'ListCost', 'ConsumedQuantity']

/**
 * The rows of `from` without the defects, with `columns` by name where the engine cannot replace one among all. A day that was delivered twice holds each of
 * its lines twice: half of ten decimals has eleven, and the last is rounded. What was given away in part is a row of either owner.
 */
export function mendedRows(from: string, mends: BillMends, columns?: readonly string[]): { sql: string; values: Values } {
  const { once, names, missing, ownerless, owners, accounts = [], without } = mends
  const is_twice = `(list_contains($twice, ChargePeriodStart::varchar || ' ') or list_contains($twice, ChargePeriodStart::varchar || ' ' || SubAccountId))`
  const once_each = (name: string) =>
    once.length === 0 ? name : `cast(case when ${is_twice} then cast(${name} as decimal(30, 10)) * 0.5 else ${name} end as decimal(38, 10))`
  const moved = [
    ...owners.map(({ share_ratio, places }, i) => ({ share_ratio, column: 'x_Owner', was: wasOf(i, places !== undefined), to: `$moved_to_${i}` })),
    ...accounts.map(({ share_ratio }, i) => ({ share_ratio, column: 'SubAccountId', was: leftBy(i), to: `$went_to_${i}` })),
  ]
  const [whole, shared] = [moved.filter(({ share_ratio }) => share_ratio === undefined), moved.filter(({ share_ratio }) => share_ratio !== undefined)]
  const replaced = new Map<string, string>()
  if (once.length > 0) for (const name of MONEY) replaced.set(name, once_each(name))
  if (names.length > 0) replaced.set('ServiceName', `case ServiceName ${names.map((_, i) => `when $from_${i} then $to_${i}`).join(' ')} else ServiceName end`)
  if (ownerless.length > 0) replaced.set('x_Owner', `case when list_contains($ownerless, SubAccountId) then '' else x_Owner end`)
  for (const column of ['x_Owner', 'SubAccountId']) {
    const cases = whole.filter((one) => one.column === column).map(({ was, to }) => `when ${was} then ${to}`)
    if (cases.length > 0) replaced.set(column, `case ${cases.join(' ')} else ${column} end`)
  }
  const where = [
    ...(missing.length === 0 ? [] : ['not list_contains($missing, ChargePeriodStart::varchar)']),
    ...(without.length === 0 ? [] : ['not list_contains($without, ServiceName)']),
  ]
  const rows = (other: ReadonlyMap<string, string>, wanted: readonly string[]): string => {
    const all = new Map([...replaced, ...other])
    const given = (name: string): string => {
      const sql = all.get(name)
      return sql === undefined ? name : `${sql} as ${name}`
    }
    const picked = all.size === 0 ? '*' : columns === undefined ? `* replace (${[...all.keys()].map(given).join(', ')})` : columns.map(given).join(', ')
    return `select ${picked} from ${from}${wanted.length === 0 ? '' : ` where ${wanted.join(' and ')}`}`
  }
  const priced = (ratio: string) => MONEY.map((name) => [name, `cast(cast(${once_each(name)} as decimal(30, 10)) * (${ratio}) as decimal(38, 10))`] as const)
  const given_away = shared.map(({ was, share_ratio = 0 }) => `case when ${was} then ${share_ratio.toFixed(4)} else 0.0000 end`)
  const parts = [
    rows(new Map(shared.length === 0 ? [] : priced(`1.0000 - (${given_away.join(' + ')})`)), where),
    ...shared.map(({ column, was, to, share_ratio = 0 }) => rows(new Map([...priced(share_ratio.toFixed(4)), [column, to]]), [...where, was])),
  ]
  return {
    sql: `(${parts.join(' union all ')})`,
    values: valuesOf(mends),
  }
}

const valuesOf = ({ once, names, missing, ownerless, owners, accounts = [], without }: BillMends): Values => ({
  ...(once.length === 0 ? {} : { twice: once.map(({ day, sub_account_id }) => `${day} ${sub_account_id ?? ALL_ACCOUNTS}`) }),
  ...Object.fromEntries(names.flatMap((name, i) => [[`from_${i}`, name.from] as const, [`to_${i}`, name.to] as const])),
  ...(missing.length === 0 ? {} : { missing }),
  ...(ownerless.length === 0 ? {} : { ownerless }),
  ...Object.fromEntries(
    owners.flatMap(({ sub_account_id, from: was, to, until, places }, i) => [
      [`moved_in_${i}`, sub_account_id] as const,
      [`moved_from_${i}`, was] as const,
      [`moved_to_${i}`, to] as const,
      [`moved_until_${i}`, until] as const,
      ...(places === undefined ? [] : [[`moved_places_${i}`, placesOf(places)] as const]),
    ]),
  ),
  ...Object.fromEntries(
    accounts.flatMap(({ from: was, to, until, places }, i) => [
      [`left_${i}`, was] as const,
      [`went_to_${i}`, to] as const,
      [`left_until_${i}`, until] as const,
      [`left_places_${i}`, places.map((p) => [p.service_name, p.region_id, p.usage_type, p.owner].join(BETWEEN))] as const,
    ]),
  ),
  ...(without.length === 0 ? {} : { without }),
})

// Between the parts of a place: no provider writes it into a name.
const BETWEEN = ' | '
const PLACE = ['ServiceName', 'RegionId', 'x_UsageType']

/** Whether a row was somebody's who gave it up, or a part of it. */
function wasOf(i: number, is_part: boolean): string {
  const place = is_part ? ` and ${isOneOf(`$moved_places_${i}`, PLACE)}` : ''
  return `SubAccountId = $moved_in_${i} and x_Owner = $moved_from_${i} and ChargePeriodStart <= $moved_until_${i}::date${place}`
}

/** Whether a row is one of a workload that went to another account. */
const leftBy = (i: number): string =>
  `SubAccountId = $left_${i} and ChargePeriodStart <= $left_until_${i}::date and ${isOneOf(`$left_places_${i}`, [...PLACE, 'x_Owner'])}`

const isOneOf = (list: string, columns: readonly string[]): string => `list_contains(${list}, ${columns.join(` || '${BETWEEN}' || `)})`
const placesOf = (places: readonly { service_name: string; region_id: string; usage_type: string }[]): string[] =>
  places.map((p) => [p.service_name, p.region_id, p.usage_type].join(BETWEEN))
