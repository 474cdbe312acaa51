import { mendedFor } from '@/agent/desks/cost/watch/mended-bill'
import { type TouchedPlace, touchedPlaces } from '@/lib/cases/touched-places-store'
import { billedId, chooseRung, idsOf, type Rung } from '@/lib/desks/cost/checks/choose-rung'
import type { BillDays } from '@/lib/desks/cost/checks/history'
import type { SavingsInput } from '@/lib/desks/cost/checks/savings-input'
import { othersIn, untouched } from '@/lib/desks/cost/checks/touched'
import { beganIn, fellFurther, isSaving, wentElsewhere } from '@/lib/desks/cost/checks/went-elsewhere'
import type { QualityIssue } from '@/lib/desks/cost/detect/quality/quality-issue'
import { mainActions } from '@/lib/execution/accompany/main-actions'
import { invariant } from '@/lib/kernel/errors'
import { add, perDay } from '@/lib/kernel/money'
import { addDays, dayOf, startOfDay } from '@/lib/kernel/time'
import { SAVINGS_DAYS, SKIPPED_DAYS } from '@/lib/verification/schedule'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Case } from '@/schemas/case'
import type { Scope } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Decimal } from '@/schemas/money'
import type { DayRange, Instant } from '@/schemas/time'
import type { MeasuredOn } from '@/schemas/verification'
import { withFreedBeside } from './freed-beside'
import { followedSeries, type PlaceRead, placeEvidence, readResources, readScope } from './read-place'

// Placebo origins reach back 120 days before the incident, and each looks at up to eight weeks before it.
const HISTORY_DAYS = 200
const POOL_SIZE = 12
// A plan that acted so long before is in the level that this one is held against.
const BASELINE_DAYS = 28

const NO_DAYS: BillDays = []

type Asked = { c: Case; bill: Warehouse; range: DayRange; bill_days: BillDays; executed_at: Instant }

/**
 * What a saving of this case is measured from, read from the bill without its defects; `settled_days` of 0 stands for the shortest. `delivered_days` are the
 * days that the bill covers, those that are not known among them. Where a check has claimed the saving, it is read on as that check measured it.
 */
export async function savingsInput(
  c: Case,
  warehouse: Warehouse,
  executed_at: Instant,
  settled_days: number,
  now: Instant,
  defects: readonly QualityIssue[],
): Promise<{ input: SavingsInput; evidence: Evidence[]; delivered_days: BillDays; range: DayRange }> {
  const anomaly = c.cost?.anomaly
  invariant(anomaly && c.plan, `case ${c.case_id} has no plan on an anomaly`)
  const range = { start: addDays(dayOf(executed_at), -HISTORY_DAYS), end: addDays(dayOf(now), 1) }
  const { bill, delivered, mended } = mendedFor(warehouse, defects, anomaly.scope, range)
  const daysOf = async (of: Warehouse): Promise<BillDays> =>
    (await of.coveredDays()).filter((day) => day >= range.start && day < range.end).map((day) => ({ day, is_settled: of.isSettled(day) }))
  const { service_name } = anomaly.scope
  const [batch, bill_days, delivered_days] = await Promise.all([
    bill.seriesByGroup(['sub_account_id', 'service_name', 'region_id'], range, ['run'], service_name === undefined ? {} : { service_name }),
    daysOf(bill),
    daysOf(delivered),
  ])
  const series = batch.series.map((s) => ({
    scope: s.scope,
    points: batch.days.map((day, i) => ({ day, effective_cost: s.costs[i] ?? '0', is_settled: batch.is_settled[i] === true })),
  }))
  const base = {
    bill_days,
    pool: series.slice(0, POOL_SIZE).map((s) => s.points),
    anomaly,
    executed_at,
    days: settled_days === 0 ? SAVINGS_DAYS[0] : settled_days,
    predicted_per_day: perDay(c.plan.expected_savings.expected),
    currency: c.plan.expected_savings.currency,
  }
  const asked: Asked = { c, bill, range, bill_days, executed_at }
  const claim = c.status === 'verified' || c.status === 'partial' ? c.checks.findLast((check) => check.savings !== null) : undefined
  const chosen = claim === undefined ? await choose(asked, base, series) : await goOn(asked, base, claim.savings?.measured_on)
  const since = addDays(dayOf(executed_at), -BASELINE_DAYS)
  const { reads, input } = await withFreedBeside({ ...asked, since }, chosen, claim !== undefined)
  const evidence = reads.map((read) => placeEvidence(read, { range, mended, data_version: warehouse.data_version, now }))
  return { input, evidence, delivered_days, range }
}

type Base = Omit<SavingsInput, 'points' | 'cover' | 'controls' | 'measured_on'>
type Chosen = { input: SavingsInput; reads: PlaceRead[] }

const inputOf = (base: Base, { points, cover }: PlaceRead, more: Pick<SavingsInput, 'controls' | 'measured_on'> = {}): SavingsInput => ({
  ...base,
  points,
  ...(cover === null ? {} : { cover }),
  ...more,
})

/** In the place, and against the control, that the claim was measured with; one from before there was a choice was measured on its slice. */
async function goOn({ c, bill, range, bill_days }: Asked, base: Base, measured_on: MeasuredOn | undefined): Promise<Chosen> {
  const slice = c.cost?.anomaly.scope ?? {}
  if (measured_on === undefined) {
    const read = await readScope(bill, slice, range, false)
    return { input: inputOf(base, read), reads: [read] }
  }
  const { rung, scope, resource_ids } = measured_on
  if (rung !== 'resources') {
    const read = await readScope(bill, scope, range, true)
    return { input: inputOf(base, read, { measured_on }), reads: [read] }
  }
  const [found, named] = await Promise.all([followedSeries(bill, scope, resource_ids, range), namedIn(bill, scope, range, bill_days)])
  const read = await readResources(bill, scope, found, range, named)
  return { input: inputOf({ ...base, bill_days: named }, read, { measured_on }), reads: [read] }
}

/** Of the days of a bill those on which it names resources of a place at all: on others nothing says that one of them cost nothing. */
async function namedIn(bill: Warehouse, scope: Scope, range: DayRange, bill_days: BillDays): Promise<BillDays> {
  const named = new Set(await bill.namedDays(scope, range))
  return bill_days.filter(({ day }) => named.has(day))
}

/** In the finest place that can be told apart from everything else that happened. */
async function choose(asked: Asked, base: Base, series: readonly { scope: Scope; points: SavingsInput['points'] }[]): Promise<Chosen> {
  const { c, bill, range, bill_days, executed_at } = asked
  const scope = c.cost?.anomaly.scope ?? {}
  const since = addDays(dayOf(executed_at), -BASELINE_DAYS)
  const account = scope.sub_account_id === undefined ? {} : { sub_account_id: scope.sub_account_id }
  const targets = c.plan === null ? [] : [...new Set(mainActions(c.plan).flatMap((a) => a.targets.map((t) => t.arn)))]
  const before = dayOf(executed_at)
  const days = base.days + SKIPPED_DAYS
  const [touched, found, named, slice, begun] = await Promise.all([
    touchedPlaces(c.tenant_id, c.case_id, startOfDay(range.start)),
    followedSeries(bill, account, targets.flatMap(idsOf), range),
    targets.length === 0 ? NO_DAYS : namedIn(bill, account, range, bill_days),
    readScope(bill, scope, range, true),
    // Only a saving on resources needs it, and nearly all are: asked with the rest it takes no time of its own.
    bill.begunCosts(scope, { start: addDays(before, -days), end: before }, { start: before, end: addDays(before, days) }),
  ])
  const known = new Set(found.map((r) => r.resource_id))
  const billed = targets.map((arn) => billedId(arn, known))
  const places = {
    scope,
    targets,
    billed,
    named_days: named.filter(({ day }) => day < before).length,
    known_days: bill_days.filter(({ day }) => day < before).length,
    has_names_ended: bill_days.some((d) => d.is_settled && d.day >= before && !named.includes(d)),
    templates: (c.plan?.actions ?? []).map((a) => a.template),
    others: othersIn(scope, targets, touched, since),
  }
  const rung = chooseRung(places)
  const controls = untouched(series, rung.scope, scope, touched)
  const inputFor = (on: Rung, read: PlaceRead, days = bill_days) =>
    inputOf({ ...base, bill_days: days, predicted_per_day: predictedTogether(base, on, touched) }, read, {
      controls,
      measured_on: { ...on, commitment_ids: read.commitment_ids, control: null },
    })
  const coarse = async (on: Rung): Promise<Chosen> => {
    const read = on.rung === 'series' ? await readScope(bill, on.scope, range, true) : slice
    return { input: inputFor(on, read), reads: [read] }
  }
  if (rung.rung !== 'resources') return await coarse(rung)
  const resources = found.filter((r) => billed.includes(r.resource_id))
  const read = await readResources(bill, rung.scope, resources, range, named)
  const [fine, next] = [inputFor(rung, read, named), chooseRung({ ...places, went_elsewhere: 'contradicted' })]
  const compared = next.rung === 'slice' && next.joint_with.length === 0 ? inputFor(next, slice) : null
  if (!isSaving(fine)) return { input: fine, reads: [slice, read] }
  const went_elsewhere = wentElsewhere(fine, compared, begun, rung.resource_ids)
  if (went_elsewhere === null) return { input: fine, reads: [slice, read] }
  const other = chooseRung({ ...places, went_elsewhere })
  const { input, reads } = await coarse(other)
  if (!fellFurther(input, fine)) return { input, reads: [...reads, read] }
  const began_beside = beganIn(begun.since, rung.resource_ids).map((r) => r.resource_id)
  const together = await readResources(bill, rung.scope, await followedSeries(bill, rung.scope, [...rung.resource_ids, ...began_beside], range), range, named)
  const refused: Rung['refused'] = [{ rung: other.rung, reason: 'fell_further', case_ids: [] }]
  const on: Rung = { ...rung, resource_ids: [...rung.resource_ids, ...began_beside], began_beside, refused }
  return { input: inputFor(on, together, named), reads: [...reads, read, together] }
}

/** One figure for several plans is held against what all of them were to save, as far as that is known; of one that used other money it is not. */
function predictedTogether({ predicted_per_day, currency }: Base, { joint_with }: Rung, touched: readonly TouchedPlace[]): Decimal {
  const others = new Map(
    touched.flatMap(({ case_id, expected }) => (expected?.currency === currency && joint_with.includes(case_id) ? [[case_id, expected]] : [])),
  )
  return [...others.values()].reduce((sum, { per_month }) => add(sum, perDay(per_month)), predicted_per_day)
}
