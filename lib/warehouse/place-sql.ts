import type { Values } from '@/lib/warehouse/duck'
import { SCOPE_COLUMNS, withinScope } from '@/lib/warehouse/scope-sql'
import { type Scope, SERIES } from '@/schemas/evidence/cost'
import type { ChargeKind, Exception, Grouping } from '@/schemas/frame'

/** Where a question looks: places, without some, in one environment, and one kind of charge (null for all kinds). */
export type CostFilter = { scope: Scope; except: readonly Exception[]; environment: string | null; charge: ChargeKind | null }

export const GROUP_COLUMNS = { ...SCOPE_COLUMNS, environment: 'x_Environment' } as const satisfies Record<Grouping, string>

/** Condition and values of a filter. */
export function withinPlace({ scope, except, environment, charge }: CostFilter): { where: string; values: Values } {
  const { where, values } = withinScope(scope)
  const conditions = [
    where,
    ...except.map((e, i) => `${SCOPE_COLUMNS[e.key]} <> $except_${i}`),
    ...(environment === null ? [] : ['x_Environment = $environment']),
    'list_contains($series, x_Series)',
  ]
  return {
    where: conditions.join(' and '),
    values: {
      ...values,
      ...Object.fromEntries(except.map((e, i) => [`except_${i}`, e.value])),
      ...(environment === null ? {} : { environment }),
      series: charge === null ? SERIES : [charge],
    },
  }
}
