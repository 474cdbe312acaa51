import { perDay } from '@/lib/desks/cost/detect/anomaly/to-anomaly'
import { type BillLeaf, type DailyBill, USAGE_KINDS } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { closestScope } from '@/lib/desks/cost/detect/bill/grains'
import { sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { confidenceOf } from '@/lib/desks/cost/rules/confidence'
import { severityOf } from '@/lib/desks/cost/rules/severity'
import { digest } from '@/lib/kernel/canonical'
import { round6 } from '@/lib/kernel/stats'
import type { Anomaly } from '@/schemas/cost'
import type { Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Alarm } from './alarm'
import type { BillCause, BillIncident } from './bill-incident'
import { categorize } from './categorize'
import { causesOf } from './causes-of'
import { type AlarmGroup, startOf } from './join-alarms'

// What an account cost before is the mean of these days.
const BEFORE_DAYS = 14
const SPIKE_DAYS = 3
// What an account lost of a cover that ended in several, as a share of what the one that lost most did.
const FELT_RATIO = 0.1
const DRIFT_DAYS = 5
// A drift began with less than this share of what it came to.
const DRIFT_START = 0.6

/** States a group of alarms as one incident. `tenant_daily_cost` is the usual day of the whole bill. */
export function toIncident(group: AlarmGroup, bill: DailyBill, tenant_daily_cost: Decimal): BillIncident {
  const { days, leaves } = bill
  const first = Math.min(...group.alarms.map(startOf))
  const last = Math.max(...group.alarms.map(lastOf))
  const total = totalsOf(group.alarms, leaves)
  const length = Math.max(1, total.days)
  const causes = causesOf(group, leaves)
  const { explained_share, ...category } = categorize(group, causes, leaves)
  const rise = round6((total.actual - total.expected) / length)
  const accepted = group.alarms.find((alarm) => lastOf(alarm) === last)?.reach?.accepted ?? null
  const is_ongoing = accepted === null && last >= bill.is_whole.lastIndexOf(true) - 1
  const scope = named(closestScope(group.alarms.map((alarm) => alarm.scope)))
  return {
    incident_id: `inc_${digest({ scope, start: days[first], category: category.category }).slice(0, 16)}`,
    scope,
    cells: cellsOf(group.alarms, leaves),
    start: days[first] ?? '',
    end: days[last] ?? '',
    told_on: days[Math.min(...group.alarms.map(toldOn))] ?? '',
    is_ongoing,
    accepted_on: accepted === null ? null : (days[accepted] ?? null),
    expected_daily_cost: perDay(total.expected / length),
    actual_daily_cost: perDay(total.actual / length),
    impact: perDay(total.actual - total.expected),
    shape: shapeOf(group.alarms, leaves, is_ongoing),
    ...category,
    severity: severityOf({ delta_daily_cost: perDay(rise), tenant_daily_cost, security: null, doubling_days: null }).severity,
    confidence: confidenceFor(category.category === 'unknown', explained_share, causes, leaves),
    causes,
  }
}

/** Without the keys for which the bill gives no value. */
const named = (scope: Scope): Scope => Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== ''))

/** A level is told on the day it is flagged; what needs confirmation, on the day that confirms it. */
const toldOn = ({ detector, lasting, flagged }: Alarm): number =>
  detector === 'commitment' || detector === 'price'
    ? (lasting[2] ?? flagged[0] ?? 0)
    : detector === 'charge'
      ? (lasting[1] ?? flagged[0] ?? 0)
      : (flagged[0] ?? 0)

function totalsOf(alarms: readonly Alarm[], leaves: readonly BillLeaf[]): { expected: number; actual: number; days: number } {
  let expected = 0
  let actual = 0
  for (const alarm of alarms)
    for (const [i, t] of daysOf(alarm).entries()) {
      expected += (alarm.reach ?? alarm).expected[i] ?? 0
      actual += alarm.reach === undefined ? costOn(alarm, leaves, t) : (alarm.reach.actual[i] ?? 0)
    }
  return { expected, actual, days: new Set(alarms.flatMap(daysOf)).size }
}

const daysOf = ({ reach, lasting }: Alarm): readonly number[] => reach?.days ?? lasting
const lastOf = (alarm: Alarm): number => daysOf(alarm).at(-1) ?? 0

const costOn = ({ members }: Alarm, leaves: readonly BillLeaf[], t: number): number => members.reduce((sum, i) => sum + (leaves[i]?.values[t] ?? 0), 0)

/** What rose by account and service, over the days of each alarm, and the days on which something new was said of it. */
function cellsOf(alarms: readonly Alarm[], leaves: readonly BillLeaf[]): BillIncident['cells'] {
  const cells = new Map<string, { scope: Scope; rise: number; flagged: number[] }>()
  for (const alarm of alarms)
    for (const { scope, rise } of alarm.scope.sub_account_id === undefined ? byAccount(alarm, leaves) : [wholeOf(alarm, leaves)]) {
      const { sub_account_id = '', service_name = '' } = scope
      const key = `${sub_account_id}\u0000${service_name}`
      const known = cells.get(key) ?? { scope: { sub_account_id, service_name }, rise: 0, flagged: [] }
      cells.set(key, { ...known, rise: known.rise + rise, flagged: [...known.flagged, ...alarm.flagged] })
    }
  return [...cells.values()]
    .map(({ scope, rise, flagged }) => ({ scope, rise_per_day: perDay(rise), flagged: [...new Set(flagged)].sort((a, b) => a - b) }))
    .sort((a, b) => Number(b.rise_per_day) - Number(a.rise_per_day))
}

type Rise = { scope: Scope; rise: number }

const wholeOf = (alarm: Alarm, leaves: readonly BillLeaf[]): Rise => ({
  scope: alarm.scope,
  rise: alarm.lasting.reduce((sum, t, i) => sum + costOn(alarm, leaves, t) - (alarm.expected[i] ?? 0), 0) / Math.max(1, alarm.lasting.length),
})

/** The accounts of an alarm that lies in several, each against its own days before: those where cover went away, and of these those that it is felt in. */
function byAccount(alarm: Alarm, leaves: readonly BillLeaf[]): Rise[] {
  const [first = 0] = alarm.lasting
  const accounts = [...new Set(alarm.members.map((i) => leaves[i]?.scope.sub_account_id))]
  const rises = accounts.map((sub_account_id) => {
    const own = alarm.members.filter((i) => leaves[i]?.scope.sub_account_id === sub_account_id)
    const change = (of: readonly number[]) => {
      const values = sumLeaves(of, leaves)
      return mean(alarm.lasting.map((t) => values[t] ?? 0)) - mean(values.slice(Math.max(0, first - BEFORE_DAYS), first))
    }
    const lost = -change(own.filter((i) => leaves[i]?.kind === 'committed'))
    return { scope: { ...alarm.scope, sub_account_id }, rise: change(own), lost }
  })
  const most = Math.max(...rises.map(({ lost }) => lost))
  const losers = rises.filter(({ lost }) => lost >= FELT_RATIO * most)
  const felt = losers.filter(({ rise }) => rise > 0)
  return felt.length === 0 ? losers : felt
}

const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / Math.max(1, xs.length)

function shapeOf(alarms: readonly Alarm[], leaves: readonly BillLeaf[], is_ongoing: boolean): Anomaly['shape'] {
  if (alarms.every(({ is_new }) => is_new)) return 'new_spend'
  const [main] = [...alarms].sort((a, b) => b.lasting.length - a.lasting.length)
  if (main === undefined) return 'step'
  if (!is_ongoing && daysOf(main).length <= SPIKE_DAYS) return 'spike'
  const excess = main.lasting.map((t, i) => costOn(main, leaves, t) - (main.expected[i] ?? 0))
  const third = Math.max(1, Math.floor(excess.length / 3))
  const is_rising = excess.length >= DRIFT_DAYS && mean(excess.slice(0, third)) < DRIFT_START * mean(excess.slice(-third))
  return is_rising ? 'drift' : 'step'
}

/** How sure the category is. A bill of amounts shows usage, and commitments and charges where it names them; resources and events are never in it. */
function confidenceFor(is_unknown: boolean, explained_share: number, causes: readonly BillCause[], leaves: readonly BillLeaf[]): number {
  const kinds = new Set(leaves.map(({ kind }) => kind))
  const shown = [[...kinds].some((kind) => USAGE_KINDS.has(kind)), kinds.has('committed'), [...kinds].some((kind) => !USAGE_KINDS.has(kind)), false, false]
  const lead = causes[0] === undefined ? 0 : 1 - (causes[1]?.share ?? 0) / causes[0].share
  const terms = { explained_share, evidence_present: shown.filter(Boolean).length / shown.length, data_settled: 1, lead_over_runner_up: round6(lead) }
  return confidenceOf({ terms, is_unknown, is_partial: false }).confidence
}
