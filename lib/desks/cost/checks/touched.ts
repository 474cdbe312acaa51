import { dayOf } from '@/lib/kernel/time'
import { scopesMeet } from '@/lib/verification/shared-place'
import type { Scope } from '@/schemas/evidence/cost-scope'
import type { Day, Instant } from '@/schemas/time'
import type { Places } from './choose-rung'
import type { Candidate } from './control'

/** Where something else happened: an incident, and what a plan of its case did. */
type Touched = { case_id: string; scope: Scope; targets: readonly string[]; finished_at: Instant | null }

/** Cases whose plans acted since a day in the places of this one: on its targets, in its slice, in its account and service. */
export function othersIn(scope: Scope, targets: readonly string[], touched: readonly Touched[], since: Day): Places['others'] {
  const acted = touched.filter((t) => t.finished_at !== null && dayOf(t.finished_at) >= since)
  const { sub_account_id, service_name } = scope
  const on_targets = (t: Touched) => t.targets.some((arn) => targets.includes(arn))
  const idsOf = (is: (t: Touched) => boolean) => [...new Set(acted.filter((t) => on_targets(t) || is(t)).map((t) => t.case_id))]
  const series = { ...(sub_account_id === undefined ? {} : { sub_account_id }), ...(service_name === undefined ? {} : { service_name }) }
  return { resources: idsOf(() => false), slice: idsOf((t) => scopesMeet(t.scope, scope)), series: idsOf((t) => scopesMeet(t.scope, series)) }
}

/** Series of the same service in which nothing happened, away from where this plan acted and where its incident is. */
export function untouched(series: readonly Candidate[], measured: Scope, incident: Scope, touched: readonly Touched[]): Candidate[] {
  const here = [measured, incident]
  return series.filter(({ scope }) => !here.some((place) => scopesMeet(place, scope)) && !touched.some((t) => scopesMeet(t.scope, scope)))
}
