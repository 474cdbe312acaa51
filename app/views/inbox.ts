import { listCases } from '@/lib/cases/store'
import { inboxIntent } from '@/lib/desks/cost/intents/inbox'
import { getEvidence } from '@/lib/evidence/store'
import { tenantNow } from '@/lib/identity/tenant-store'
import { count, moneyPerDay } from '@/lib/intents/fact'
import { add } from '@/lib/kernel/money'
import type { Actor } from '@/schemas/actor'
import { type Case, type CaseStatus, CLOSED_STATUSES } from '@/schemas/case'
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
const isClosed = (c: Case): boolean => (CLOSED_STATUSES as readonly CaseStatus[]).includes(c.status)

const FILTERS: readonly { id: InboxFilter; label: string; keeps(c: Case, actor: Actor): boolean }[] = [
  { id: 'open', label: 'Open', keeps: (c) => !isClosed(c) },
  { id: 'awaiting', label: 'Awaiting a decision', keeps: (c) => WAITING.includes(c.status) },
  { id: 'mine', label: 'Mine', keeps: (c, actor) => c.owner === actor.id || c.owner === actor.name },
  { id: 'verifying', label: 'Verifying', keeps: (c) => VERIFYING.includes(c.status) },
  { id: 'closed', label: 'Closed', keeps: isClosed },
]

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

/** The inbox of one person: counters, filters, and the cases by money at stake. */
export async function inboxView(actor: Actor, asked: string | undefined): Promise<InboxView> {
  const [cases, now, account_names] = await Promise.all([listCases(actor.tenant_id), tenantNow(actor.tenant_id), accountNames(actor.tenant_id)])
  const filter = FILTERS.find((f) => f.id === asked) ?? FILTERS[0]
  const shown = cases.filter((c) => filter?.keeps(c, actor))
  // The sparkline needs the series the anomaly was found in, nothing more.
  const series_ids = [...new Set(shown.flatMap((c) => c.cost?.anomaly.evidence_ids ?? []))]
  const [evidence, freshness] = await Promise.all([getEvidence(actor.tenant_id, series_ids), freshnessOf(actor.tenant_id, now)])
  const open = cases.filter((c) => !isClosed(c))
  const waiting = cases.filter((c) => WAITING.includes(c.status))
  const verifying = cases.filter((c) => VERIFYING.includes(c.status))
  const currency = cases[0]?.currency ?? 'USD'
  const sum = (of: readonly Case[]) => add('0', ...of.map((c) => c.at_stake_per_day))
  return {
    now,
    freshness: freshness.sources,
    notices: freshness.notices,
    counters: [
      {
        id: 'at_stake',
        fact: moneyPerDay('At stake', sum(open), currency, { formula: 'sum of the money at stake per day of the open cases' }),
        note: `${open.length} open ${open.length === 1 ? 'case' : 'cases'}`,
        href: '/',
      },
      { id: 'awaiting', fact: count('Awaiting a decision', waiting.length, 'case'), note: 'plans to send, sign or settle', href: '/?filter=awaiting' },
      { id: 'verifying', fact: count('Verifying', verifying.length, 'case'), note: 'carried out, saving not settled yet', href: '/?filter=verifying' },
    ],
    filters: FILTERS.map((f) => ({ id: f.id, label: f.label, count: cases.filter((c) => f.keeps(c, actor)).length })),
    active: filter?.id ?? 'open',
    list: shown.length === 0 ? null : inboxIntent(shown, now, actor, { evidence, account_names }, filter?.label),
    empty: EMPTY[filter?.id ?? 'open'],
  }
}
