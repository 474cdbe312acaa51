import { SCOPE_COLUMNS, withinScope } from '@/lib/warehouse/bill/scope-sql'
import type { Values } from '@/lib/warehouse/duck'
import { type Scope, SERIES } from '@/schemas/evidence/cost'
import type { ChargeKind, Exception, Grouping, Included } from '@/schemas/frame'

/** Where a question looks: places, without some, in one environment, and one kind of charge (null for all kinds). */
export type CostFilter = {
  scope: Scope
  except: readonly Exception[]
  environment: string | null
  charge: ChargeKind | null
  /** Places of which any counts, a kind at a time; none where it is left out. */
  any_of?: readonly Included[]
}

export const GROUP_COLUMNS = { ...SCOPE_COLUMNS, environment: 'x_Environment' } as const satisfies Record<Grouping, string>

/** Condition and values of a filter. */
export function withinPlace({ scope, except, environment, charge, any_of = [] }: CostFilter): { where: string; values: Values } {
  const { where, values } = withinScope(scope)
  const kinds = [...new Set(any_of.map((p) => p.key))]
  const conditions = [
    where,
    ...except.map((e, i) => `${SCOPE_COLUMNS[e.key]} <> $except_${i}`),
    ...kinds.map((key) => `${SCOPE_COLUMNS[key]} in (${any_of.flatMap((p, i) => (p.key === key ? [`$any_${i}`] : [])).join(', ')})`),
    ...(environment === null ? [] : ['x_Environment = $environment']),
    'list_contains($series, x_Series)',
  ]
  return {
    where: conditions.join(' and '),
    values: {
      ...values,
      ...Object.fromEntries(except.map((e, i) => [`except_${i}`, e.value])),
      ...Object.fromEntries(any_of.map((p, i) => [`any_${i}`, p.value])),
      ...(environment === null ? {} : { environment }),
      series: charge === null ? SERIES : [charge],
    },
  }
}
