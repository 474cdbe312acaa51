import { add, big, isPositive } from '@/lib/kernel/money'
import type { BillFiles } from '@/lib/warehouse/bill-files'
import { weighDays } from '@/lib/warehouse/compare-days'
import { decimalText } from '@/lib/warehouse/decimal-text'
import { withinScope } from '@/lib/warehouse/scope-sql'
import type { Windows } from '@/schemas/cost'
import type { CommitmentUse, Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'

/** Usage that a commitment can pay for, by the usage types AWS gives it; other providers' usage counts once a commitment has covered it. */
const ELIGIBLE =
  'BoxUsage|DedicatedUsage|HostUsage|HeavyUsage|Fargate|Lambda-GB-Second|InstanceUsage|Multi-AZUsage|NodeUsage|Node:|ESInstance|:ml\\.|ServerlessUsage'

type Sums = { id: string | null; type: string | null; ends_on: string | null } & Record<
  'list_before' | 'list_after' | 'effective_before' | 'effective_after',
  string
>

/** What commitments paid for in two windows (mean days), and how much of the eligible usage that was at list price. */
export async function commitmentUse(files: BillFiles, scope: Scope, { before, after }: Windows): Promise<CommitmentUse> {
  const weights = weighDays(await files.covered(), { before, after })
  const { where, values } = withinScope(scope)
  const rows = await files.daily<Sums>(
    (from) => `with weight as (select unnest($days)::date as day, unnest($before)::integer as before, unnest($after)::integer as after),
      covered as (select distinct ServiceName, x_UsageType from ${from} where x_Series = 'run' and PricingCategory = 'Committed')
      select CommitmentDiscountId as id, max(CommitmentDiscountType) as type, max(x_CommitmentEndsOn)::varchar as ends_on,
        sum(ListCost * before)::varchar as list_before, sum(ListCost * after)::varchar as list_after,
        sum(EffectiveCost * before)::varchar as effective_before, sum(EffectiveCost * after)::varchar as effective_after
      from ${from} bill join weight on ChargePeriodStart = day
      where x_Series = 'run' and ${where}
        and (PricingCategory = 'Committed' or (PricingCategory = 'Standard' and (regexp_matches(x_UsageType, $eligible) or (ServiceName, x_UsageType) in (select (ServiceName, x_UsageType) from covered))))
      group by id order by id`,
    { ...values, days: weights.days, before: weights.before, after: weights.after, eligible: ELIGIBLE },
  )
  const meanBefore = (sum: string) => weights.meanBefore(decimalText(sum))
  const meanAfter = (sum: string) => weights.meanAfter(decimalText(sum))
  const commitments = rows
    .filter((row) => row.id !== null)
    .map((row) => ({
      commitment_discount_id: row.id ?? '',
      commitment_discount_type: row.type ?? '',
      ends_on: row.ends_on,
      covered_list_cost_before: meanBefore(row.list_before),
      covered_list_cost_after: meanAfter(row.list_after),
      covered_effective_cost_before: meanBefore(row.effective_before),
      covered_effective_cost_after: meanAfter(row.effective_after),
    }))
  const eligible_before = add('0', ...rows.map((row) => meanBefore(row.list_before)))
  const eligible_after = add('0', ...rows.map((row) => meanAfter(row.list_after)))
  return {
    kind: 'cost.commitment_use',
    scope,
    currency: files.currency,
    before,
    after,
    commitments,
    eligible_list_cost_before: eligible_before,
    eligible_list_cost_after: eligible_after,
    coverage_ratio_before: ratio(add('0', ...commitments.map((c) => c.covered_list_cost_before)), eligible_before),
    coverage_ratio_after: ratio(add('0', ...commitments.map((c) => c.covered_list_cost_after)), eligible_after),
  }
}

/** Six decimals, 0..1; null when nothing was eligible. */
const ratio = (part: Decimal, whole: Decimal): number | null => (isPositive(whole) ? Math.min(1, Math.max(0, big(part).div(whole).round(6).toNumber())) : null)
