import type { CaseSearch } from '@/lib/cases/search-store'
import type { CaseFilter } from '@/lib/cases/store'
import { addHours } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import type { CaseStatus } from '@/schemas/case'
import type { InboxFilter, InboxSearch } from '@/schemas/inbox-search'
import type { InboxView } from '@/schemas/inbox-view'
import type { TenantPerson } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'

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
/** The tabs of the inbox, and which cases each keeps. */
export const FILTERS = [
  { id: 'open', label: 'Open', keeps: () => ({ is_closed: false, is_snoozed: false }) },
  { id: 'awaiting', label: 'Awaiting a decision', keeps: () => ({ statuses: WAITING, is_snoozed: false }) },
  { id: 'mine', label: 'Mine', keeps: (actor) => ({ owners: [actor.id, actor.name] }) },
  { id: 'verifying', label: 'Verifying', keeps: () => ({ statuses: VERIFYING }) },
  { id: 'snoozed', label: 'Snoozed', keeps: () => ({ is_snoozed: true }) },
  { id: 'closed', label: 'Closed', keeps: () => ({ is_closed: true }) },
] as const satisfies readonly { id: InboxFilter; label: string; keeps(actor: Actor): CaseFilter }[]

export const NOTHING_FOUND: InboxView['empty'] = {
  title: 'No case matches this search',
  text: 'No case fits the filters above.',
  action: { label: 'Clear the filters', href: '/' },
}
/** What every tab says before there is anything to look at. */
export const NO_BILL: InboxView['empty'] = {
  title: 'No bill yet',
  text: 'Import a cost export of your provider. Its cost anomalies appear here within a minute, most money at stake first.',
  action: { label: 'Import a bill', href: '/sources' },
}
/** What a tab says while it keeps none. */
export const EMPTY: Record<InboxFilter, InboxView['empty']> = {
  open: {
    title: 'No open case',
    text: 'Cost anomalies appear here, most money at stake first, as soon as a bill shows one.',
    action: { label: 'See sources', href: '/sources' },
  },
  awaiting: {
    title: 'Nothing waits for a decision',
    text: 'Plans appear here when they are ready to be sent, approved or vetoed.',
    action: { label: 'See open cases', href: '/' },
  },
  mine: { title: 'Nothing is assigned to you', text: 'A case appears here once you take ownership of it.', action: { label: 'See open cases', href: '/' } },
  verifying: {
    title: 'Nothing is being verified',
    text: 'A plan that has run appears here until its saving is known.',
    action: { label: 'See verification', href: '/verification' },
  },
  snoozed: {
    title: 'No case is snoozed',
    text: 'A snoozed case waits here until its day comes or its cost has grown.',
    action: { label: 'See open cases', href: '/' },
  },
  closed: {
    title: 'No closed case yet',
    text: 'Cases close when their saving is verified, or when somebody accepts them as expected.',
    action: { label: 'See open cases', href: '/' },
  },
}

const HOURS_A_DAY = 24

export const filtersOf = (actor: Actor): Record<InboxFilter, CaseFilter> =>
  Object.fromEntries(FILTERS.map((f) => [f.id, f.keeps(actor)])) as Record<InboxFilter, CaseFilter>

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
