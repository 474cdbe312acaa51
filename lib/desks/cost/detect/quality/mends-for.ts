import { addDays, daysIn } from '@/lib/kernel/time'
import type { BillMends } from '@/schemas/bill-mends'
import type { Scope } from '@/schemas/evidence/cost'
import type { Day, DayRange } from '@/schemas/time'
import { accountMends, isMoveIn } from './account-mends'
import type { OwnerPart, QualityIssue } from './quality-issue'

/** What has to be put right before one scope is compared over some days, and the defects that make it so. */
export type MendsFor = { mends: BillMends; issues: QualityIssue[] }

/**
 * The defects of a bill as they touch one scope. A service has one name, which is the scope's own where it names one. Days on which the service of the scope is
 * missing are not known; a scope of many services is read without a service that is missing on any of the days, so that its other services keep theirs.
 */
export function mendsFor(all: readonly QualityIssue[], scope: Scope, range: DayRange): MendsFor {
  const came = accountMends(all, scope, range)
  const issues = all.filter((issue) => came.issues.includes(issue) || concerns(issue, namesOf(all, scope), scope, range))
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
      owners: [...(scope.owner === undefined ? [] : formerOwners(of('owner_moved'), scope.owner)), ...came.owners],
      ...(came.accounts.length === 0 ? {} : { accounts: came.accounts }),
      without: scope.service_name === undefined ? [...new Set(holes.flatMap(({ scope: { service_name } }) => [...namesLike(all, service_name)]))].sort() : [],
    },
  }
}

const daysOf = ({ first_day, last_day }: QualityIssue): Day[] => daysIn(first_day, addDays(last_day, 1))

/** Whether a defect lies in a scope and on days that are compared. A rename is one whenever it was: the days before it carry the other name. */
function concerns(issue: QualityIssue, names: ReadonlySet<string>, scope: Scope, range: DayRange): boolean {
  const { rule, scope: at, other_name, owners = [], parts = [], first_day, last_day } = issue
  const is_own = owners.some(({ to }) => to === scope.owner) || parts.some((part) => isPartOf(part, scope.owner))
  if (rule === 'owner_moved' && scope.owner !== undefined && !is_own) return false
  if (rule === 'account_moved') return isMoveIn(issue, scope, range)
  const is_account = at.sub_account_id === undefined || scope.sub_account_id === undefined || at.sub_account_id === scope.sub_account_id
  const is_service = at.service_name === undefined || names.size === 0 || names.has(at.service_name) || (other_name !== null && names.has(other_name))
  const is_then = rule === 'service_renamed' ? first_day < range.end : first_day < range.end && last_day >= range.start
  return is_account && is_service && is_then
}

/** Whether a place was taken over by an owner, or shared with them: who gave a part of it away had only the rest of it before, too. */
const isPartOf = ({ from, to, share_ratio }: OwnerPart, owner: string | undefined): boolean => to === owner || (from === owner && share_ratio !== undefined)

/** Who had the lines of an owner before, account by account, and until which day: all that somebody had, or single places of it, or shares of those. */
function formerOwners(moved: readonly QualityIssue[], owner: string): BillMends['owners'] {
  return moved.flatMap(({ scope: { sub_account_id }, last_day, owners = [], parts = [] }) => {
    if (sub_account_id === undefined) return []
    const whole = owners.filter(({ to }) => to === owner).map(({ from, to }) => ({ sub_account_id, from, to, until: last_day }))
    const groups = new Map<string, OwnerPart[]>()
    for (const part of parts) {
      const key = JSON.stringify([part.from, part.to, part.share_ratio])
      if (isPartOf(part, owner)) groups.set(key, [...(groups.get(key) ?? []), part])
    }
    const placed = [...groups.values()].flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const { from, to, share_ratio } = first
      const places = group.map(({ service_name, region_id, usage_type }) => ({ service_name, region_id, usage_type }))
      const of = { sub_account_id, from, to, places }
      // On the day itself a share was taken out already.
      return [share_ratio === undefined ? { ...of, until: last_day } : { ...of, until: addDays(last_day, -1), share_ratio }]
    })
    return [...whole, ...placed]
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
