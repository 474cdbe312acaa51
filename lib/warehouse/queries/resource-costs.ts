import { big, toDecimal } from '@/lib/kernel/money'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { rangeValues, WITHIN_RANGE, withinScope } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import { resourceTags } from '@/lib/warehouse/formats/clean-tags'
import type { ResourceCosts, Scope } from '@/schemas/evidence/cost'
import type { DayRange } from '@/schemas/time'
import { resourceFirstDays } from './resource-first-days'

const MOST = 50

/** The resources behind a scope by what they cost a day of the after window (its covered days), largest first, at most 50. */
export async function resourceCosts(files: BillFiles, scope: Scope, after: DayRange): Promise<ResourceCosts> {
  const { where, values } = withinScope(scope)
  const days = (await files.covered()).filter((day) => day >= after.start && day < after.end).length
  const found = await files.lines<Record<'resource_id' | 'usage_type' | 'effective' | 'list', string> & { tags: string | null }>(
    (
      from,
    ) => `select ResourceId as resource_id, x_UsageType as usage_type, sum(EffectiveCost)::varchar as effective, sum(ListCost)::varchar as list, arg_max(Tags, ChargePeriodStart) as tags
      from ${from} where x_Series = 'run' and ResourceId <> '' and ${WITHIN_RANGE} and ${where}
      group by resource_id, usage_type having sum(EffectiveCost) <> 0 or sum(ListCost) <> 0
      order by sum(EffectiveCost) desc, resource_id, usage_type limit ${MOST + 1}`,
    { ...values, ...rangeValues(after) },
    after,
  )
  const shown = found.slice(0, MOST)
  const first_seen = await resourceFirstDays(
    files,
    shown.map((r) => r.resource_id),
  )
  const perDay = (sum: string) => toDecimal(big(decimalText(sum)).div(Math.max(1, days)))
  return {
    kind: 'cost.resource_costs',
    scope,
    currency: files.currency,
    after,
    resources: shown.map((r) => ({
      resource_id: r.resource_id,
      usage_type: r.usage_type,
      effective_cost_per_day: perDay(r.effective),
      list_cost_per_day: perDay(r.list),
      first_seen: first_seen.get(`${r.resource_id} ${r.usage_type}`) ?? after.start,
      tags: resourceTags(r.tags),
    })),
    is_cut: found.length > MOST,
  }
}
