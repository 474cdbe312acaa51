import type { FoundAnomaly } from '@/lib/desks/cost/detect/anomaly/found-anomaly'
import { big } from '@/lib/kernel/money'
import { daysBetween } from '@/lib/kernel/time'
import type { Scope } from '@/schemas/evidence/cost'

// A narrower scope that holds this share of the dollars says more about the same fall.
const SAME_RATIO = 0.9
const SAME_DAYS = 1

/** One for each fall, the largest first: the same dollars are seen at several grains, and the narrowest that holds nearly all of them is kept. */
export function ownFalls(falls: readonly FoundAnomaly[]): FoundAnomaly[] {
  const own: FoundAnomaly[] = []
  for (const fall of [...falls].sort((a, b) => sizeOf(b).cmp(sizeOf(a)) || (a.incident_key < b.incident_key ? -1 : 1))) {
    const at = own.findIndex((other) => isEcho(other, fall))
    const known = own[at]
    if (known === undefined) own.push(fall)
    else if (isNarrower(fall, known) && sizeOf(fall).gte(sizeOf(known).times(SAME_RATIO))) own[at] = fall
  }
  return own
}

const sizeOf = ({ anomaly }: FoundAnomaly) => big(anomaly.delta_daily_cost).abs()
const keysOf = (scope: Scope) => Object.keys(scope) as (keyof Scope)[]
const isNarrower = (a: FoundAnomaly, b: FoundAnomaly): boolean => keysOf(a.anomaly.scope).length > keysOf(b.anomaly.scope).length

function isEcho({ anomaly: a }: FoundAnomaly, { anomaly: b }: FoundAnomaly): boolean {
  const is_same_place = keysOf(a.scope).every((key) => b.scope[key] === undefined || b.scope[key] === a.scope[key])
  return is_same_place && Math.abs(daysBetween(a.first_day, b.first_day)) <= SAME_DAYS
}
