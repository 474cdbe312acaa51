import { isNarrowed, PLAIN_INBOX } from '@/components/screens/inbox-query'
import { listViews } from '@/lib/cases/saved-view-store'
import { type CaseSearch, caseFacets, countSearched, searchCases } from '@/lib/cases/search-store'
import { type CaseFilter, caseTitles, countCases } from '@/lib/cases/store'
import { WORKING } from '@/lib/commands/command'
import { INBOX_ROWS, inboxIntent } from '@/lib/desks/cost/intents/inbox'
import { CATEGORY_LABELS } from '@/lib/desks/cost/phrases'
import { getEvidence } from '@/lib/evidence/store'
import { listPeople } from '@/lib/identity/person-store'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { count, moneyPerDay } from '@/lib/intents/fact'
import { addHours } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import type { CaseStatus } from '@/schemas/case'
import type { Choice, InboxFilter, InboxSearch, InboxTools } from '@/schemas/inbox-search'
import type { InboxView } from '@/schemas/inbox-view'
import type { TenantPerson } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'
import { accountNames } from './account-names'
import { freshnessOf } from './freshness'
import { defectNotices } from './held-back'
import { nearestSearches } from './nearest-searches'

const WAITING: readonly CaseStatus[] = [
  'plan_ready',
  'policy_denied',
  'awaiting_approval',
  'awaiting_veto',
  'denied',
  'expired',
  'escalated',
  'error',
  'no_action',
]
const VERIFYING: readonly CaseStatus[] = ['executing', 'executed', 'verifying']
const FILTERS = [
  { id: 'open', label: 'Open', keeps: () => ({ is_closed: false, is_snoozed: false }) },
  { id: 'awaiting', label: 'Awaiting a decision', keeps: () => ({ statuses: WAITING, is_snoozed: false }) },
  { id: 'mine', label: 'Mine', keeps: (actor) => ({ owners: [actor.id, actor.name] }) },
  { id: 'verifying', label: 'Verifying', keeps: () => ({ statuses: VERIFYING }) },
  { id: 'snoozed', label: 'Put away', keeps: () => ({ is_snoozed: true }) },
  { id: 'closed', label: 'Closed', keeps: () => ({ is_closed: true }) },
] as const satisfies readonly { id: InboxFilter; label: string; keeps(actor: Actor): CaseFilter }[]

const NOTHING_FOUND: InboxView['empty'] = {
  title: 'No case matches this search',
  text: 'The filters above keep none of the cases.',
  action: { label: 'Clear the filters', href: '/' },
}
const EMPTY: Record<InboxFilter, InboxView['empty']> = {
  open: {
    title: 'No open case',
    text: 'Cost anomalies appear here, most money at stake first, as soon as a bill shows one.',
    action: { label: 'See sources', href: '/sources' },
  },
  awaiting: {
    title: 'Nothing waits for a decision',
    text: 'Plans appear here when they are ready to be sent, signed or vetoed.',
    action: { label: 'See open cases', href: '/' },
  },
  mine: { title: 'Nothing is assigned to you', text: 'Open a case and take it, and it appears here.', action: { label: 'See open cases', href: '/' } },
  verifying: {
    title: 'Nothing is being verified',
    text: 'A plan that was carried out appears here until its saving is known.',
    action: { label: 'See verification', href: '/verification' },
  },
  snoozed: {
    title: 'No case is put away',
    text: 'A case that was snoozed waits here until its day comes or its rise has grown.',
    action: { label: 'See open cases', href: '/' },
  },
  closed: {
    title: 'No closed case yet',
    text: 'Cases close when their saving is verified, or when somebody accepts them as expected.',
    action: { label: 'See open cases', href: '/' },
  },
}

/** The inbox of one person: counters, filters, and what their search finds. Counters count every case; the list shows one page of those found. */
export async function inboxView(actor: Actor, asked: Partial<InboxSearch> = {}): Promise<InboxView> {
  const search: InboxSearch = { ...PLAIN_INBOX, ...asked }
  const filters = filtersOf(actor)
  const [tenant, counts, account_names, people] = await Promise.all([
    getTenant(actor.tenant_id),
    countCases(actor.tenant_id, filters),
    accountNames(actor.tenant_id),
    listPeople(actor.tenant_id),
  ])
  const now = clockOf(tenant.clock_offset_ms)
  const sought = soughtBy(search, actor, people, now)
  const total = await countSearched(actor.tenant_id, sought)
  const pages = Math.max(1, Math.ceil(total / INBOX_ROWS))
  const page = Math.min(search.page, pages)
  const shown = await searchCases(actor.tenant_id, sought, search.sort, INBOX_ROWS, (page - 1) * INBOX_ROWS)
  // The sparkline needs the series the anomaly was found in, nothing more.
  const series_ids = [...new Set(shown.flatMap((c) => c.cost?.anomaly.evidence_ids ?? []))]
  const [evidence, freshness, facets, views, defects] = await Promise.all([
    getEvidence(actor.tenant_id, series_ids),
    freshnessOf(actor.tenant_id, now),
    caseFacets(actor.tenant_id),
    listViews({ tenant_id: actor.tenant_id, person_id: actor.id }),
    defectNotices(actor.tenant_id),
  ])
  const names = Object.fromEntries(people.map((p) => [p.person_id, p.name]))
  const label = FILTERS.find((f) => f.id === search.filter)?.label
  const { open, awaiting, verifying } = counts
  const tools: InboxTools = {
    tenant_id: actor.tenant_id,
    search: { ...search, page },
    accounts: facets.accounts.map((id) => ({ id, label: account_names[id] ?? id })).toSorted(byLabel),
    categories: facets.categories.map((id) => ({ id, label: CATEGORY_LABELS[id] })).toSorted(byLabel),
    owners: facets.owners.map((id) => ({ id, label: names[id] ?? id })).toSorted(byLabel),
    page: { first: shown.length === 0 ? 0 : (page - 1) * INBOX_ROWS + 1, last: (page - 1) * INBOX_ROWS + shown.length, total, pages },
    views,
    people: people.filter((p) => p.roles.some(isWorking)).map((p) => ({ id: p.person_id, label: p.name })),
    bulk_denied: actor.roles.some(isWorking) ? null : 'You read cases; acting on them needs a working role.',
    revisions: Object.fromEntries(shown.map((c) => [c.case_id, c.revision])),
  }
  return {
    now,
    freshness: freshness.sources,
    notices: [...freshness.notices, ...defects],
    counters: [
      {
        id: 'at_stake',
        fact: moneyPerDay('At stake', open.at_stake_per_day ?? '0', shown[0]?.currency ?? tenant.currency, {
          formula: 'sum of the money at stake per day of the open cases',
        }),
        note: `${open.cases} open ${open.cases === 1 ? 'case' : 'cases'}`,
        href: '/',
      },
      { id: 'awaiting', fact: count('Awaiting a decision', awaiting.cases, 'case'), note: 'plans to send, sign or settle', href: '/?filter=awaiting' },
      { id: 'verifying', fact: count('Verifying', verifying.cases, 'case'), note: 'carried out, saving not settled yet', href: '/?filter=verifying' },
    ],
    // Nobody needs a list of what is put away while nothing is.
    filters: FILTERS.filter((f) => f.id !== 'snoozed' || counts.snoozed.cases > 0 || search.filter === 'snoozed').map((f) => ({
      id: f.id,
      label: f.label,
      count: counts[f.id].cases,
    })),
    active: search.filter,
    list: shown.length === 0 ? null : inboxIntent(shown, now, actor, { evidence, account_names, people: names }, label, shown.length, 'given'),
    empty: counts[search.filter].cases > 0 ? NOTHING_FOUND : EMPTY[search.filter],
    ...(shown.length === 0 && isNarrowed(search)
      ? {
          nearest: await nearestSearches(search, await caseTitles(actor.tenant_id), (wider) =>
            countSearched(actor.tenant_id, soughtBy(wider, actor, people, now)),
          ),
        }
      : {}),
    tools,
  }
}

const filtersOf = (actor: Actor): Record<InboxFilter, CaseFilter> =>
  Object.fromEntries(FILTERS.map((f) => [f.id, f.keeps(actor)])) as Record<InboxFilter, CaseFilter>

const isWorking = (role: string): boolean => (WORKING as readonly string[]).includes(role)
const byLabel = (a: Choice, b: Choice): number => a.label.localeCompare(b.label, 'en')
const HOURS_A_DAY = 24

/** The cases a search is about. An owner is looked for by id and by name, because a bill's owner tag is a name. */
export function soughtBy(search: InboxSearch, actor: Actor, people: readonly TenantPerson[], now: Instant): CaseSearch {
  const { filter, text, account, category, severity, older_than_days, owner } = search
  const named = people.find((p) => p.person_id === owner)?.name
  return {
    ...filtersOf(actor)[filter],
    text,
    account,
    category,
    severity,
    opened_before: older_than_days === null ? null : addHours(now, -HOURS_A_DAY * older_than_days),
    ...(owner === null ? {} : { owners: owner === 'none' ? null : [owner, ...(named === undefined ? [] : [named])] }),
  }
}
