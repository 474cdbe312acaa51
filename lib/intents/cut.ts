import { cutEvidence } from '@/lib/intents/cut-evidence'
import { isEvidence } from '@/lib/intents/evidence-refs'
import { formatCount } from '@/lib/kernel/format'
import type { AnomalyRow, Component, ComponentOf } from '@/schemas/intent'

/** How much of the bulky parts an envelope keeps, and how long a text may be (at most what the schema takes): tried from the first to the last until it fits. */
export const CUTS = [
  { points: 200, rows: 200, sparks: 50, targets: 200, evidence: 10, checks: 'each', actions: 200, text: 2000 },
  { points: 120, rows: 100, sparks: 12, targets: 60, evidence: 10, checks: 'each', actions: 200, text: 2000 },
  { points: 75, rows: 50, sparks: 6, targets: 30, evidence: 6, checks: 'counted', actions: 200, text: 1000 },
  { points: 45, rows: 25, sparks: 0, targets: 15, evidence: 4, checks: 'counted', actions: 200, text: 500 },
  { points: 30, rows: 10, sparks: 0, targets: 8, evidence: 2, checks: 'counted', actions: 8, text: 250 },
] as const
export type Cut = (typeof CUTS)[number]

type Cutters = { readonly [K in Component['kind']]?: (part: ComponentOf<K>, cut: Cut) => ComponentOf<K> }
/** How each kind that may be bulky is cut; every other one stays whole. */
const CUTTERS: Cutters = {
  timeseries: (part, { points }) => ({
    ...part,
    ...newest(part.points, points, 'days', (points, left) => ({ points, subtitle: `${part.subtitle} · ${left}` })),
  }),
  'verification.board': (part, { points }) => ({
    ...part,
    ...newest(part.points, points, 'days', (points, left) => ({ points, title: `${part.title} (${left})` })),
  }),
  table: (part, cut) => ({ ...part, ...first(part.rows, cut.rows, 'rows', (rows, left) => ({ rows, more: joined(part.more, left) })) }),
  bars: (part, cut) => ({ ...part, ...first(part.bars, cut.rows, 'bars', (bars, left) => ({ bars, subtitle: `${part.subtitle} · ${left}` })) }),
  'snapshot.diff': (part, cut) => ({ ...part, ...first(part.rows, cut.rows, 'fields', (rows, left) => ({ rows, title: `${part.title} (${left})` })) }),
  timeline: (part, cut) => ({ ...part, ...latest(part.events, cut.rows, 'events', (events, left) => ({ events, title: `${part.title} (${left})` })) }),
  'audit.timeline': (part, cut) => ({ ...part, ...latest(part.events, cut.rows, 'events', (events, left) => ({ events, title: `${part.title} (${left})` })) }),
  citations: (part, cut) => ({
    ...part,
    ...first(part.sources, cut.rows, 'sources', (sources, left) => ({ sources, subtitle: `${part.subtitle} · ${left}` })),
  }),
  'savings.ledger': (part, cut) => ({
    ...part,
    ...first(part.rows, cut.rows, 'plans', (rows, left) => ({ rows, note: `${part.note} Listed are the ${left}; the total holds all of them.` })),
  }),
  kv_diff: (part, cut) => ({ ...part, ...first(part.lines, cut.evidence, 'names', (lines, left) => ({ lines, subtitle: `${part.subtitle} · ${left}` })) }),
  json_diff: (part, cut) => ({ ...part, ...first(part.lines, cut.rows, 'values', (lines, left) => ({ lines, subtitle: `${part.subtitle} · ${left}` })) }),
  text_diff: (part, cut) => ({ ...part, ...first(part.lines, cut.rows, 'lines', (lines, left) => ({ lines, subtitle: `${part.subtitle} · ${left}` })) }),
  'rollback.card': (part, cut) => ({
    ...part,
    ...first(part.actions, cut.evidence, 'actions', (actions, left) => ({ actions, sentence: `${part.sentence} ${left} are listed.` })),
  }),
  'execution.progress': (part, cut) => cutRun(part, cut),
  'anomaly.inbox': (part, cut) => cutInbox(part, cut),
  'plan.card': (part, cut) => ({ ...part, actions: cutActions(part.actions, cut).map((action) => cutChecks(cutTargets(action, cut.targets), cut)) }),
}

/** The component within the limits, saying what was left out. Newest days and first rows stay. */
export function cutComponent(part: Component, cut: Cut): Component {
  if (isEvidence(part)) return cutEvidence(part, cut.evidence)
  const cutter = CUTTERS[part.kind] as ((part: Component, cut: Cut) => Component) | undefined // safe: the table has the function of exactly this kind
  return cutter === undefined ? part : cutter(part, cut)
}

type Says<T, R> = (kept: T[], left: string) => R
/** The first of a list that is too long, with what is said of it; nothing where it fits. */
const first = <T, R>(list: readonly T[], most: number, unit: string, says: Says<T, R>): R | undefined =>
  list.length <= most ? undefined : says(list.slice(0, most), partOf('first', most, list.length, unit))
/** Lists that begin with the latest. */
const latest = <T, R>(list: readonly T[], most: number, unit: string, says: Says<T, R>): R | undefined =>
  list.length <= most ? undefined : says(list.slice(0, most), partOf('last', most, list.length, unit))
/** Lists that end with the newest. */
const newest = <T, R>(list: readonly T[], most: number, unit: string, says: Says<T, R>): R | undefined =>
  list.length <= most ? undefined : says(list.slice(-most), partOf('last', most, list.length, unit))

type RunCard = ComponentOf<'execution.progress'>

// The newest steps are where a run stands: what went wrong is in them.
function cutRun(part: RunCard, { rows }: Cut): RunCard {
  const steps = newest(part.steps, rows, 'steps', (steps, left) => ({ steps, left }))
  const targets = first(part.targets ?? [], rows, 'targets', (targets, left) => ({ targets, left }))
  return {
    ...part,
    ...(steps === undefined ? undefined : { steps: steps.steps }),
    ...(targets === undefined ? undefined : { targets: targets.targets }),
    state: [part.state, steps?.left, targets?.left].filter((said) => said !== undefined).join(' · '),
  }
}

type Inbox = Extract<Component, { kind: 'anomaly.inbox' }>
type PlanCardAction = Extract<Component, { kind: 'plan.card' }>['actions'][number]

function cutInbox(part: Inbox, cut: Cut): Inbox {
  const rows = part.rows.slice(0, cut.rows).map((row, i): AnomalyRow => (i < cut.sparks ? row : { ...row, spark: [] }))
  return { ...part, rows, more: part.rows.length <= cut.rows ? part.more : joined(part.more, partOf('first', cut.rows, part.rows.length, 'cases')) }
}

// The plan digest still covers every target; the card says how many it does not list.
function cutTargets(action: PlanCardAction, limit: number): PlanCardAction {
  if (action.targets.length <= limit) return action
  return {
    ...action,
    targets: action.targets.slice(0, limit),
    blast_radius: `${action.blast_radius} · ${partOf('first', limit, action.targets.length, 'targets')} listed`,
  }
}

// The plan digest covers every action; the last that is listed says how many are not.
function cutActions(actions: readonly PlanCardAction[], { actions: most }: Cut): readonly PlanCardAction[] {
  if (actions.length <= most) return actions
  const said = (action: PlanCardAction): PlanCardAction => ({
    ...action,
    where: `${action.where} · ${partOf('first', most, actions.length, 'actions')} listed`,
  })
  return actions.slice(0, most).map((action, at) => (at === most - 1 ? said(action) : action))
}

// What did not pass is always said; how many did is enough beside it, and a risk says its score and not its terms.
function cutChecks(action: PlanCardAction, { checks }: Cut): PlanCardAction {
  if (checks === 'each') return action
  const passed = action.prechecks.filter((c) => c.outcome === 'passed').length
  const open = action.prechecks.filter((c) => c.outcome !== 'passed')
  const counted = passed === 0 ? [] : [{ text: `${formatCount(passed, 'check')} passed`, outcome: 'passed' as const }]
  return { ...action, risk_terms: [], prechecks: [...counted, ...open] }
}

const partOf = (end: 'first' | 'last', kept: number, all: number, unit: string): string => `${end} ${kept} of ${all} ${unit}`
const joined = (a: string | null, b: string): string => (a === null ? b : `${a} · ${b}`)
