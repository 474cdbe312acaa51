import type { Values } from '@/lib/warehouse/duck'
import type { BillMends } from '@/schemas/bill-mends'

const ALL_ACCOUNTS = ''
const MONEY = ['BilledCost', 'EffectiveCost', 'ListCost', 'ConsumedQuantity']

/** The rows of `from` without the defects. A day that was delivered twice holds each of its lines twice: half of ten decimals has eleven, and the last is rounded. */
export function mendedRows(from: string, { once, names, missing, without }: BillMends): { sql: string; values: Values } {
  const is_twice = `(list_contains($twice, ChargePeriodStart::varchar || ' ') or list_contains($twice, ChargePeriodStart::varchar || ' ' || SubAccountId))`
  const columns = [
    ...(once.length === 0
      ? []
      : MONEY.map((name) => `cast(case when ${is_twice} then cast(${name} as decimal(30, 10)) * 0.5 else ${name} end as decimal(38, 10)) as ${name}`)),
    ...(names.length === 0 ? [] : ['coalesce($names_to[list_position($names_from, ServiceName)], ServiceName) as ServiceName']),
  ]
  const where = [
    ...(missing.length === 0 ? [] : ['not list_contains($missing, ChargePeriodStart::varchar)']),
    ...(without.length === 0 ? [] : ['not list_contains($without, ServiceName)']),
  ]
  const replaced = columns.length === 0 ? '' : ` replace (${columns.join(', ')})`
  return {
    sql: `(select *${replaced} from ${from}${where.length === 0 ? '' : ` where ${where.join(' and ')}`})`,
    values: {
      ...(once.length === 0 ? {} : { twice: once.map(({ day, sub_account_id }) => `${day} ${sub_account_id ?? ALL_ACCOUNTS}`) }),
      ...(names.length === 0 ? {} : { names_from: names.map((name) => name.from), names_to: names.map((name) => name.to) }),
      ...(missing.length === 0 ? {} : { missing }),
      ...(without.length === 0 ? {} : { without }),
    },
  }
}
