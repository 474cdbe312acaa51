import type { Phrases } from '@/lib/intents/explain'
import { formatCount, formatDay, formatInstant, formatMoney, formatPct } from '@/lib/kernel/format'
import { named, wordTable } from '@/lib/kernel/word-table'
import type { Anomaly } from '@/schemas/cost'
import type { Reason } from '@/schemas/decision'
import type { Scope } from '@/schemas/evidence/cost'
import type { Family } from './detect/anomaly/to-anomaly'
import { providerPhrases } from './provider-phrases'

type Facts = Reason['facts']
const text = (f: Facts, key: string): string => (f[key] === undefined ? 'not known' : String(f[key]))
const rate = (f: Facts, key: string): string => `${formatMoney(text(f, key), text(f, 'currency'))} / day`
const pct = (value: unknown): string => (typeof value === 'number' ? formatPct(value) : 'not known')

export const TRANSFER: Record<string, string> = {
  nat: 'Traffic through NAT gateways',
  vpc_endpoint: 'Traffic through VPC endpoints',
  transit_gateway: 'Traffic through transit gateways',
  cdn: 'Traffic from the content network',
  inter_az: 'Traffic between availability zones',
  inter_region: 'Traffic between regions',
  internet: 'Traffic to the internet',
  load_balancer: 'Traffic through load balancers',
}

/** Reason code → one plain sentence. What people read when nothing else is available. */
export const phrases: Phrases = {
  commitment_ended: (f) =>
    `A ${text(f, 'commitment_type')} ended on ${formatDay(text(f, 'ended_on'))}: coverage went from ${pct(f['coverage_before_pct'])} to ${pct(f['coverage_after_pct'])}, which costs ${rate(f, 'explained_per_day')} at on-demand rates.`,
  commitment_covers_less: (f) =>
    `Commitments cover ${pct(f['coverage_after_pct'])} of eligible usage, down from ${pct(f['coverage_before_pct'])}, which costs ${rate(f, 'explained_per_day')}.`,
  commitment_outgrown: (f) =>
    `Usage outgrew the commitments: what they could pay for went from ${rate(f, 'eligible_before_per_day')} to ${rate(f, 'eligible_after_per_day')} at list price, and coverage from ${pct(f['coverage_before_pct'])} to ${pct(f['coverage_after_pct'])}, which costs ${rate(f, 'explained_per_day')}.`,
  commitment_family_changed: (f) =>
    `Usage went from ${text(f, 'from_family')} machines, which commitments paid for, to ${text(f, 'to_family')}: coverage went from ${pct(f['coverage_before_pct'])} to ${pct(f['coverage_after_pct'])}, which costs ${rate(f, 'explained_per_day')}.`,
  commitment_usage_moved: (f) =>
    `Usage went from ${text(f, 'from_place')}, where commitments paid for it, to ${text(f, 'to_place')}: coverage went from ${pct(f['coverage_before_pct'])} to ${pct(f['coverage_after_pct'])}, which costs ${rate(f, 'explained_per_day')}.`,
  commitment_stands_idle: (f) => `Commitments worth ${rate(f, 'unused_per_day')} more than before are paid for and not used.`,
  credit_ended: (f) => `The credit "${text(f, 'description')}" of ${rate(f, 'before_per_day')} has ended, which leaves ${rate(f, 'explained_per_day')} to pay.`,
  credit_is_gone: (f) =>
    `The credit "${text(f, 'description')}" went from ${rate(f, 'before_per_day')} to ${rate(f, 'after_per_day')} for ${formatCount(Number(f['held_days']), 'settled day')}; it counts as ended after ${text(f, 'needed_days')}.`,
  credit_fell: (f) => `The credit "${text(f, 'description')}" went from ${rate(f, 'before_per_day')} to ${rate(f, 'after_per_day')}.`,
  refund_ended: (f) => `The refund "${text(f, 'description')}" went from ${rate(f, 'before_per_day')} to ${rate(f, 'after_per_day')}.`,
  fee_rose: (f) => `The fee "${text(f, 'description')}" went from ${rate(f, 'before_per_day')} to ${rate(f, 'after_per_day')}.`,
  marketplace_began: (f) => `The marketplace product "${text(f, 'product')}" began to be billed at ${rate(f, 'after_per_day')}.`,
  marketplace_charged_once: (f) =>
    `The marketplace product "${text(f, 'product')}" was charged once: ${rate(f, 'after_per_day')} over the days compared, and nothing goes on.`,
  marketplace_rose: (f) => `The marketplace product "${text(f, 'product')}" went from ${rate(f, 'before_per_day')} to ${rate(f, 'after_per_day')}.`,
  transfer_rose: (f) => `${TRANSFER[text(f, 'kind')] ?? 'Data transfer'} went from ${rate(f, 'before_per_day')} to ${rate(f, 'after_per_day')}.`,
  list_price_rose: (f) => `The list price of ${text(f, 'usage_type')} moved by ${pct(f['price_change_pct'])}, which explains ${rate(f, 'explained_per_day')}.`,
  extended_support_began: (f) => `Extended support of an old version explains ${rate(f, 'explained_per_day')}.`,
  region_is_new: (f) =>
    `Nothing was billed here in ${text(f, 'region_id')} before ${formatDay(text(f, 'since'))}; now it costs ${rate(f, 'explained_per_day')}.`,
  service_is_new: (f) =>
    `${serviceLabel(text(f, 'service'))} was first billed in this account on ${formatDay(text(f, 'since'))}, on a bill that goes back to ${formatDay(text(f, 'bill_begins'))}; now it costs ${rate(f, 'explained_per_day')}.`,
  usage_is_new: (f) =>
    `${text(f, 'usage_type')} was not billed here before ${formatDay(text(f, 'since'))} and now costs ${rate(f, 'usage_per_day')}${Number(f['usage_types']) > 1 ? `, with ${formatCount(Number(f['usage_types']) - 1, 'other new usage type')}` : ''}.`,
  resources_are_new: (f) =>
    `${f['is_cut'] === true ? 'At least ' : ''}${formatCount(Number(f['resources']), 'resource')} first billed since ${formatDay(text(f, 'since'))} ${Number(f['resources']) === 1 ? 'costs' : 'cost'} ${rate(f, 'resources_cost_per_day')}.`,
  resources_are_idle: (f) =>
    `${formatCount(Number(f['resources']), 'instance')} that started with the rise ${Number(f['resources']) === 1 ? 'is' : 'are'} idle: CPU use is at most ${pct(f['cpu_p95_pct'])} for 95 % of the time.`,
  resources_are_unused: (f) =>
    `A sweep reports ${formatCount(Number(f['resources']), 'resource')} of this as unused, ${rate(f, 'cost_per_day')}, that began or fell idle with the rise.`,
  deploy_near_onset: (f) => `"${text(f, 'title')}" was deployed ${formatInstant(text(f, 'at'))}, near the onset${others(f)}.`,
  namespaces_changed: (f) =>
    `${f['is_shift'] === true ? 'Cost moved between namespaces' : 'Namespaces grew'} in ${text(f, 'cluster')}: "${text(f, 'namespace')}" rose most; rises make ${rate(f, 'rise_per_day')}, and ${rate(f, 'net_per_day')} is left after what fell.`,
  usage_grew_with_business: (f) =>
    `${text(f, 'driver')} grew to ${text(f, 'driver_ratio')} times what it was and usage with it: elasticity ${text(f, 'elasticity')}, correlation ${text(f, 'correlation')}.`,
  change_near_onset: (f) => `"${text(f, 'title')}" was changed ${formatInstant(text(f, 'at'))}, near the onset${others(f)}.`,
  resource_became_other: (f) =>
    `${text(f, 'resource')} is billed as ${text(f, 'to_usage_type')} since ${formatDay(text(f, 'changed_on'))}, and was ${text(f, 'from_usage_type')} before${Number(f['resources']) > 1 ? `, as ${formatCount(Number(f['resources']) - 1, 'other resource')} changed too` : ''}: ${rate(f, 'explained_per_day')} more.`,
  fell_expected_saving: (f) =>
    `${formatCount(Number(f['plans']), 'plan')} of ours, carried out by ${formatDay(text(f, 'finished_on'))}, was expected to save it: ${rate(f, 'explained_per_day')}.`,
  fell_deleted: (f) => `What cost ${rate(f, 'explained_per_day')} is not billed any more.`,
  fell_stopped: (f) =>
    `Everything here went at once, ${rate(f, 'explained_per_day')}, and no change is known that would explain it: not known is whether it failed or was taken down.`,
  fell_less_usage: (f) => `Less is used of what was used before, ${rate(f, 'explained_per_day')}.`,
  fell_price_fell: (f) => `List prices fell, which explains ${rate(f, 'explained_per_day')}.`,
  fell_discount_grew: (f) => `Discounts grew, which explains ${rate(f, 'explained_per_day')}.`,
  fell_commitment_covers_more: (f) => `Commitments cover more or stand idle less, which explains ${rate(f, 'explained_per_day')}.`,
  fell_credits_began: (f) => `Credits or refunds began or grew, which explains ${rate(f, 'explained_per_day')}.`,
  fell_fees_fell: (f) => `Fees are lower, which explains ${rate(f, 'explained_per_day')}.`,
  fell_marketplace_ended: (f) => `Marketplace charges ended or fell, which explains ${rate(f, 'explained_per_day')}.`,
  margin_to_count: (f) => `It would count at ${pct(f['share_pct'])} of the rise, ${rate(f, 'per_day')} more.`,
  margin_to_name: (f) => `At ${pct(f['share_pct'])} of the rise, ${rate(f, 'per_day')} more, it would be the cause on its own.`,
  margin_to_lose: (f) => `Below ${pct(f['share_pct'])} of the rise, ${rate(f, 'per_day')} less, it would no longer be the cause on its own.`,
  ...providerPhrases,
}

const others = (f: Facts): string => (Number(f['events']) > 1 ? `, one of ${text(f, 'events')} changes near it` : '')

const SERVICE_LABELS: Record<string, string> = wordTable({
  'Amazon Elastic Compute Cloud': 'EC2',
  'Amazon Elastic Compute Cloud - Compute': 'EC2',
  'Amazon Simple Storage Service': 'S3',
  'Amazon Relational Database Service': 'RDS',
  'Amazon Virtual Private Cloud': 'VPC',
  'Elastic Load Balancing': 'Load balancing',
  AmazonCloudWatch: 'CloudWatch',
})

/** Short name of a service: "EC2", "CloudWatch", else without the maker's name. */
const serviceLabel = (name: string): string => SERVICE_LABELS[name] ?? name.replace(/^(?:Amazon|AWS)\s*/, '')

/** Account id → name that people use. Ids without a name are shown as they are. */
export type AccountNames = Readonly<Record<string, string>>

/** "EC2 in lumen-dev, eu-west-1"; "The whole bill" when nothing is restricted. */
export function scopeLabel(scope: Scope, names: AccountNames): string {
  const account = scope.sub_account_id === undefined ? undefined : named(names, scope.sub_account_id)
  const where = [account, scope.region_id].filter((part) => part !== undefined && part !== '').join(', ')
  const what = whatLabel(scope)
  if (what === null) return where === '' ? ownerLabel(scope.owner) : where
  return where === '' ? what : `${what} in ${where}`
}

const ownerLabel = (owner: string | undefined): string =>
  owner === undefined ? 'The whole bill' : owner === '' ? 'Everything without an owner' : `Everything of team ${owner}`

function whatLabel({ service_name, usage_type }: Scope): string | null {
  const kind = USAGE_LABELS.find(([pattern]) => pattern.test(usage_type ?? ''))?.[1]
  if (service_name !== undefined && service_name !== '') return kind === undefined ? serviceLabel(service_name) : `${serviceLabel(service_name)} ${kind}`
  return usage_type === undefined || usage_type === '' ? null : (kind ?? usage_type)
}

// A plain word for usage types whose service alone would mislead.
const USAGE_LABELS = [
  [/NatGateway-Bytes/, 'NAT gateway traffic'],
  [/EBS:VolumeUsage[.](\w+)/, 'volume storage'],
  [/DataProcessing-Bytes|VendedLog-Bytes/, 'log ingestion'],
  [/DataTransfer|AWS-(?:In|Out)-Bytes/, 'data transfer'],
] as const satisfies readonly (readonly [RegExp, string])[]

const CHARGE_HEADLINES: Record<Exclude<Family, 'usage'>, (place: string) => string> = {
  credit: (place) => `Credits in ${place} are down by`,
  refund: (place) => `Refunds in ${place} are down by`,
  fee: (place) => `Fees in ${place} are up by`,
  marketplace: (place) => `Marketplace charges for ${place} are up by`,
  commitment_unused: (place) => `Unused commitments in ${place} are up by`,
}

/** One sentence that says what happened: "EC2 in lumen-dev, eu-west-1 runs $184.90 / day above what is expected since 9 Nov". */
export function headlineOf(
  anomaly: Pick<Anomaly, 'scope' | 'shape' | 'delta_daily_cost' | 'currency' | 'first_day' | 'last_day'>,
  family: Family,
  names: AccountNames,
): string {
  const place = scopeLabel(anomaly.scope, names)
  const size = `${formatMoney(anomaly.delta_daily_cost.replace('-', ''), anomaly.currency)} / day`
  if (family !== 'usage') return `${CHARGE_HEADLINES[family](place)} ${size} since ${formatDay(anomaly.first_day)}`
  if (anomaly.shape === 'drop') return `${place} runs ${size} below what is expected since ${formatDay(anomaly.first_day)}`
  if (anomaly.shape === 'spike') {
    const days =
      anomaly.first_day === anomaly.last_day ? `on ${formatDay(anomaly.first_day)}` : `from ${formatDay(anomaly.first_day)} to ${formatDay(anomaly.last_day)}`
    return `${place} ran ${size} above what is expected ${days}`
  }
  return `${place} runs ${size} above what is expected since ${formatDay(anomaly.first_day)}`
}

/** The headline of a case that is closed: what was measured, and on which days. What has been so ever since is not looked at any more. */
export function pastHeadline(headline: string, { first_day, last_day }: Pick<Anomaly, 'first_day' | 'last_day'>): string {
  const days = first_day === last_day ? `on ${formatDay(first_day)}` : `from ${formatDay(first_day)} to ${formatDay(last_day)}`
  return headline
    .replace(/ runs (\S+ \/ day (?:above|below) what is expected) since .*$/, ` ran $1 ${days}`)
    .replace(/ are ((?:up|down) by \S+ \/ day) since .*$/, ` were $1 ${days}`)
}
