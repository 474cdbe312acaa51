import { addDays, daysIn } from '@/lib/kernel/time'
import type { BillMends } from '@/schemas/bill-mends'
import type { Scope } from '@/schemas/evidence/cost'
import type { Day, DayRange } from '@/schemas/time'
import type { QualityIssue } from './quality-issue'

/** What has to be put right before one scope is compared over some days, and the defects that make it so. */
export type MendsFor = { mends: BillMends; issues: QualityIssue[] }

/**
 * The defects of a bill as they touch one scope. A service has one name, which is the scope's own where it names one. Days on which the service of the scope is
 * missing are not known; a scope of many services is read without a service that is missing on any of the days, so that its other services keep theirs.
 */
export function mendsFor(all: readonly QualityIssue[], scope: Scope, range: DayRange): MendsFor {
  const issues = all.filter((issue) => concerns(issue, namesOf(all, scope), scope, range))
  const of = (rule: QualityIssue['rule']) => issues.filter((issue) => issue.rule === rule)
  const holes = of('days_missing')
  const own_holes = scope.service_name === undefined ? [] : holes
  return {
    issues,
    mends: {
      once: of('day_repeated').map(({ scope: { sub_account_id }, first_day }) => ({ day: first_day, sub_account_id: sub_account_id ?? null })),
      names: renames(of('service_renamed'), scope.service_name),
      missing: [...new Set([...own_holes, ...of('day_partial')].flatMap(daysOf))].sort(),
      ownerless: scope.owner === undefined ? [...new Set(of('owner_moved').flatMap((issue) => issue.scope.sub_account_id ?? []))].sort() : [],
      owners: scope.owner === undefined ? [] : formerOwners(of('owner_moved'), scope.owner),
      without: scope.service_name === undefined ? [...new Set(holes.flatMap(({ scope: { service_name } }) => [...namesLike(all, service_name)]))].sort() : [],
    },
  }
}

const daysOf = ({ first_day, last_day }: QualityIssue): Day[] => daysIn(first_day, addDays(last_day, 1))

/** Whether a defect lies in a scope and on days that are compared. A rename is one whenever it was: the days before it carry the other name. */
function concerns(
  { rule, scope: at, other_name, owners = [], parts = [], first_day, last_day }: QualityIssue,
  names: ReadonlySet<string>,
  scope: Scope,
  range: DayRange,
): boolean {
  if (rule === 'owner_moved' && scope.owner !== undefined && ![...owners, ...parts].some(({ to }) => to === scope.owner)) return false
  const is_account = at.sub_account_id === undefined || scope.sub_account_id === undefined || at.sub_account_id === scope.sub_account_id
  const is_service = at.service_name === undefined || names.size === 0 || names.has(at.service_name) || (other_name !== null && names.has(other_name))
  const is_then = rule === 'service_renamed' ? first_day < range.end : first_day < range.end && last_day >= range.start
  return is_account && is_service && is_then
}

/** Who had the lines of an owner before, account by account, and until which day: all that somebody had, or single places of it. */
function formerOwners(moved: readonly QualityIssue[], owner: string): BillMends['owners'] {
  return moved.flatMap(({ scope: { sub_account_id }, last_day, owners = [], parts = [] }) => {
    if (sub_account_id === undefined) return []
    const whole = owners.filter(({ to }) => to === owner).map(({ from }) => from)
    const taken = parts.filter(({ to }) => to === owner)
    const givers = [...new Set(taken.map(({ from }) => from))]
    const of = (from: string) => ({ sub_account_id, from, to: owner, until: last_day })
    return [
      ...whole.map(of),
      ...givers.map((giver) => ({
        ...of(giver),
        places: taken.filter(({ from }) => from === giver).map(({ service_name, region_id, usage_type }) => ({ service_name, region_id, usage_type })),
      })),
    ]
  })
}

/** Every name of the service of a scope; none where the scope names no service. */
const namesOf = (all: readonly QualityIssue[], { service_name }: Scope): ReadonlySet<string> => namesLike(all, service_name)

function namesLike(all: readonly QualityIssue[], service_name: string | undefined): Set<string> {
  const names = new Set(service_name === undefined ? [] : [service_name])
  for (let known = -1; known < names.size; ) {
    known = names.size
    for (const { rule, scope, other_name } of all) {
      if (rule !== 'service_renamed' || other_name === null || scope.service_name === undefined) continue
      if (names.has(scope.service_name)) names.add(other_name)
      else if (names.has(other_name)) names.add(scope.service_name)
    }
  }
  return names
}

/** Every other name as the one that is kept: that of the scope, or the newest. */
function renames(renamed: readonly QualityIssue[], own: string | undefined): { from: string; to: string }[] {
  const newest = new Map(renamed.map(({ scope, other_name }) => [other_name ?? '', scope.service_name ?? '']))
  const lastOf = (name: string): string => {
    let last = name
    // A name is never taken up again, so that the chain ends; the count guards against a bill that does.
    for (let n = 0; n < newest.size && newest.has(last); n++) last = newest.get(last) ?? last
    return last
  }
  const all = [...new Set(renamed.flatMap(({ scope, other_name }) => [other_name ?? '', scope.service_name ?? '']))].sort()
  const kept = (name: string): string => (own !== undefined && lastOf(own) === lastOf(name) ? own : lastOf(name))
  return all.flatMap((from) => (kept(from) === from ? [] : [{ from, to: kept(from) }]))
}
