import { round6 } from '@/lib/kernel/stats'
import { band } from '@/lib/rules/rule'
import type { Triage } from '@/schemas/cost'
import type { Severity } from '@/schemas/decision'
import type { SeverityCuts } from '@/schemas/evidence/triage-settings'
import type { Decimal } from '@/schemas/money'

// Dollars per day above what is expected → severity, where the tenant has set no amounts of its own.
const BY_COST: SeverityCuts = { critical: 5000, high: 1000, medium: 200 }

// Share of the tenant's usual day → severity, each only above a floor in dollars, so that small bills do not cry wolf.
const BY_SHARE = [
  { share: 0.25, floor: 500, severity: 'critical' },
  { share: 0.1, floor: 200, severity: 'high' },
  { share: 0.03, floor: 50, severity: 'medium' },
] as const satisfies readonly { share: number; floor: number; severity: Severity }[]

const SECURITY_FLOOR = 50
const FAST_DOUBLING_DAYS = 7
// At least this when a budget is exceeded within days.
const BUDGET_SEVERITY = 'high'
const LADDER = ['low', 'medium', 'high', 'critical'] as const satisfies readonly Severity[]

export type SecurityFlag = { name: 'new_region_with_powerful_machines' | 'region_not_allowed'; cost_per_day: Decimal }

export type SeverityInput = {
  delta_daily_cost: Decimal
  tenant_daily_cost: Decimal
  /** Why it may be theft, with the dollars a day that are suspected: powerful machines in a region never used before, or spend where the tenant wants none. */
  security: SecurityFlag | null
  /** Days in which a drift doubles; null for anything that does not grow. */
  doubling_days: number | null
  /** The budget that the rise takes over its limit within days; absent or null when none is known. */
  budget?: { budget: string; days: number } | null
  /** Budgets that could be breached by it, and of which nobody knows whether they count it; they raise nothing, and are told. */
  budgets_not_known?: readonly { budget: string; missing: string }[]
  /** The tenant's own amounts; absent or null: those that every tenant starts with. */
  cuts?: SeverityCuts | null
}

/** How bad it is, with every input and what it led to, in the order applied. Never falls when the dollars rise. */
export function severityOf(input: SeverityInput): Pick<Triage, 'severity' | 'severity_terms'> {
  const cost = Math.max(0, Number(input.delta_daily_cost))
  const tenant = Number(input.tenant_daily_cost)
  const share = tenant > 0 ? round6(cost / tenant) : 0
  const terms: Triage['severity_terms'] = []
  let level = 0
  const raise = (name: string, value: number | string, to: Severity | undefined) => {
    level = Math.max(level, LADDER.indexOf(to ?? 'low'))
    terms.push({ name, value, result: LADDER[level] ?? 'low' })
  }
  const cuts = input.cuts ?? BY_COST
  const bands = (['critical', 'high', 'medium'] as const).map((name) => [cuts[name], name] as const)
  raise('cost_per_day_above_expected', input.delta_daily_cost, band<Severity>(cost, bands))
  raise('share_of_usual_day', share, BY_SHARE.find((row) => share >= row.share && cost >= row.floor)?.severity)
  const { security } = input
  if (security !== null) raise(security.name, security.cost_per_day, Number(security.cost_per_day) >= SECURITY_FLOOR ? 'critical' : undefined)
  if (input.doubling_days !== null && input.doubling_days <= FAST_DOUBLING_DAYS)
    raise('doubling_days', round6(input.doubling_days), LADDER[Math.min(level + 1, 3)])
  if (input.budget != null) raise('budget_breach', `${input.budget.budget}, ${input.budget.days}`, BUDGET_SEVERITY)
  for (const { budget, missing } of input.budgets_not_known ?? []) raise('not_known_whether_a_budget_counts_it', `${budget}: ${missing}`, undefined)
  return { severity: LADDER[level] ?? 'low', severity_terms: terms }
}
