import { actionPhrases, rateOf } from '@/lib/desks/cost/plan/phrases'
import type { Phrases } from '@/lib/intents/explain'
import { formatCount, formatPct } from '@/lib/kernel/format'
import { CostCategory } from '@/schemas/cost'
import type { Reason } from '@/schemas/decision'

type Facts = Reason['facts']
const rate = (f: Facts): string => rateOf(f['delta_per_day'], f['currency'])

// Category → who has to act when no template fits.
const BY_HAND: Partial<Record<CostCategory, string>> = {
  commitment_coverage_drift: 'A commitment has to be renewed or bought, which is a purchase',
  credits_refunds_fees: 'Credits, refunds and fees are settled with the provider',
  pricing_change: 'A price change needs a person to decide whether to move the workload',
  marketplace: 'A subscription can be ended only by whoever signed it',
  data_transfer: 'Traffic is changed by its owner, in the application or the network',
  deploy_related: 'A deploy is changed by the team that made it',
  config_drift: 'A configuration is changed by the team that owns it',
  expected_growth: 'Growth needs no change',
  unknown: 'The cause is not known',
}

const ticketFor = Object.fromEntries(
  CostCategory.options.map((category) => [
    `ticket_for_${category}`,
    (f: Facts) => `${BY_HAND[category] ?? 'No action template fits'}: a ticket asks for it, with ${rate(f)} at stake.`,
  ]),
)

/** Reasons of the planner as sentences: why there is no action, and why there is one. */
export const planPhrases: Phrases = {
  ...ticketFor,
  ...actionPhrases,
  case_not_triaged: () => 'The cause has not been decided, so nothing is proposed.',
  cost_fell: (f) => `Cost fell by ${rate(f).replace('\u2212', '')}: there is nothing to save.`,
  confidence_too_low: (f) =>
    `The cause is known with a confidence of ${formatPct(Number(f['confidence_pct']))}; ${formatPct(Number(f['needed_pct']))} is needed to change anything. A person has to decide.`,
  all_candidates_rejected: (f) =>
    `${formatCount(Number(f['rejected']), 'candidate was', 'candidates were')} considered and none may be proposed; the reasons are listed. A person has to decide.`,
}
