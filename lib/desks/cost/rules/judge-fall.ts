import { add, big, compareDecimal, subtract, toDecimal } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import { addDays } from '@/lib/kernel/time'
import type { Anomaly, Attribution, LEDGER_TERMS } from '@/schemas/cost'
import type { Reason } from '@/schemas/decision'
import type { Fall, FallKind } from '@/schemas/detection-run'
import type { ChangeEvents, LeafChanges, Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'
import type { Sourced } from './category-rule'
import { nearEvents } from './near-event'

/** A plan of ours that was carried out and not undone, with what it was expected to save a day. */
export type OwnSaving = { case_id: string; scope: Scope; finished_on: Day; expected_per_day: Decimal }
export type FallEvidence = {
  anomaly: Anomaly
  attribution: Attribution
  'cost.leaf_changes': Sourced<LeafChanges>
  'cost.change_events': Sourced<ChangeEvents> | null
  savings: readonly OwnSaving[]
}

// What explains half of a fall names it, as it does with a rise.
const NAMING_SHARE = 0.5
// A run shows on the bill on its own day or up to so many days later.
const RUN_SHOWS_WITHIN_DAYS = 3
// At least this share of everything there went, in at least so many usage types: it stopped rather than shrank.
const STOPPED_RATIO = 0.8
const LEAST_USAGE_TYPES = 2
const CHANGES = ['deploy', 'config', 'scale', 'schedule', 'flag'] as const

type Term = (typeof LEDGER_TERMS)[number]
// What the ledger of a change says of a fall; the first of equals names it.
const BY_TERM: readonly (readonly [FallKind, readonly Term[]])[] = [
  ['commitment_covers_more', ['commitment', 'commitment_unused']],
  ['credits_began', ['credit', 'refund']],
  ['fees_fell', ['fee']],
  ['price_fell', ['list_price']],
  ['marketplace_ended', ['marketplace']],
  ['deleted', ['gone']],
  ['discount_grew', ['discount', 'reservation_rate', 'savings_plan_rate', 'spot_share', 'spot_price']],
  ['less_usage', ['volume', 'unsplit']],
]

/** Names what made cost fall: our own saving before what the bill shows of it. Missing evidence is said, and nothing is ever done about a fall. */
export function judgeFall(evidence: FallEvidence): Fall {
  const { anomaly, attribution, savings } = evidence
  const fall = subtract('0', attribution.total_change)
  const is_down = compareDecimal(fall, '0') > 0
  const clip = (amount: Decimal) => (!is_down || compareDecimal(amount, '0') <= 0 ? '0' : compareDecimal(amount, fall) > 0 ? fall : amount)
  const share = (amount: Decimal) => (is_down ? round6(big(amount).div(big(fall)).toNumber()) : 0)
  const said = (kind: FallKind, amount: Decimal, reasons: Reason[], missing: string[] = []): Fall => ({
    scope: anomaly.scope,
    first_day: anomaly.first_day,
    change_per_day: anomaly.delta_daily_cost,
    kind,
    explained_per_day: amount,
    share: share(amount),
    reasons,
    missing,
  })
  const facts = { currency: anomaly.currency }
  const own = savings.filter((s) => isSamePlace(s.scope, anomaly.scope) && isSeenIn(s.finished_on, anomaly))
  const expected = clip(add('0', ...own.map((s) => s.expected_per_day)))
  if (own.length > 0 && share(expected) >= NAMING_SHARE)
    return said('expected_saving', expected, [
      {
        code: 'fell_expected_saving',
        facts: { ...facts, explained_per_day: expected, plans: own.length, finished_on: own[0]?.finished_on ?? '' },
        evidence_ids: [],
      },
    ])
  const ranked = BY_TERM.map(([kind, terms]) => ({ kind, amount: clip(toDecimal(big(sumOf(attribution, terms)).times(-1))) })).sort((a, b) =>
    compareDecimal(b.amount, a.amount),
  )
  const [main] = ranked
  if (main === undefined || share(main.amount) < NAMING_SHARE) return said('unknown', main?.amount ?? '0', [])
  const leaves = evidence['cost.leaf_changes']
  const because = (code: string): Reason => ({ code, facts: { ...facts, explained_per_day: main.amount }, evidence_ids: [leaves.evidence_id] })
  const near = nearest(evidence)
  const is_usage = main.kind === 'less_usage' || main.kind === 'deleted'
  if (!is_usage || near.length > 0 || !hasStopped(leaves.body)) {
    const missing = is_usage && evidence['cost.change_events'] === null ? ['cost.change_events'] : []
    return said(main.kind, main.amount, [because(`fell_${main.kind}`), ...(is_usage ? near : [])], missing)
  }
  // Whether it failed, was taken down or is only not billed yet, the bill does not say.
  return said('stopped', main.amount, [because('fell_stopped')], evidence['cost.change_events'] === null ? ['cost.change_events', 'health'] : ['health'])
}

/** A fall that only its size is known of, because larger ones were looked at. */
export const unjudgedFall = ({ scope, first_day, delta_daily_cost }: Anomaly): Fall => ({
  scope,
  first_day,
  change_per_day: delta_daily_cost,
  kind: 'unknown',
  explained_per_day: '0',
  share: null,
  reasons: [],
  missing: ['cost.leaf_changes'],
})

const sumOf = ({ ledger }: Attribution, terms: readonly Term[]): Decimal => add('0', ...ledger.filter((l) => terms.includes(l.term)).map((l) => l.amount))

/** Neither scope says that it is somewhere else than the other. */
const isSamePlace = (a: Scope, b: Scope): boolean => (Object.keys(a) as (keyof Scope)[]).every((key) => b[key] === undefined || a[key] === b[key])
const isSeenIn = (finished_on: Day, { first_day, last_day }: Anomaly): boolean =>
  finished_on >= addDays(first_day, -RUN_SHOWS_WITHIN_DAYS) && finished_on <= last_day

function hasStopped({ leaves }: LeafChanges): boolean {
  const billed = leaves.filter((l) => compareDecimal(l.before_cost, '0') > 0)
  const went = billed.filter((l) => big(l.after_cost).lte(big(l.before_cost).times(1 - STOPPED_RATIO)))
  return new Set(went.map((l) => l.scope.usage_type)).size >= LEAST_USAGE_TYPES && went.length === billed.length
}

function nearest({ anomaly, 'cost.change_events': changes }: FallEvidence): Reason[] {
  const found = changes === null ? undefined : nearEvents(anomaly, changes.body, CHANGES)
  const [event] = found?.events ?? []
  if (changes === null || found === undefined || event === undefined) return []
  const code = event.type === 'deploy' ? 'deploy_near_onset' : 'change_near_onset'
  return [{ code, facts: { title: event.title, at: event.at, events: found.events.length }, evidence_ids: [changes.evidence_id] }]
}
