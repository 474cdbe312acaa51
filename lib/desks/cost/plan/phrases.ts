import { formatCount, formatDay, formatMoney, formatPct } from '@/lib/kernel/format'
import type { Reason } from '@/schemas/decision'

type Facts = Reason['facts']

/** "$184.90 / day"; an amount that the reason does not carry is not known, never zero. */
export const rateOf = (amount: Facts[string] | undefined, currency: Facts[string] | undefined): string =>
  amount === undefined || currency === undefined ? 'an amount that is not known' : `${formatMoney(String(amount), String(currency))} / day`
const is_one = (f: Facts, key: string): boolean => Number(f[key]) === 1
const rate = (f: Facts): string => rateOf(f['cost_per_day'], f['currency'])

/** Sentences for the reasons of a proposed action, by code. */
export const actionPhrases: Record<string, (facts: Facts) => string> = {
  instances_do_no_work: (f) =>
    `${formatCount(Number(f['instances']), 'instance')} ${is_one(f, 'instances') ? 'does' : 'do'} no work (CPU p95 at most ${formatPct(Number(f['cpu_p95_pct']))}) and ${is_one(f, 'instances') ? 'costs' : 'cost'} ${rate(f)}.`,
  volumes_on_gp2: (f) =>
    `${formatCount(Number(f['volumes']), 'volume')} of ${formatCount(Number(f['size_gib']), 'GiB', 'GiB')} in all ${is_one(f, 'volumes') ? 'is' : 'are'} gp2 and ${is_one(f, 'volumes') ? 'costs' : 'cost'} ${rate(f)}; gp3 gives the same for less.`,
  sweep_found_waste: (f) =>
    `A sweep of the account found ${formatCount(Number(f['resources']), 'resource')} that nothing uses (${String(f['template'] ?? '').replaceAll('_', ' ')}).`,
  budget_will_be_exceeded: (f) =>
    `The provider expects ${formatMoney(String(f['expected']), String(f['currency']))} for the budget ${String(f['budget'])}, whose limit is ${formatMoney(String(f['limit']), String(f['currency']))}.`,
  provider_flagged_it_too: (f) =>
    `Cost Explorer flagged an anomaly in the same place, which began on ${formatDay(String(f['started_on']))}: its detection learns from an answer.`,
  fits_a_smaller_type: (f) =>
    `At its busiest it uses ${formatPct(Number(f['cpu_p99_pct']))} of the CPU and ${formatPct(Number(f['memory_p99_pct']))} of the memory of ${String(f['from'])}, which fits into ${String(f['to'])} with room.`,
  containers_reserve_too_much: (f) =>
    `${formatCount(Number(f['containers']), 'container')} of ${String(f['cluster'])} ${is_one(f, 'containers') ? 'reserves' : 'reserve'} more than ever used in two weeks.`,
  buckets_stay_in_standard: (f) =>
    `${formatCount(Number(f['buckets']), 'bucket')} ${is_one(f, 'buckets') ? 'keeps' : 'keep'} every object in the dearest class, and no rule moves any${f['storage_class'] === undefined ? '' : `; ${f['is_use_known'] === true ? `by how often they are read and how long they stay, ${String(f['storage_class'])} saves most` : `not known: how often they are read or how long they stay, so ${String(f['storage_class'])} is proposed, which charges for neither`}`}.`,
  connected_in_working_hours: (f) =>
    is_one(f, 'busy_hours')
      ? `Somebody was connected to ${String(f['database'])} in one hour of a week, and that in working hours.`
      : `Somebody was connected to ${String(f['database'])} in ${String(f['busy_hours'])} hours of a week, all of them working hours.`,
  nobody_connected: (f) => `Nobody has connected to ${String(f['database'])} for a week.`,
  fits_a_smaller_class: (f) =>
    `At its busiest ${String(f['database'])} uses ${formatPct(Number(f['cpu_p99_pct']))} of the CPU of ${String(f['from'])}, which fits into ${String(f['to'])} with room.`,
  group_has_room: (f) =>
    `The busiest node of ${String(f['group'])} reached ${formatPct(Number(f['cpu_most_pct']))} CPU in a week: ${formatCount(Number(f['desired']), 'node')} of ${String(f['nodes'])} carry that with room.`,
  resources_name_nobody: (f) =>
    `${formatCount(Number(f['resources']), 'resource')} ${is_one(f, 'resources') ? 'names nobody who answers for it' : 'name nobody who answers for them'}.`,
}
