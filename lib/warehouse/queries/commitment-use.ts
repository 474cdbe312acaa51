import { add, big, isPositive } from '@/lib/kernel/money'
import { type BillFiles, EVERY_DAY } from '@/lib/warehouse/bill/bill-files'
import { cachedByMonth } from '@/lib/warehouse/bill/month-cache'
import { withinScope } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { Values } from '@/lib/warehouse/duck'
import { type DayWeights, spanOf, weighDays } from '@/lib/warehouse/versions/weigh-days'
import type { Windows } from '@/schemas/cost'
import type { CommitmentUse, Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import { byName, greatestText, scopeDays, type WeighedDay, weighedSum } from './scope-days'

/** Usage that a commitment can pay for, by the usage types AWS gives it; other providers' usage counts once a commitment has covered it. */
const ELIGIBLE =
  'BoxUsage|DedicatedUsage|HostUsage|HeavyUsage|Fargate|Lambda-GB-Second|InstanceUsage|Multi-AZUsage|NodeUsage|Node:|ESInstance|:ml\\.|ServerlessUsage'

const IS_ELIGIBLE = new RegExp(ELIGIBLE)
// Usage under no commitment stands behind all commitments, as in the engine.
const LAST = '\uffff'

type Sums = { id: string | null; type: string | null; ends_on: string | null } & Record<
  'list_before' | 'list_after' | 'effective_before' | 'effective_after',
  string
>

const COVERED = "x_Series = 'run' and PricingCategory = 'Committed'"

const coveredIn = cachedByMonth(async ({ daily }) => {
  const rows = await daily<{ usage: string }>((from) => `select distinct ServiceName || '\t' || x_UsageType as usage from ${from} where ${COVERED}`)
  return rows.map((row) => row.usage)
})

/** How a question finds usage that a commitment has covered anywhere in the bill. `covered`: null where it has to look through the whole bill for that. */
type EverCovered = { covered: readonly string[] | null; first(from: string): string; is_covered: string; values: Values }

/** Where a bill is read month by month, only new months are looked through. */
async function everCovered(files: BillFiles): Promise<EverCovered> {
  const months = files.months(EVERY_DAY)
  if (months === null)
    return {
      covered: null,
      first: (from) => `,
      covered as (select distinct ServiceName, x_UsageType from ${from} where ${COVERED})`,
      is_covered: '(ServiceName, x_UsageType) in (select (ServiceName, x_UsageType) from covered)',
      values: {},
    }
  const covered = [...new Set((await Promise.all(months.map(coveredIn))).flat())].sort()
  return { covered, first: () => '', is_covered: "list_contains($covered, ServiceName || '\t' || x_UsageType)", values: { covered } }
}

/** What commitments paid for in two windows (mean days), and how much of the eligible usage that was at list price. */
export async function commitmentUse(files: BillFiles, scope: Scope, windows: Windows): Promise<CommitmentUse> {
  const { before, after } = windows
  const [days, ever] = await Promise.all([files.covered(), everCovered(files)])
  const weights = weighDays(days, windows)
  const narrow = ever.covered === null ? null : await scopeDays(files, scope, windows, weights)
  const rows = narrow === null || ever.covered === null ? await sumsOfBill(files, scope, windows, weights, ever) : sumsOf(narrow, ever.covered)
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

function sumsOfBill(files: BillFiles, scope: Scope, windows: Windows, weights: DayWeights, ever: EverCovered): Promise<Sums[]> {
  const { where, values } = withinScope(scope)
  return files.daily<Sums>(
    (from) => `with weight as (select unnest($days)::date as day, unnest($before)::integer as before, unnest($after)::integer as after)${ever.first(from)}
      select CommitmentDiscountId as id, max(CommitmentDiscountType) as type, max(x_CommitmentEndsOn)::varchar as ends_on,
        sum(ListCost * before)::varchar as list_before, sum(ListCost * after)::varchar as list_after,
        sum(EffectiveCost * before)::varchar as effective_before, sum(EffectiveCost * after)::varchar as effective_after
      from ${from} bill join weight on ChargePeriodStart = day
      where x_Series = 'run' and ${where}
        and (PricingCategory = 'Committed' or (PricingCategory = 'Standard' and (regexp_matches(x_UsageType, $eligible) or ${ever.is_covered})))
      group by id order by id`,
    { ...values, ...ever.values, days: weights.days, before: weights.before, after: weights.after, eligible: ELIGIBLE },
    ever.covered === null ? undefined : spanOf(windows),
  )
}

/** The same of days that are at hand. */
function sumsOf(days: readonly WeighedDay[], covered: readonly string[]): Sums[] {
  const isEligible = ({ pricing, scope }: WeighedDay): boolean =>
    pricing === 'Committed' ||
    (pricing === 'Standard' && (IS_ELIGIBLE.test(scope.usage_type ?? '') || covered.includes(`${scope.service_name}\t${scope.usage_type}`)))
  const counted = days.filter(isEligible)
  return byName(counted, (day) => day.commitment_id ?? LAST).map((group) => ({
    id: group[0]?.commitment_id ?? null,
    type: greatestText(group.map((day) => day.commitment_type)),
    ends_on: greatestText(group.map((day) => day.ends_on)),
    list_before: weighedSum(group, 'list', 'before'),
    list_after: weighedSum(group, 'list', 'after'),
    effective_before: weighedSum(group, 'effective', 'before'),
    effective_after: weighedSum(group, 'effective', 'after'),
  }))
}

/** Six decimals, 0..1; null when nothing was eligible. */
const ratio = (part: Decimal, whole: Decimal): number | null => (isPositive(whole) ? Math.min(1, Math.max(0, big(part).div(whole).round(6).toNumber())) : null)
