import type { Values } from '@/lib/warehouse/duck'
import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { DayRange } from '@/schemas/time'

/** The only columns a question can group or filter by. */
export const SCOPE_COLUMNS = {
  sub_account_id: 'SubAccountId',
  service_name: 'ServiceName',
  region_id: 'RegionId',
  usage_type: 'x_UsageType',
  owner: 'x_Owner',
} as const satisfies Record<keyof Scope, string>

/** Condition and values for a scope: a key that is absent does not restrict, an empty text means that the bill gives no value. */
export function withinScope(scope: Scope): { where: string; values: Values } {
  const keys = SCOPE_KEYS.filter((key) => scope[key] !== undefined)
  return {
    where: ['true', ...keys.map((key) => `${SCOPE_COLUMNS[key]} = $${key}`)].join(' and '),
    values: Object.fromEntries(keys.map((key) => [key, scope[key] ?? ''])),
  }
}

/** Half-open, as all ranges are. */
export const WITHIN_RANGE = 'ChargePeriodStart >= $start::date and ChargePeriodStart < $end::date'
export const rangeValues = ({ start, end }: DayRange): Values => ({ start, end })

/** The scope a row of a grouped result stands for. */
export const scopeOf = (keys: readonly (keyof Scope)[], row: Record<string, unknown>): Scope =>
  Object.fromEntries(keys.map((key) => [key, String(row[key] ?? '')]))
export const selectKeys = (keys: readonly (keyof Scope)[]): string => keys.map((key) => `${SCOPE_COLUMNS[key]} as ${key}`).join(', ')
