import { type TouchedPlace, touchedPlaces } from '@/lib/cases/touched-places-store'
import { billedId, chooseRung, idsOf, type Rung } from '@/lib/desks/cost/checks/choose-rung'
import type { Candidate } from '@/lib/desks/cost/checks/control'
import type { BillDays } from '@/lib/desks/cost/checks/history'
import type { SavingsInput } from '@/lib/desks/cost/checks/savings-input'
import { othersIn, untouched } from '@/lib/desks/cost/checks/touched'
import { beganIn, fellFurther, isSaving, wentElsewhere } from '@/lib/desks/cost/checks/went-elsewhere'
import { mainActions } from '@/lib/execution/accompany/main-actions'
import { add, perDay } from '@/lib/kernel/money'
import { addDays, dayOf, startOfDay } from '@/lib/kernel/time'
import { SKIPPED_DAYS } from '@/lib/verification/schedule'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Case } from '@/schemas/case'
import type { Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange, Instant } from '@/schemas/time'
import type { MeasuredOn } from '@/schemas/verification'
import { followedSeries, type PlaceRead, readResources, readScope } from './read-place'

/** Of which plan and which bill; `since` is the first day on which another plan may have acted while this one's baseline or its saving was measured. */
export type Asked = { c: Case; bill: Warehouse; range: DayRange; bill_days: BillDays; executed_at: Instant; since: Day }
/** What is the same wherever a saving is measured. */
export type Base = Omit<SavingsInput, 'points' | 'cover' | 'controls' | 'measured_on'>
/** Where it is measured, and all that was read to choose that. */
export type Chosen = { input: SavingsInput; reads: PlaceRead[] }

const NO_DAYS: BillDays = []

const inputOf = (base: Base, { points, cover }: PlaceRead, more: Pick<SavingsInput, 'controls' | 'measured_on'> = {}): SavingsInput => ({
  ...base,
  points,
  ...(cover === null ? {} : { cover }),
  ...more,
})

/** In the place, and against the control, that the claim was measured with; one from before there was a choice was measured on its slice. */
export async function claimedPlace({ c, bill, range, bill_days }: Asked, base: Base, measured_on: MeasuredOn | undefined): Promise<Chosen> {
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

/** In the finest place that can be told apart from everything else that happened. */
export async function choosePlace(asked: Asked, base: Base, series: readonly Candidate[]): Promise<Chosen> {
  const { c, bill, range, bill_days } = asked
  const scope = c.cost?.anomaly.scope ?? {}
  const around = await readAround(asked, scope, base.days + SKIPPED_DAYS)
  const { places, touched, slice } = around
  const rung = chooseRung(places)
  const controls = untouched(series, rung.scope, scope, touched)
  const inputFor: InputFor = (on, read, days = bill_days) =>
    inputOf({ ...base, bill_days: days, predicted_per_day: predictedTogether(base, on, touched) }, read, {
      controls,
      measured_on: { ...on, commitment_ids: read.commitment_ids, control: null },
    })
  const coarse = async (on: Rung): Promise<Chosen> => {
    const read = on.rung === 'series' ? await readScope(bill, on.scope, range, true) : slice
    return { input: inputFor(on, read), reads: [read] }
  }
  return await (rung.rung === 'resources' ? onResources(asked, rung, around, inputFor, coarse) : coarse(rung))
}

type InputFor = (on: Rung, read: PlaceRead, days?: BillDays) => SavingsInput

/**
 * Everything by which a place is chosen: what is billed in each, what other plans did there, and what began in the slice for `days` before and after the
 * change.
 */
async function readAround({ c, bill, range, bill_days, executed_at, since }: Asked, scope: Scope, days: number) {
  const account = scope.sub_account_id === undefined ? {} : { sub_account_id: scope.sub_account_id }
  const targets = c.plan === null ? [] : [...new Set(mainActions(c.plan).flatMap((a) => a.targets.map((t) => t.arn)))]
  const before = dayOf(executed_at)
  const [touched, found, named, slice, begun] = await Promise.all([
    touchedPlaces(c.tenant_id, c.case_id, startOfDay(range.start)),
    followedSeries(bill, account, targets.flatMap(idsOf), range),
    targets.length === 0 ? NO_DAYS : namedIn(bill, account, range, bill_days),
    readScope(bill, scope, range, true),
    // Only a saving on resources needs it, and nearly all are: asked with the rest it takes no time of its own.
    bill.begunCosts(scope, { start: addDays(before, -days), end: before }, { start: before, end: addDays(before, days) }),
  ])
  const known = new Set(found.map((r) => r.resource_id))
  const places = {
    scope,
    targets,
    billed: targets.map((arn) => billedId(arn, known)),
    named_days: named.filter(({ day }) => day < before).length,
    known_days: bill_days.filter(({ day }) => day < before).length,
    has_names_ended: bill_days.some((d) => d.is_settled && d.day >= before && !named.includes(d)),
    templates: (c.plan?.actions ?? []).map((a) => a.template),
    others: othersIn(scope, targets, touched, since),
  }
  return { places, touched, found, named, slice, begun }
}

/**
 * On the lines of the plan's resources, unless what left them went to others: then where that is seen, or together with those that began beside them, whichever
 * claims less.
 */
async function onResources(
  { bill, range }: Asked,
  rung: Rung,
  { places, found, named, slice, begun }: Awaited<ReturnType<typeof readAround>>,
  inputFor: InputFor,
  coarse: (on: Rung) => Promise<Chosen>,
): Promise<Chosen> {
  const resources = found.filter((r) => places.billed.includes(r.resource_id))
  const read = await readResources(bill, rung.scope, resources, range, named)
  const [fine, next] = [inputFor(rung, read, named), chooseRung({ ...places, went_elsewhere: 'contradicted' })]
  const compared = next.rung === 'slice' && next.joint_with.length === 0 ? inputFor(next, slice) : null
  const went_elsewhere = isSaving(fine) ? wentElsewhere(fine, compared, begun, rung.resource_ids) : null
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

/** Of the days of a bill those on which it names resources of a place at all: on others nothing says that one of them cost nothing. */
async function namedIn(bill: Warehouse, scope: Scope, range: DayRange, bill_days: BillDays): Promise<BillDays> {
  const named = new Set(await bill.namedDays(scope, range))
  return bill_days.filter(({ day }) => named.has(day))
}
