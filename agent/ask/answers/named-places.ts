import type { CostGroup } from '@/lib/warehouse/queries/cost-groups'
import type { Grouping, Included } from '@/schemas/frame'

/** The groups and a row for every place that was named to be compared: one that has no line on days that the bill holds cost nothing on them. */
export function withNamedPlaces(found: readonly CostGroup[], { any_of, group_by }: { any_of: readonly Included[]; group_by: Grouping }): CostGroup[] {
  const named = any_of.flatMap((p) => (p.key === group_by ? [p.value] : []))
  const silent = found.length === 0 ? [] : named.filter((key) => found.every((g) => g.key !== key))
  return [...found, ...silent.map((key) => ({ key, effective_cost: '0', list_cost: '0', quantity: null, unit: null }))]
}
