import { perDay } from '@/lib/desks/cost/detect/anomaly/to-anomaly'
import { type BillLeaf, type DailyBill, USAGE_KINDS } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { closestScope } from '@/lib/desks/cost/detect/bill/grains'
import { sumOn } from '@/lib/desks/cost/detect/bill/leaf-groups'
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
import { excessOf, incidentCells } from './incident-cells'
import { type AlarmGroup, startOf } from './join-alarms'

const SPIKE_DAYS = 3
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
    cells: incidentCells(group.alarms, leaves),
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
      actual += alarm.reach === undefined ? sumOn(alarm.members, leaves, t) : (alarm.reach.actual[i] ?? 0)
    }
  return { expected, actual, days: new Set(alarms.flatMap(daysOf)).size }
}

const daysOf = ({ reach, lasting }: Alarm): readonly number[] => reach?.days ?? lasting
const lastOf = (alarm: Alarm): number => daysOf(alarm).at(-1) ?? 0

const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / Math.max(1, xs.length)

function shapeOf(alarms: readonly Alarm[], leaves: readonly BillLeaf[], is_ongoing: boolean): Anomaly['shape'] {
  if (alarms.every(({ is_new }) => is_new)) return 'new_spend'
  const [main] = [...alarms].sort((a, b) => b.lasting.length - a.lasting.length)
  if (main === undefined) return 'step'
  if (!is_ongoing && daysOf(main).length <= SPIKE_DAYS) return 'spike'
  const excess = excessOf(main, leaves)
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
