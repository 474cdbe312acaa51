import { formatCount, formatMoney, formatPct } from '@/lib/kernel/format'
import type { Reason } from '@/schemas/decision'

type Facts = Reason['facts']
const rate = (f: Facts, key: string): string => `${formatMoney(String(f[key] ?? '0'), String(f['currency'] ?? 'USD'))} / day`
const ticket =
  (why: string) =>
  (f: Facts): string =>
    `${why} A ticket asks a person about the ${rate(f, 'delta_per_day')}.`

/** Sentences for the reasons that the planner gives, by code. */
export const planPhrases: Record<string, (facts: Facts) => string> = {
  instances_do_no_work: (f) =>
    `${formatCount(Number(f['instances']), 'instance')} ${Number(f['instances']) === 1 ? 'does' : 'do'} no work (CPU p95 at most ${formatPct(Number(f['cpu_p95_pct']))}) and ${Number(f['instances']) === 1 ? 'costs' : 'cost'} ${rate(f, 'cost_per_day')}.`,
  volumes_on_gp2: (f) =>
    `${formatCount(Number(f['volumes']), 'volume')} of ${formatCount(Number(f['size_gib']), 'GiB', 'GiB')} in all ${Number(f['volumes']) === 1 ? 'is' : 'are'} gp2 and ${Number(f['volumes']) === 1 ? 'costs' : 'cost'} ${rate(f, 'cost_per_day')}; gp3 gives the same for less.`,
  resources_name_nobody: (f) =>
    `${formatCount(Number(f['resources']), 'resource')} ${Number(f['resources']) === 1 ? 'names' : 'name'} nobody who answers for ${Number(f['resources']) === 1 ? 'it' : 'them'}.`,
  case_not_triaged: () => 'The cause has not been decided, so nothing is proposed.',
  cost_fell: (f) => `The cost fell by ${rate(f, 'delta_per_day')}: there is nothing to save.`,
  confidence_too_low: (f) =>
    `The cause is known with a confidence of ${formatPct(Number(f['confidence_pct']))}; ${formatPct(Number(f['needed_pct']))} is needed to change anything.`,
  all_candidates_rejected: (f) => `Every candidate was rejected (${String(f['rejected'])}); each says what would allow it.`,
  ticket_for_commitment_coverage_drift: ticket('A commitment is money promised for a year or more, which people decide.'),
  ticket_for_credits_refunds_fees: ticket('A credit or a fee is settled with the provider, not in the account.'),
  ticket_for_pricing_change: ticket('A price is set by the provider, and nothing here is known to be cheaper.'),
  ticket_for_marketplace: ticket('A subscription is a contract with somebody else.'),
  ticket_for_data_transfer: ticket('Where traffic goes is a question of design, and the network is not read.'),
  ticket_for_new_resource: ticket('The new resources are not of a kind that a template can change safely.'),
  ticket_for_k8s_cost_shift: ticket('The cluster is not connected, so its workloads cannot be changed from here.'),
  ticket_for_resource_waste: ticket('The waste is not of a kind that a template can change safely.'),
  ticket_for_deploy_related: ticket('Whether the deploy is right is its owner’s to say.'),
  ticket_for_config_drift: ticket('Whether the change is right is its owner’s to say.'),
  ticket_for_expected_growth: ticket('The cost grew with the business.'),
  ticket_for_unknown: ticket('The cause is not known.'),
}
