import { type CaseFilter, countCases, listCases } from '@/lib/cases/store'
import { INBOX_ROWS, inboxIntent } from '@/lib/desks/cost/intents/inbox'
import { getEvidence } from '@/lib/evidence/store'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { count, moneyPerDay } from '@/lib/intents/fact'
import type { Actor } from '@/schemas/actor'
import type { CaseStatus } from '@/schemas/case'
import type { InboxFilter, InboxView } from '@/schemas/view'
import { accountNames } from './account-names'
import { freshnessOf } from './freshness'

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
  { id: 'open', label: 'Open', keeps: () => ({ is_closed: false }) },
  { id: 'awaiting', label: 'Awaiting a decision', keeps: () => ({ statuses: WAITING }) },
  { id: 'mine', label: 'Mine', keeps: (actor) => ({ owners: [actor.id, actor.name] }) },
  { id: 'verifying', label: 'Verifying', keeps: () => ({ statuses: VERIFYING }) },
  { id: 'closed', label: 'Closed', keeps: () => ({ is_closed: true }) },
] as const satisfies readonly { id: InboxFilter; label: string; keeps(actor: Actor): CaseFilter }[]

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
  closed: {
    title: 'No closed case yet',
    text: 'Cases close when their saving is verified, or when somebody accepts them as expected.',
    action: { label: 'See open cases', href: '/' },
  },
}

/** The inbox of one person: counters, filters, and the cases by money at stake. Counters count every case; the list shows the first of them. */
export async function inboxView(actor: Actor, asked: string | undefined): Promise<InboxView> {
  const filter = FILTERS.find((f) => f.id === asked) ?? FILTERS[0]
  const filters = Object.fromEntries(FILTERS.map((f) => [f.id, f.keeps(actor)])) as Record<InboxFilter, CaseFilter>
  const [tenant, counts, shown, account_names] = await Promise.all([
    getTenant(actor.tenant_id),
    countCases(actor.tenant_id, filters),
    listCases(actor.tenant_id, { ...filters[filter.id], limit: INBOX_ROWS }),
    accountNames(actor.tenant_id),
  ])
  const now = clockOf(tenant.clock_offset_ms)
  // The sparkline needs the series the anomaly was found in, nothing more.
  const series_ids = [...new Set(shown.flatMap((c) => c.cost?.anomaly.evidence_ids ?? []))]
  const [evidence, freshness] = await Promise.all([getEvidence(actor.tenant_id, series_ids), freshnessOf(actor.tenant_id, now)])
  const { open, awaiting, verifying } = counts
  return {
    now,
    freshness: freshness.sources,
    notices: freshness.notices,
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
    filters: FILTERS.map((f) => ({ id: f.id, label: f.label, count: counts[f.id].cases })),
    active: filter.id,
    list: shown.length === 0 ? null : inboxIntent(shown, now, actor, { evidence, account_names }, filter.label, counts[filter.id].cases),
    empty: EMPTY[filter.id],
  }
}
