import type { Values } from '@/lib/warehouse/duck'
import type { BillMends } from '@/schemas/bill-mends'

const ALL_ACCOUNTS = ''
const MONEY = ['BilledCost', 'EffectiveCost', 'ListCost', 'ConsumedQuantity']

/**
 * The rows of `from` without the defects, with `columns` by name where the engine cannot replace one among all. A day that was delivered twice holds each of
 * its lines twice: half of ten decimals has eleven, and the last is rounded.
 */
export function mendedRows(
  from: string,
  { once, names, missing, ownerless, owners, without }: BillMends,
  columns?: readonly string[],
): { sql: string; values: Values } {
  const is_twice = `(list_contains($twice, ChargePeriodStart::varchar || ' ') or list_contains($twice, ChargePeriodStart::varchar || ' ' || SubAccountId))`
  const replaced = new Map<string, string>()
  if (once.length > 0)
    for (const name of MONEY) replaced.set(name, `cast(case when ${is_twice} then cast(${name} as decimal(30, 10)) * 0.5 else ${name} end as decimal(38, 10))`)
  if (names.length > 0) replaced.set('ServiceName', `case ServiceName ${names.map((_, i) => `when $from_${i} then $to_${i}`).join(' ')} else ServiceName end`)
  if (ownerless.length > 0) replaced.set('x_Owner', `case when list_contains($ownerless, SubAccountId) then '' else x_Owner end`)
  if (owners.length > 0) replaced.set('x_Owner', `case ${owners.map(({ places }, i) => ownerWas(i, places !== undefined)).join(' ')} else x_Owner end`)
  const where = [
    ...(missing.length === 0 ? [] : ['not list_contains($missing, ChargePeriodStart::varchar)']),
    ...(without.length === 0 ? [] : ['not list_contains($without, ServiceName)']),
  ]
  const given = (name: string): string => {
    const sql = replaced.get(name)
    return sql === undefined ? name : `${sql} as ${name}`
  }
  const all = replaced.size === 0 ? '*' : columns === undefined ? `* replace (${[...replaced.keys()].map(given).join(', ')})` : columns.map(given).join(', ')
  return {
    sql: `(select ${all} from ${from}${where.length === 0 ? '' : ` where ${where.join(' and ')}`})`,
    values: {
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
          ...(places === undefined ? [] : [[`moved_places_${i}`, places.map((p) => [p.service_name, p.region_id, p.usage_type].join(BETWEEN))] as const]),
        ]),
      ),
      ...(without.length === 0 ? {} : { without }),
    },
  }
}

// Between the parts of a place: no provider writes it into a name.
const BETWEEN = ' | '

function ownerWas(i: number, is_part: boolean): string {
  const place = is_part ? ` and list_contains($moved_places_${i}, ServiceName || '${BETWEEN}' || RegionId || '${BETWEEN}' || x_UsageType)` : ''
  return `when SubAccountId = $moved_in_${i} and x_Owner = $moved_from_${i} and ChargePeriodStart <= $moved_until_${i}::date${place} then $moved_to_${i}`
}
