import { formatDay } from '@/lib/kernel/format'
import type { Scope } from '@/schemas/evidence/cost'
import type { MendsFor } from './mends-for'
import type { QualityIssue } from './quality-issue'

/** What was put right in the bill before a scope of it was compared, one sentence for each defect. */
export function mendTexts({ issues, mends }: MendsFor, scope: Scope): string[] {
  const without = new Set(mends.without)
  return [...new Set(issues.map((issue) => textOf(issue, scope, without)))]
}

function textOf({ rule, scope, first_day, last_day, other_name, owners = [], parts = [] }: QualityIssue, asked: Scope, without: ReadonlySet<string>): string {
  const is_one = first_day === last_day
  const days = is_one ? formatDay(first_day) : `${formatDay(first_day)} to ${formatDay(last_day)}`
  const service = scope.service_name ?? 'A service'
  switch (rule) {
    case 'service_renamed':
      return `${other_name ?? 'a service'} is billed as ${service} since ${days}: both names are one service`
    case 'owner_moved':
      if (asked.owner !== undefined) return movedTo(asked.owner, { scope, owners, parts }, days)
      return `the lines of account ${scope.sub_account_id ?? ''} go on under other owners since ${days}: owners are not told apart there`
    case 'account_moved':
      return asked.sub_account_id === other_name
        ? `lines of this account go on in account ${scope.sub_account_id ?? ''} since ${days}: what they cost went there and was not saved`
        : `lines of account ${other_name ?? ''} go on in account ${scope.sub_account_id ?? ''} since ${days}: they are read there before, too`
    case 'days_missing':
      return without.has(service)
        ? `${service} is missing from every account on ${days}: it is left out of what is compared`
        : `${service} is missing from every account on ${days}: ${is_one ? 'that day is' : 'those days are'} not known and left out`
    case 'day_repeated':
      return `${days} was delivered twice${scope.sub_account_id === undefined || asked.sub_account_id !== undefined ? '' : ` for account ${scope.sub_account_id}`}: it counts once`
    case 'day_partial':
      return `${days} is not complete: it is not known and left out`
    case 'day_absent':
      return `the bill has no line for ${days}: ${is_one ? 'that day is' : 'those days are'} not known`
  }
}

/** What an owner has of others since a day, and what others have of theirs. */
function movedTo(owner: string, { scope, owners = [], parts = [] }: Pick<QualityIssue, 'scope' | 'owners' | 'parts'>, days: string): string {
  const account = scope.sub_account_id ?? ''
  const to_owner = parts.filter(({ to }) => to === owner)
  const names = (list: readonly { from: string }[]) => [...new Set(list.map(({ from }) => from || 'nobody'))]
  const named = (what: string, list: readonly string[]) => (list.length === 0 ? [] : [`${what} of ${list.join(' and ')}`])
  const given = [
    ...names(owners.filter(({ to }) => to === owner)).map((from) => `the lines of ${from}`),
    ...named('some lines', names(to_owner.filter(({ share_ratio }) => share_ratio === undefined))),
    ...named('shares of lines', names(to_owner.filter(({ share_ratio }) => share_ratio !== undefined))),
  ]
  const takers = [
    ...new Set(parts.filter(({ from, to, share_ratio }) => from === owner && to !== owner && share_ratio !== undefined).map(({ to }) => to || 'no owner')),
  ]
  return [
    ...(given.length === 0
      ? []
      : [`${given.join(' and ')} in account ${account} go on under ${owner || 'no owner'} since ${days}: they are read as its own before`]),
    ...(takers.length === 0
      ? []
      : [
          `a share of lines of ${owner || 'nobody'} in account ${account} goes on under ${takers.join(' and ')} since ${days}: only the rest is read as its own before`,
        ]),
  ].join('; ')
}
