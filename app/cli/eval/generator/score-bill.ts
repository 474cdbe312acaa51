import type { SeededCause, SeededLabel } from '@/lib/desks/cost/demo/any-seed/label'
import type { BillIncident } from '@/lib/desks/cost/detect/scan/bill-incident'
import type { BillScan } from '@/lib/desks/cost/detect/scan/scan-bill'
import { addDays } from '@/lib/kernel/time'
import type { CostCategory } from '@/schemas/cost'
import type { Scope } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'

/** What one label came to. `is_right` is the category for what must be told, and silence (or the right defect) for what must not. */
export type LabelScore = { cause: SeededCause; must_tell: boolean; is_found: boolean; is_right: boolean; dollars: number }
export type BillScore = { labels: LabelScore[]; true_alerts: number; own_alerts: number; false_alerts: number; days: number }

type Right = { categories: readonly CostCategory[]; mechanisms: readonly BillIncident['mechanism'][] }

/**
 * Which answers are right. A bill by day holds neither deploys nor quantities, so where a cause can only be known from those, the right mechanism
 * counts; where the bill itself shows the category, only the category does.
 */
const RIGHT: Partial<Record<SeededCause, Right>> = {
  usage_change: { categories: ['expected_growth'], mechanisms: ['volume'] },
  deploy_correlated: { categories: ['deploy_related'], mechanisms: ['volume'] },
  data_transfer: { categories: ['data_transfer'], mechanisms: [] },
  marketplace: { categories: ['marketplace'], mechanisms: [] },
  credit_refund_fee: { categories: ['credits_refunds_fees'], mechanisms: [] },
  ri_sp_coverage_drift: { categories: ['commitment_coverage_drift'], mechanisms: [] },
  reservation_end: { categories: ['commitment_coverage_drift'], mechanisms: [] },
  floating_reservation_end: { categories: ['commitment_coverage_drift'], mechanisms: [] },
  waste: { categories: ['resource_waste', 'new_resource'], mechanisms: [] },
  price_change: { categories: ['pricing_change'], mechanisms: [] },
}

/** Alerts count from here: before it every line still gathers its history. */
const FIRST_SCORED_DAY = 60
// A step must be told within a week and a ramp within the time that it takes; a spike until two days after its end; what is dear at weekends alone, by its first Monday.
const LATEST_DAYS = { spike: 4, step: 7, ramp: 21, weekend: 9 } as const
const SAME_WITHIN_DAYS = 2
const PAYER_AFTERMATH_DAYS = 21

/** What is told of a generated bill, of the same bill to which nothing happens, and of the same bill without its move to another payer. */
export type Scans = { scan: BillScan; own: BillScan; unmoved: BillScan }

/** Scores what a scan of a generated bill tells against its labels, beside what a scan of the same bill without labels tells. */
export function scoreBill({ scan, own, unmoved }: Scans, labels: readonly SeededLabel[], days: readonly Day[]): BillScore {
  const from = days[FIRST_SCORED_DAY] ?? ''
  const alerts = scan.incidents.filter((incident) => incident.start >= from)
  const is_own = (incident: BillIncident) => own.incidents.some((other) => isNear(other, incident))
  const matched = new Set<BillIncident>()
  const scored = labels.map((label): LabelScore => {
    const dollars = label.impact_per_day * days.filter((day) => day >= label.start && day <= label.end).length
    const right = RIGHT[label.cause]
    // Other labels leave their mark on a bill: what is told of the same bill without the move was not told for it.
    const is_known = label.cause === 'payer_move' ? (incident: BillIncident) => unmoved.incidents.some((other) => isNear(other, incident)) : is_own
    if (right === undefined) return { cause: label.cause, must_tell: false, is_found: false, is_right: isQuiet(label, scan, is_known), dollars }
    const hits = alerts.filter((incident) => isHit(incident, label))
    for (const hit of hits) matched.add(hit)
    const is_right = hits.some((hit) => right.categories.includes(hit.category) || right.mechanisms.includes(hit.mechanism))
    return { cause: label.cause, must_tell: true, is_found: hits.length > 0, is_right, dollars }
  })
  const rest = alerts.filter((incident) => !matched.has(incident))
  const own_alerts = rest.filter(is_own).length
  return { labels: scored, true_alerts: matched.size, own_alerts, false_alerts: rest.length - own_alerts, days: days.length - FIRST_SCORED_DAY }
}

function isHit(incident: BillIncident, label: SeededLabel): boolean {
  const latest = addDays(label.start, LATEST_DAYS[label.shape])
  return incident.start >= addDays(label.start, -1) && incident.start <= latest && label.scopes.some((scope) => touches(incident, scope))
}

/** Whether an incident sits in the account and service of a scope, as far as the scope names them. */
const touches = (incident: BillIncident, scope: Scope): boolean =>
  [incident.scope, ...incident.cells.map((cell) => cell.scope)].some(
    (cell) =>
      cell.sub_account_id === scope.sub_account_id &&
      (scope.service_name === undefined || cell.service_name === undefined || cell.service_name === scope.service_name),
  )

function isNear(a: BillIncident, b: BillIncident): boolean {
  const same = a.cells.some((cell) => touches(b, { sub_account_id: cell.scope.sub_account_id, service_name: cell.scope.service_name }))
  return same && a.start >= addDays(b.start, -SAME_WITHIN_DAYS) && a.start <= addDays(b.start, SAME_WITHIN_DAYS)
}

/** What must not be told is not told; a doubled day is moreover named as a defect of the bill. */
function isQuiet(label: SeededLabel, scan: BillScan, is_own: (incident: BillIncident) => boolean): boolean {
  if (label.cause === 'data_quality')
    return (
      scan.quality.some((issue) => issue.rule === 'day_repeated' && issue.first_day <= label.start && issue.last_day >= label.start) &&
      !scan.incidents.some((incident) => incident.start === label.start && !is_own(incident))
    )
  if (label.cause === 'service_rename')
    return (
      scan.quality.some((issue) => issue.rule === 'service_renamed' && label.scopes.some(({ service_name }) => service_name === issue.scope.service_name)) &&
      !scan.incidents.some((incident) => beganThen(incident, label) && isOfService(incident, label) && !is_own(incident))
    )
  if (label.cause === 'account_move')
    return !scan.incidents.some((incident) => beganThen(incident, label) && label.scopes.some((scope) => touches(incident, scope)) && !is_own(incident))
  // Tags are lost and come back: neither may be told, nor what the daily model makes of it in the weeks after.
  if (label.cause === 'payer_move')
    return !scan.incidents.some(
      (incident) =>
        incident.start >= label.start &&
        incident.start <= addDays(label.end, PAYER_AFTERMATH_DAYS) &&
        label.scopes.some((scope) => touches(incident, scope)) &&
        !is_own(incident),
    )
  return !scan.incidents.some(
    (incident) =>
      incident.start >= label.start && incident.causes.some((cause) => label.scopes.some((scope) => sameLine(cause.scope, scope))) && !is_own(incident),
  )
}

const beganThen = (incident: BillIncident, label: SeededLabel): boolean =>
  incident.start >= label.start && incident.start <= addDays(label.start, SAME_WITHIN_DAYS)

const isOfService = (incident: BillIncident, label: SeededLabel): boolean =>
  incident.cells.some((cell) => label.scopes.some(({ service_name }) => service_name === cell.scope.service_name))

const sameLine = (a: Scope, b: Scope): boolean =>
  a.sub_account_id === b.sub_account_id && a.service_name === b.service_name && a.region_id === b.region_id && a.usage_type === b.usage_type
