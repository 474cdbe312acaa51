import type { Phrases } from '@/lib/intents/explain'
import { formatCount, formatDay, formatPct } from '@/lib/kernel/format'
import type { Reason } from '@/schemas/decision'

type Facts = Reason['facts']
const text = (f: Facts, key: string): string => (f[key] === undefined ? 'not known' : String(f[key]))
const pct = (value: unknown): string => (typeof value === 'number' ? formatPct(value) : 'not known')

/** What the provider's own cost service says beside a decision, and from where on it would say something else. */
export const providerPhrases: Phrases = {
  provider_coverage_agrees: (f) => provider(f, 'fell too', `It would say nothing within ${points(f)}.`),
  provider_coverage_contradicts: (f) =>
    provider(f, 'did not fall', `That contradicts the bill and lowers the confidence; within ${points(f)} it would say nothing.`),
  provider_coverage_silent: (f) => provider(f, 'hardly moved', `From ${points(f)} on it would say something.`),
  provider_coverage_is_of_all_accounts: (f) => provider(f, 'rose', 'It counts every account, so that it says nothing against the bill of this one.'),
  provider_utilization_agrees: (f) => provider(f, 'fell too', `It would say nothing within ${points(f)}.`),
  provider_utilization_contradicts: (f) =>
    provider(f, 'did not fall', `That contradicts the bill and lowers the confidence; within ${points(f)} it would say nothing.`),
  provider_utilization_silent: (f) => provider(f, 'hardly moved', `From ${points(f)} on it would say something.`),
  provider_drivers_agrees: (f) =>
    `${compared(f)} the same: ${DRIVERS[text(f, 'kind')]} are ${pct(f['share_pct'])} of what moved; the largest driver is ${text(f, 'driver')}.`,
  provider_drivers_contradicts: (f) =>
    `${compared(f)} something else: ${DRIVERS[text(f, 'kind')]} are ${pct(f['share_pct'])} of what moved; the largest driver is ${text(f, 'driver')}. That contradicts the bill and lowers the confidence; from ${pct(f['needs_pct'])} on it would agree.`,
  provider_drivers_silent: (f) =>
    `${compared(f)} several things: ${DRIVERS[text(f, 'kind')]} are ${pct(f['share_pct'])} of what moved; from ${pct(f['needs_pct'])} on it would agree.`,
  provider_drivers_do_not_see_it: (f) => `Cost Explorer's comparison of ${text(f, 'comparison')} with ${text(f, 'baseline')} does not show this rise.`,
  provider_anomalies_agrees: (f) => `Cost Explorer found an anomaly here too, which began on ${formatDay(text(f, 'started_on'))}, ${apart(f)}.`,
  provider_anomalies_silent: (f) =>
    `Cost Explorer found an anomaly here that began on ${formatDay(text(f, 'started_on'))}, ${apart(f)}; up to ${formatCount(Number(f['most_days']), 'day')} apart would be the same one.`,
}

const provider = (f: Facts, what: string, flip: string): string =>
  `By Cost Explorer ${text(f, 'type') === 'savings_plan' ? 'Savings Plan' : 'reservation'} ${text(f, 'measure') === 'coverage' ? 'coverage' : 'utilisation'} ${what}: ${pct(f['before_pct'])} before, ${pct(f['after_pct'])} since. ${flip}`
const points = (f: Facts): string => `${text(f, 'threshold_pct')} points`
const compared = (f: Facts): string => `Cost Explorer's comparison of ${text(f, 'comparison')} with ${text(f, 'baseline')} names`
const DRIVERS: Readonly<Record<string, string>> = {
  usage: 'changes of usage',
  commitment: 'commitments',
  charge: 'credits, refunds and fees',
  price: 'discounts',
}
const apart = (f: Facts): string => (f['days_apart'] === 0 ? 'on the same day' : `${formatCount(Number(f['days_apart']), 'day')} from this one`)
