import { cannotSign } from '@/app/views/approvals/cannot-sign'
import { deniedBy } from '@/app/views/approvals/denied-by'
import { accountNames } from '@/app/views/settings/account-names'
import { aheadNotices } from '@/app/views/sources/charges-ahead'
import { defectNotices } from '@/app/views/sources/held-back'
import { isNarrowed, PLAIN_INBOX } from '@/components/screens/inbox/inbox-query'
import { openApprovals } from '@/lib/approval/store'
import { listViews } from '@/lib/cases/saved-view-store'
import { caseFacets, countSearched, searchCases } from '@/lib/cases/search-store'
import { type CaseCount, caseTitles, countCases } from '@/lib/cases/store'
import { INBOX_ROWS, inboxIntents } from '@/lib/desks/cost/intents/inbox'
import { getEvidence } from '@/lib/evidence/store'
import { listPeople } from '@/lib/identity/person-store'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import { WORKING } from '@/lib/intents/command-roles'
import { count, moneyPerDay, words } from '@/lib/intents/fact'
import { named } from '@/lib/kernel/word-table'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { Choice, InboxFilter, InboxSearch, InboxTools } from '@/schemas/inbox-search'
import type { InboxView } from '@/schemas/inbox-view'
import type { TenantPerson } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'
import { freshnessOf } from './freshness'
import { EMPTY, FILTERS, filtersOf, NO_BILL, NOTHING_FOUND, soughtBy } from './inbox-filters'
import { nearestSearches } from './nearest-searches'
import { nextForYou } from './next-for-you'
import { restatedMonths } from './restated-months'

/** The inbox of one person: counters, filters, and what their search finds. Counters count every case; the list shows one page of those found. */
export async function inboxView(actor: Actor, asked: Partial<InboxSearch> = {}): Promise<InboxView> {
  const search: InboxSearch = { ...PLAIN_INBOX, ...asked }
  const filters = filtersOf(actor)
  const [tenant, counts, account_names, people, requests] = await Promise.all([
    getTenant(actor.tenant_id),
    countCases(actor.tenant_id, { ...filters, ready: { statuses: ['plan_ready'], is_snoozed: false }, expired: { statuses: ['expired'], is_snoozed: false } }),
    accountNames(actor.tenant_id),
    listPeople(actor.tenant_id),
    openApprovals(actor.tenant_id),
  ])
  const now = clockOf(tenant.clock_offset_ms)
  const sought = soughtBy(search, actor, people, now)
  const total = await countSearched(actor.tenant_id, sought)
  const pages = Math.max(1, Math.ceil(total / INBOX_ROWS))
  const page = Math.min(search.page, pages)
  const shown = await searchCases(actor.tenant_id, sought, search.sort, INBOX_ROWS, (page - 1) * INBOX_ROWS)
  // The sparkline needs the series the anomaly was found in, nothing more.
  const series_ids = [...new Set(shown.flatMap((c) => c.cost?.anomaly.evidence_ids ?? []))]
  const [evidence, freshness, facets, views, ahead, defects, restated] = await Promise.all([
    getEvidence(actor.tenant_id, series_ids),
    freshnessOf(actor.tenant_id, now),
    caseFacets(actor.tenant_id),
    listViews({ tenant_id: actor.tenant_id, person_id: actor.id }),
    aheadNotices(actor.tenant_id, now),
    defectNotices(actor.tenant_id),
    restatedMonths(actor, account_names),
  ])
  const next = nextForYou({
    waiting: requests.filter((a) => cannotSign(a, actor, now) === null),
    cases: shown,
    to_send: { ready: counts.ready.cases, expired: counts.expired.cases },
    may_send: deniedBy('plan.submit', actor) === null,
  })
  const label = FILTERS.find((f) => f.id === search.filter)?.label
  const has_bill = hasBill(freshness.sources, counts, restated)
  const tools = toolsOf(actor, { search: { ...search, page }, shown, total, pages, facets, views, account_names, people })
  return {
    now,
    freshness: freshness.sources,
    notices: [...freshness.notices, ...ahead, ...defects],
    ...(restated.length === 0 ? {} : { restated }),
    counters: countersOf(counts, shown[0]?.currency ?? tenant.currency, has_bill),
    // The first plan is the first of all open ones: only the first page of the plain list knows it.
    ...(next === undefined || isNarrowed(search) || search.filter !== 'open' || page > 1 ? {} : { next }),
    filters: tabsOf(counts, search.filter),
    active: search.filter,
    lists: inboxIntents(shown, now, actor, { evidence, account_names, people: namesOf(people) }, label),
    empty: has_bill ? (counts[search.filter].cases > 0 ? NOTHING_FOUND : EMPTY[search.filter]) : NO_BILL,
    ...(shown.length === 0 && isNarrowed(search) ? { nearest: await nearestTo(search, actor, people, now) } : {}),
    tools,
  }
}

const nearestTo = async (search: InboxSearch, actor: Actor, people: readonly TenantPerson[], now: Instant): ReturnType<typeof nearestSearches> =>
  nearestSearches(search, await caseTitles(actor.tenant_id), (wider) => countSearched(actor.tenant_id, soughtBy(wider, actor, people, now)))

/** Nobody needs a list of what is put away while nothing is. */
const tabsOf = (counts: Record<InboxFilter, CaseCount>, active: InboxFilter): InboxView['filters'] =>
  FILTERS.filter((f) => f.id !== 'snoozed' || counts.snoozed.cases > 0 || active === 'snoozed').map((f) => ({
    id: f.id,
    label: f.label,
    count: counts[f.id].cases,
  }))

/** Whether a bill was ever read: what nobody has looked at is not at stake with nothing. */
const hasBill = (sources: InboxView['freshness'], counts: Record<InboxFilter, CaseCount>, restated: readonly unknown[]): boolean =>
  sources.some((s) => s.as_of !== null) || Object.values(counts).some((c) => c.cases > 0) || restated.length > 0

/** Over every case, whatever is searched for. */
function countersOf({ open, awaiting, verifying }: Record<InboxFilter, CaseCount>, currency: string, has_bill: boolean): InboxView['counters'] {
  return [
    {
      id: 'at_stake',
      ...(has_bill
        ? {
            fact: moneyPerDay('At stake', open.at_stake_per_day ?? '0', currency, { formula: 'sum of the money at stake per day of the open cases' }),
            note: `${open.cases} open ${open.cases === 1 ? 'case' : 'cases'}`,
            href: '/',
          }
        : { fact: words('At stake', 'not known yet'), note: 'no bill has been read', href: '/sources' }),
    },
    {
      id: 'awaiting',
      fact: count('Awaiting a decision', awaiting.cases, 'case'),
      note: 'plans to send or approve, tickets to settle',
      href: '/?filter=awaiting',
    },
    { id: 'verifying', fact: count('Verifying', verifying.cases, 'case'), note: 'plans that ran, saving not confirmed yet', href: '/?filter=verifying' },
  ]
}

type Found = {
  search: InboxSearch
  shown: readonly Case[]
  total: number
  pages: number
  facets: Awaited<ReturnType<typeof caseFacets>>
  views: InboxTools['views']
  account_names: Record<string, string>
  people: readonly TenantPerson[]
}

/** What a search can be narrowed by, and what may be done with the cases that it found. */
function toolsOf(actor: Actor, { search, shown, total, pages, facets, views, account_names, people }: Found): InboxTools {
  const names = namesOf(people)
  const before = (search.page - 1) * INBOX_ROWS
  return {
    tenant_id: actor.tenant_id,
    search,
    accounts: facets.accounts.map((id) => ({ id, label: named(account_names, id) })).toSorted(byLabel),
    categories: facets.categories.map((id) => ({ id, label: CATEGORY_LABELS[id] })).toSorted(byLabel),
    owners: facets.owners.map((id) => ({ id, label: named(names, id) })).toSorted(byLabel),
    page: { first: shown.length === 0 ? 0 : before + 1, last: before + shown.length, total, pages },
    views,
    people: people.filter((p) => p.roles.some(isWorking)).map((p) => ({ id: p.person_id, label: p.name })),
    bulk_denied: actor.roles.some(isWorking) ? null : 'You read cases; acting on them needs a working role.',
    revisions: Object.fromEntries(shown.map((c) => [c.case_id, c.revision])),
  }
}

const namesOf = (people: readonly TenantPerson[]): Record<string, string> => Object.fromEntries(people.map((p) => [p.person_id, p.name]))
const isWorking = (role: string): boolean => (WORKING as readonly string[]).includes(role)
const byLabel = (a: Choice, b: Choice): number => a.label.localeCompare(b.label, 'en')
