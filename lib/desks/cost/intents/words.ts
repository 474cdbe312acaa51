import { type AccountNames, scopeLabel } from '@/lib/desks/cost/phrases'
import { formatCount, formatPct, formatRate } from '@/lib/kernel/format'
import type { LEDGER_TERMS, Triage } from '@/schemas/cost'
import type { Scope } from '@/schemas/evidence/cost'

export type { AccountNames } from '@/lib/desks/cost/phrases'

export const LEDGER_WORDS: Record<(typeof LEDGER_TERMS)[number], string> = {
  volume: 'More or less usage',
  list_price: 'List price',
  discount: 'Discount',
  commitment: 'Commitment coverage',
  reservation_rate: 'Discount of reservations',
  savings_plan_rate: 'Discount of Savings Plans',
  spot_share: 'Usage that left spot prices',
  spot_price: 'Spot prices',
  new: 'New usage',
  gone: 'Ended usage',
  unsplit: 'Usage without one unit',
  credit: 'Credits',
  refund: 'Refunds',
  fee: 'Fees',
  tax: 'Tax',
  marketplace: 'Marketplace',
  commitment_unused: 'Commitments paid for and not used',
}

// Evidence kind → what a reader misses when nobody could ask for it.
const EVIDENCE_WORDS: Record<string, string> = {
  'cost.leaf_changes': 'usage and cost before and after, by usage type',
  'cost.charge_events': 'credits, refunds, fees and marketplace charges',
  'cost.commitment_use': 'what commitments covered before and after',
  'cost.resource_costs': 'cost per resource',
  'cost.change_events': 'deploys and configuration changes',
  'cloud.instances': 'the live state and use of the instances',
  'cloud.volumes': 'the live state of the volumes',
  'k8s.allocation': 'cost per Kubernetes namespace',
  'business.driver': 'a measure of the business to compare usage with',
  'cost.daily_series': 'cost per day of this scope',
  'cost.tenant_cost': 'what the whole bill costs on a usual day',
  'cost.first_billed': 'when a service was first billed in the account',
  'cost.waste_findings': 'unused resources that a sweep found',
  'cost.provider_anomalies': "Cost Explorer's own anomalies",
  'cost.provider_commitments': "Cost Explorer's coverage and utilisation",
  'cost.provider_costs': "daily cost as the provider's cost service has it",
  'cost.provider_drivers': "Cost Explorer's drivers of the month",
  'cost.budget_status': 'budgets of the account',
  'cloud.resources': 'tags and age of resources',
  'cloud.peak_use': 'how busy instances were at their busiest',
  'cloud.scaling_groups': 'the Auto Scaling groups of the instances',
  'cloud.databases': 'the state and use of databases',
  'k8s.requests': 'what containers reserve and use',
  'plan.edits': 'what a person changed in the plan',
  'cloud.buckets': 'what buckets hold and how it is moved',
  'plan.working_hours': 'the working hours of the tenant',
  'plan.settings': 'what the tenant lets be carried out',
  'cost.month_trend': 'what the account cost by month',
  'cost.resource_changes': 'resources that are billed as something else than before',
  'cost.triage_settings': 'what the tenant set for how its cases are judged',
  'plan.estate': 'how many resources of a kind the account holds',
  'plan.targets': 'the resources that the plan would change',
}

export const evidenceWords = (kind: string): string => EVIDENCE_WORDS[kind] ?? kind

export const accountName = (account_id: string, names: AccountNames): string => names[account_id] ?? account_id

/** The scope with everything that narrows it: "EC2 in lumen-dev, eu-west-1, EU-BoxUsage:m6i.4xlarge, team checkout". */
export function whereText(scope: Scope, names: AccountNames): string {
  const label = scopeLabel(scope, names)
  const usage = scope.usage_type === undefined || label.includes(scope.usage_type) ? null : scope.usage_type === '' ? 'no usage type' : scope.usage_type
  const team = scope.owner === undefined || /team|owner/.test(label) ? null : scope.owner === '' ? 'no team tag' : `team ${scope.owner}`
  return [label, usage, team].filter((part) => part !== null).join(', ')
}

/** One step of the severity ladder with the input that was looked at. */
export function severityStep({ name, value, result }: Triage['severity_terms'][number], currency: string): string {
  switch (name) {
    case 'cost_per_day_above_expected':
      return `${formatRate(String(value), currency, 'day')} above expected: ${result}`
    case 'share_of_usual_day':
      return `${formatPct(Number(value) * 100)} of a usual day of the whole bill: ${result}`
    case 'region_not_allowed':
      return `${formatRate(String(value), currency, 'day')} of it in a region that the tenant does not mean to use: ${result}`
    case 'new_region_with_powerful_machines':
      return `New region with powerful machines, ${formatRate(String(value), currency, 'day')} above expected: ${result}`
    case 'doubling_days':
      return `Doubles in ${value} days: ${result}`
    case 'budget_breach': {
      const at = String(value).lastIndexOf(', ')
      const [budget, days] = [String(value).slice(0, at), Number(String(value).slice(at + 2))]
      return `Budget ${budget} is exceeded ${days === 0 ? 'with this rise' : `within ${formatCount(days, 'day')} at this pace`}: ${result}`
    }
    default:
      return `${capital(name.replaceAll('_', ' '))} (${value}): ${result}`
  }
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
export const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
