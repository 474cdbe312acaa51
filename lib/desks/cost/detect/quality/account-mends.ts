import { addDays } from '@/lib/kernel/time'
import type { BillMends } from '@/schemas/bill-mends'
import type { Scope } from '@/schemas/evidence/cost'
import type { Day, DayRange } from '@/schemas/time'
import type { OwnerPart, QualityIssue } from './quality-issue'

/** A place that went from account to account: its lines until a day are read as those of the account where it is in the end, and of the owner who has it there. */
type Came = OwnerPart & { until: Day; issue: QualityIssue }
type AccountMends = { issues: QualityIssue[]; accounts: NonNullable<BillMends['accounts']>; owners: BillMends['owners'] }

/**
 * What a scope had in other accounts before workloads moved, place by place: also in the account before the last one, where a workload moved twice. Who gave a workload
 * away keeps the days on which it had it: they were its cost.
 */
export function accountMends(all: readonly QualityIssue[], scope: Scope, range: DayRange): AccountMends {
  const moves = all.filter(({ rule }) => rule === 'account_moved')
  const came = moves
    .filter((issue) => isCompared(issue, range))
    .flatMap((issue) => placesIn(issue).filter((part) => part.to === scope.sub_account_id && isInScope(part, scope)))
  for (let n = 0; n < came.length; n++) came.push(...placesBefore(came[n] as Came, moves, range))
  const groups = groupsOf(came.flatMap((part) => underAllNames(part, all)))
  return { issues: [...new Set(came.map(({ issue }) => issue))], accounts: groups.map(toAccount), owners: groups.flatMap(toOwner) }
}

/** Whether a workload that went to another account is in a scope of one of the two, and on days that are compared. A scope of both sees no difference. */
export const isMoveIn = (issue: QualityIssue, scope: Scope, range: DayRange): boolean =>
  isCompared(issue, range) &&
  (issue.parts ?? []).some((part) => (scope.sub_account_id === part.to || scope.sub_account_id === part.from) && isInScope(part, scope))

const isCompared = ({ first_day, last_day }: QualityIssue, range: DayRange): boolean => first_day < range.end && last_day >= range.start

const PLACE_KEYS = ['service_name', 'region_id', 'usage_type'] as const

/** Whether a place is one of a scope, whatever the account: the giver had it under one owner, and the taker may have it under another. */
function isInScope(part: OwnerPart, scope: Scope): boolean {
  const owner = scope.sub_account_id === part.to ? (part.to_owner ?? part.owner) : part.owner
  return (
    (scope.owner === undefined || owner === undefined || scope.owner === owner) &&
    PLACE_KEYS.every((key) => scope[key] === undefined || scope[key] === part[key])
  )
}

/** On the day itself a share was taken out already. */
const placesIn = (issue: QualityIssue): Came[] =>
  (issue.parts ?? []).map((part) => ({ ...part, issue, until: part.share_ratio === undefined ? issue.last_day : addDays(issue.first_day, -1) }))

/** The same place in the account before, where it had come from another one. */
function placesBefore(later: Came, moves: readonly QualityIssue[], range: DayRange): Came[] {
  const isSame = (part: Came) =>
    part.to === later.from && (part.to_owner ?? part.owner ?? '') === (later.owner ?? '') && PLACE_KEYS.every((key) => part[key] === later[key])
  return moves
    .filter((issue) => issue.last_day < later.issue.first_day && issue.last_day >= range.start)
    .flatMap(placesIn)
    .filter((part) => isSame(part) && part.from !== later.to)
    .map((part) => {
      const { share_ratio: _, to_owner: __, ...rest } = part
      const to_owner = later.to_owner ?? later.owner ?? ''
      const share = (part.share_ratio ?? 1) * (later.share_ratio ?? 1)
      return { ...rest, to: later.to, ...(to_owner === (part.owner ?? '') ? {} : { to_owner }), ...(share === 1 ? {} : { share_ratio: share }) }
    })
}

/** The lines of a service that has another name now were delivered under the one before. */
function underAllNames(part: Came, all: readonly QualityIssue[]): Came[] {
  const names = [part.service_name]
  for (const { rule, scope, other_name } of all.toReversed())
    if (rule === 'service_renamed' && other_name !== null && scope.service_name === names.at(-1)) names.push(other_name)
  return names.map((service_name) => ({ ...part, service_name }))
}

function groupsOf(came: readonly Came[]): Came[][] {
  const groups = new Map<string, Came[]>()
  for (const part of came) {
    const key = JSON.stringify([part.from, part.to, part.until, part.share_ratio, part.to_owner === undefined ? null : [part.owner, part.to_owner]])
    groups.set(key, [...(groups.get(key) ?? []), part])
  }
  return [...groups.values()]
}

const toAccount = (group: Came[]): NonNullable<BillMends['accounts']>[number] => {
  const { from, to, until, share_ratio } = group[0] as Came
  const places = group.map(({ service_name, region_id, usage_type, owner = '' }) => ({ service_name, region_id, usage_type, owner }))
  return { from, to, until, places, ...(share_ratio === undefined ? {} : { share_ratio }) }
}

/** The other owner of what came as a whole. */
function toOwner(group: Came[]): BillMends['owners'][number][] {
  const { from, owner = '', to_owner, until, share_ratio } = group[0] as Came
  if (to_owner === undefined || share_ratio !== undefined) return []
  const places = group.map(({ service_name, region_id, usage_type }) => ({ service_name, region_id, usage_type }))
  return [{ sub_account_id: from, from: owner, to: to_owner, until, places }]
}
