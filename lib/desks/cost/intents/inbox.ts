import { caseContext, type IntentExtras } from '@/lib/desks/cost/intents/case-context'
import { rowOf } from '@/lib/desks/cost/intents/row'
import { buildIntent } from '@/lib/intents/build'
import type { Facts } from '@/lib/intents/fact'
import { formatCount } from '@/lib/kernel/format'
import { compareDecimal } from '@/lib/kernel/money'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { AnomalyRow, UiIntent } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

/** Rows that one list draws, which fit the size of a card; how many more there are is said below it. */
export const INBOX_ROWS = 25

/** Rows that one card holds whole: with their sparklines, evidence of their own, six-digit amounts, and names as long as a bill has them. */
const WHOLE_ROWS = 5

/** One case as a row of the inbox and the facts it draws. */
export const inboxRow = (c: Case, now: Instant, viewer: Actor, extras: IntentExtras = {}): { row: AnomalyRow; facts: Facts } =>
  rowOf(caseContext(c, now, viewer, extras))

/** The cases as one list, most money at stake first; closed ones last. `title` names the filter; `total` is how many there are when only the first of them are given. Evidence of all cases may come in one list: each row takes its own. `given` keeps an order that somebody asked for. */
export function inboxIntent(
  cases: readonly Case[],
  now: Instant,
  viewer: Actor,
  extras: IntentExtras = {},
  title = 'Open cases',
  total = cases.length,
  order: 'at_stake' | 'given' = 'at_stake',
): UiIntent {
  const sorted = cases.map((c) => inboxRow(c, now, viewer, extras)).map((r, i) => ({ ...r, c: cases[i] as Case }))
  const byStake = (a: (typeof sorted)[number], b: (typeof sorted)[number]): number =>
    Number(a.row.is_closed) - Number(b.row.is_closed) || compareDecimal(b.c.at_stake_per_day, a.c.at_stake_per_day) || (a.c.case_id < b.c.case_id ? -1 : 1)
  const ranked = order === 'given' ? sorted : sorted.toSorted(byStake)
  const shown = ranked.slice(0, INBOX_ROWS)
  return buildIntent({
    intent_id: 'inbox.list',
    rev: cases.reduce((sum, c) => sum + c.revision, 0),
    subject: { type: 'view', id: 'inbox' },
    evidence: extras.evidence ?? [],
    title,
    facts: Object.assign({}, ...shown.map((r) => r.facts)),
    components: [{ kind: 'anomaly.inbox', rows: shown.map((r) => r.row), more: total > shown.length ? formatCount(total - shown.length, 'more case') : null }],
    produced_by: { ruleset_version: shown[0]?.c.ruleset_version ?? 'none', policy_digest: null },
    now,
    href: '/',
  })
}

/** A page of cases in the order in which they were asked for, every row of it whole: a few a card. */
export const inboxIntents = (cases: readonly Case[], now: Instant, viewer: Actor, extras: IntentExtras, title: string | undefined): UiIntent[] =>
  Array.from({ length: Math.ceil(cases.length / WHOLE_ROWS) }, (_, i) => cases.slice(i * WHOLE_ROWS, (i + 1) * WHOLE_ROWS)).map((some) =>
    inboxIntent(some, now, viewer, extras, title, some.length, 'given'),
  )
