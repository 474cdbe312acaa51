import type { Scope } from '@/schemas/evidence/cost'
import type { ChargeKind, Exception, Frame, FrameOf, FramePeriod, Grouping, Included, Measure } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { defaultBaseline, heldAgainst } from '../period/baseline'
import { lastDays } from '../period/calendar'
import { anyOfFor } from './several-places'
import type { Slots } from './slots'
import { named, overOf, periodFor } from './usual-periods'
import { directionOf } from './words-of-views'

export type Carried = {
  scope?: Scope
  except?: Exception[]
  environment?: Slots['environment']
  any_of?: Included[]
  charge?: ChargeKind | null
  measure?: Measure
  period?: FramePeriod
  baseline?: FramePeriod
  group_by?: Grouping
}

/** Views of cost, and the list of cases, which takes the same places. */
export type CostName = 'top_movers' | 'compare_periods' | 'drift_between' | 'breakdown' | 'timeseries' | 'line_items'

const LIMITS = { line_items: 20, other: 10 } as const
const DEFAULT_DAYS = { top_movers: 7, compare_periods: 7, drift_between: 7, line_items: 7, timeseries: 30 } as const

const WHO_SPENDS =
  /<scope> .*\bwho (?:\S+ ){0,2}?(?:runs?|running|uses?|using|used|has)\b|^(?:(?:and|so|but) )?who(?:ever)? (?:\S+ ){0,3}(?:runs?|running|using|spend|spends|spent|spending|pay|pays|paid|cost|costs|burn|burns|burned|burning|use|uses|used)\b|^(?:(?:and|so|but) )?who (?:owns|has|have|carries|got|runs) .*\b(?:bills?|costs?|spend|spending)\b/

// Whoever drove, pushed or caused a rise is a team too.
const WHO_DROVE =
  /^(?:(?:and|so|but) )?who(?:ever)? (?:\S+ ){0,2}(?:drove|drives|driving|caused|causes|pushed|pushes|raised|increased|grew|rose|jumped|went up|overspent|responsible for|behind|contributed)\b/

/** What to group by when nobody said: services, unless a service is already fixed. */
const defaultGroup = (scope: Scope): Grouping =>
  scope.service_name === undefined
    ? scope.usage_type === undefined
      ? 'service_name'
      : 'sub_account_id'
    : scope.usage_type === undefined
      ? 'usage_type'
      : 'sub_account_id'

/** Where to look: what was said before what is carried. */
export const placeOf = (slots: Slots, carried: Carried) => ({
  scope: { ...carried.scope, ...slots.scope },
  except: [...(carried.except ?? []), ...slots.except].slice(0, 5),
  environment: slots.environment ?? carried.environment ?? null,
})

/** “What is in eu-west-1 but not in us-east-1”: of a kind of place that was named, the one that is left out is the other side. */
function besideOther(place: ReturnType<typeof placeOf>, other: Scope | null): ReturnType<typeof placeOf> & { other: Scope | null } {
  const against = place.except.find((e) => place.scope[e.key] !== undefined)
  if (other !== null || against === undefined) return { ...place, other }
  return { ...place, except: place.except.filter((e) => e !== against), other: { [against.key]: against.value } }
}

export function costFrame(name: CostName, slots: Slots, today: Day, text: string, carried: Carried): Frame {
  const place = placeOf(slots, carried)
  const measure = slots.measure ?? carried.measure ?? 'effective'
  const charge = slots.charge ?? carried.charge ?? null
  const cost = { ...place, charge, any_of: measure === 'coverage' ? [] : anyOfFor(name, slots, carried, text) }
  const over = overOf(text, slots.period, today)
  const period = slots.period ?? over.period ?? carried.period
  const baseline = slots.baseline ?? over.baseline ?? carried.baseline
  const limit = slots.limit ?? LIMITS.other
  if (name === 'timeseries')
    return { frame: name, ...cost, group_by: slots.group_by ?? slots.side_by_side, period: slots.joined ?? period ?? lastDays(DEFAULT_DAYS[name], today) }
  if (name === 'line_items')
    return { frame: name, ...cost, period: period ?? lastDays(DEFAULT_DAYS[name], today), limit: slots.limit ?? (ONE_LINE.test(text) ? 1 : LIMITS[name]) }
  // "Who spends the most": whoever spends is a team.
  const spender = (WHO_SPENDS.test(text) || (name === 'top_movers' && WHO_DROVE.test(text))) && place.scope.owner === undefined ? ('owner' as const) : undefined
  const group_by = slots.group_by ?? slots.side_by_side ?? carried.group_by ?? spender ?? defaultGroup(place.scope)
  if (name === 'breakdown')
    return { frame: name, ...cost, measure, group_by, period: period ?? named('this month', today), order: orderOf(text), threshold: slots.threshold, limit }
  const of = period ?? (baseline === undefined ? lastDays(DEFAULT_DAYS[name], today) : periodFor(baseline, today))
  const two = { period: of, baseline: baseline === undefined ? defaultBaseline(of, today) : heldAgainst(of, baseline, today), limit }
  if (name === 'drift_between') return { frame: name, ...besideOther(place, slots.other), ...two }
  if (name === 'compare_periods') return { frame: name, ...cost, measure, group_by, ...two }
  return { frame: name, ...cost, measure, group_by, ...two, direction: directionOf(text), threshold: slots.threshold }
}

// One line of the bill, said by its size.
const ONE_LINE = /\b(?:biggest|largest|costliest|priciest|most expensive) (?:single )?(?:bill |invoice )?(?:line|charge|item)(?: item)?(?![- ]?items\b)\b/

const orderOf = (text: string): FrameOf<'breakdown'>['order'] =>
  /\b(?:cheapest|smallest|lowest|least|bottom|fewest|less(?! than))\b(?! last\b)|\b(?:biggest|largest|highest|costliest|priciest|expensive) last\b/.test(text)
    ? 'smallest'
    : 'largest'
