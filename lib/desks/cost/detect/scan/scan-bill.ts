import { perDay } from '@/lib/desks/cost/detect/anomaly/to-anomaly'
import { type DailyBill, USAGE_KINDS } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { mendBill } from '@/lib/desks/cost/detect/quality/mend-bill'
import type { QualityIssue } from '@/lib/desks/cost/detect/quality/quality-issue'
import { subtract } from '@/lib/kernel/money'
import { median } from '@/lib/kernel/stats'
import type { Decimal } from '@/schemas/money'
import type { SilenceRule } from './alarm'
import { asBilled } from './as-billed'
import { type BillFall, largestFalls } from './bill-fall'
import type { BillIncident, HeldChange } from './bill-incident'
import { withinBudget } from './budget'
import { chargeAlarms } from './charge-alarms'
import { commitmentAlarms } from './commitment-alarms'
import { goingOn } from './going-on'
import { type AlarmGroup, joinAlarms } from './join-alarms'
import { levelAlarms } from './level-alarms'
import { priceAlarms } from './price-alarms'
import { withReach } from './reach'
import { type ScanParams, scanParams } from './scan-params'
import { silence } from './silence'
import { toIncident } from './to-incident'

export type BillScan = { incidents: BillIncident[]; held: HeldChange[]; falls: BillFall[]; quality: QualityIssue[]; tenant_daily_cost: Decimal }

const USUAL_DAYS = 28

/**
 * Every incident in a bill, past ones too, one for each cause, in order of their first day; with what was noticed and not told, by rule, with what
 * fell, and with what is wrong with the bill itself. Causal in its flags: a day is judged by the days before it. Deterministic.
 */
export function scanBill(raw: DailyBill, p: ScanParams = scanParams()): BillScan {
  const mended = mendBill(raw)
  const { bill } = mended
  const tenant_daily_cost = usualDay(bill)
  const level = levelAlarms(bill, p)
  const charged = chargeAlarms(bill, p)
  const { told, silenced } = silence([...commitmentAlarms(bill), ...charged.alarms, ...priceAlarms(bill, p), ...level.alarms], mended)
  const stated = (group: AlarmGroup) => asBilled(toIncident(group, bill, tenant_daily_cost), mended.renames, raw)
  // The budget is spent alarm by alarm: what had no room on its first day is told when it is heard again and there is.
  const noticed = joinAlarms(told, bill.leaves).map((group) => ({ group, incident: stated(group) }))
  const budget = withinBudget(noticed.map(({ incident }) => incident))
  const within = new Set(budget.told)
  const alarms = noticed.flatMap(({ group, incident }) => (within.has(incident) ? group.alarms : []))
  const incidents = joinAlarms(withReach(goingOn(alarms, bill.leaves, p), bill), bill.leaves).map(stated)
  const held = [...level.silenced, ...charged.silenced, ...silenced].map(({ alarm, rule }) => heldChange(stated({ alarms: [alarm], price: null }), rule))
  const over = budget.held.map((incident) => heldChange(incident, 'alert_budget'))
  const byStart = (a: { start: string; scope: object }, b: { start: string; scope: object }) =>
    a.start === b.start ? (JSON.stringify(a.scope) < JSON.stringify(b.scope) ? -1 : 1) : a.start < b.start ? -1 : 1
  return {
    incidents: incidents.sort(byStart),
    held: [...held, ...over].sort(byStart),
    falls: largestFalls(level.falls, bill, mended.isDoubtful),
    quality: mended.issues,
    tenant_daily_cost,
  }
}

const heldChange = ({ scope, start, impact, actual_daily_cost, expected_daily_cost }: BillIncident, rule: SilenceRule): HeldChange => ({
  scope,
  start,
  rise_per_day: subtract(actual_daily_cost, expected_daily_cost),
  impact,
  rule,
})

/** Median cost of usage over the last whole days: what "large" means for this bill. */
function usualDay({ days, is_whole, leaves }: DailyBill): Decimal {
  const totals = days.flatMap((_, t) =>
    is_whole[t] === true ? [leaves.reduce((sum, leaf) => sum + (USAGE_KINDS.has(leaf.kind) ? (leaf.values[t] ?? 0) : 0), 0)] : [],
  )
  return totals.length === 0 ? '0' : perDay(median(totals.slice(-USUAL_DAYS)))
}
