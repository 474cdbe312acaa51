import { big, toDecimal } from '@/lib/kernel/money'
import type { ExpectedSavings } from '@/schemas/action'
import { monthlySavings, sum } from './monthly-savings'
import type { BaseTarget } from './target-action'

type Ask<T> = { currency: string; targets: readonly T[]; marginal_ratio?: string | undefined }

/** Savings per month when `share` (0..1) of what the bill charges for each target ends. */
export function savedShare<T extends BaseTarget>(p: Ask<T>, share: (t: T) => string, what: string): ExpectedSavings {
  const part = (cost: (t: T) => string) => sum(p.targets.map((t) => toDecimal(big(cost(t)).times(share(t)))))
  const charged = sum(p.targets.map((t) => t.effective_cost_per_day))
  const marginal_ratio = p.marginal_ratio ?? '1'
  const leaves = marginal_ratio === '1' ? '' : ` x ${marginal_ratio} that leaves the bill`
  return monthlySavings({
    currency: p.currency,
    effective: part((t) => t.effective_cost_per_day),
    list: part((t) => t.list_cost_per_day),
    marginal_ratio,
    formula: `${charged} ${p.currency}/day ${what} x 30.4 days${leaves}`,
  })
}

export const nothingSaved = (currency: string, formula: string): ExpectedSavings => ({ currency, gross_list: '0', expected: '0', bound: '0', formula })
