import { cutEvidence } from '@/lib/intents/cut-evidence'
import { isEvidence } from '@/lib/intents/evidence-refs'
import type { AnomalyRow, Component } from '@/schemas/intent'

/** How much of the bulky parts an envelope keeps, and how long a text may be (at most what the schema takes): tried from the first to the last until it fits. */
export const CUTS = [
  { points: 200, rows: 200, sparks: 50, targets: 200, evidence: 10, text: 2000 },
  { points: 120, rows: 100, sparks: 12, targets: 60, evidence: 10, text: 2000 },
  { points: 75, rows: 50, sparks: 6, targets: 30, evidence: 6, text: 1000 },
  { points: 45, rows: 25, sparks: 0, targets: 15, evidence: 4, text: 500 },
  { points: 30, rows: 10, sparks: 0, targets: 8, evidence: 2, text: 250 },
] as const
export type Cut = (typeof CUTS)[number]

/** The component within the limits, saying what was left out. Newest days and first rows stay. */
export function cutComponent(part: Component, cut: Cut): Component {
  if (isEvidence(part)) return cutEvidence(part, cut.evidence)
  switch (part.kind) {
    case 'timeseries':
      return part.points.length <= cut.points
        ? part
        : { ...part, points: part.points.slice(-cut.points), subtitle: `${part.subtitle} · ${partOf('last', cut.points, part.points.length, 'days')}` }
    case 'verification.board':
      return part.points.length <= cut.points
        ? part
        : { ...part, points: part.points.slice(-cut.points), title: `${part.title} (${partOf('last', cut.points, part.points.length, 'days')})` }
    case 'table':
      return part.rows.length <= cut.rows
        ? part
        : { ...part, rows: part.rows.slice(0, cut.rows), more: joined(part.more, partOf('first', cut.rows, part.rows.length, 'rows')) }
    case 'bars':
      return part.bars.length <= cut.rows
        ? part
        : { ...part, bars: part.bars.slice(0, cut.rows), subtitle: `${part.subtitle} · ${partOf('first', cut.rows, part.bars.length, 'bars')}` }
    case 'snapshot.diff':
      return part.rows.length <= cut.rows
        ? part
        : { ...part, rows: part.rows.slice(0, cut.rows), title: `${part.title} (${partOf('first', cut.rows, part.rows.length, 'fields')})` }
    case 'timeline':
      return part.events.length <= cut.rows
        ? part
        : { ...part, events: part.events.slice(0, cut.rows), title: `${part.title} (${partOf('last', cut.rows, part.events.length, 'events')})` }
    case 'audit.timeline':
      return part.events.length <= cut.rows
        ? part
        : { ...part, events: part.events.slice(0, cut.rows), title: `${part.title} (${partOf('last', cut.rows, part.events.length, 'events')})` }
    case 'citations':
      return part.sources.length <= cut.rows
        ? part
        : { ...part, sources: part.sources.slice(0, cut.rows), subtitle: `${part.subtitle} · ${partOf('first', cut.rows, part.sources.length, 'sources')}` }
    case 'savings.ledger':
      return part.rows.length <= cut.rows
        ? part
        : {
            ...part,
            rows: part.rows.slice(0, cut.rows),
            note: `${part.note} Listed are the ${partOf('first', cut.rows, part.rows.length, 'plans')}; the total holds all of them.`,
          }
    case 'kv_diff':
      return part.lines.length <= cut.evidence
        ? part
        : { ...part, lines: part.lines.slice(0, cut.evidence), subtitle: `${part.subtitle} · ${partOf('first', cut.evidence, part.lines.length, 'names')}` }
    case 'json_diff':
      return part.lines.length <= cut.rows
        ? part
        : { ...part, lines: part.lines.slice(0, cut.rows), subtitle: `${part.subtitle} · ${partOf('first', cut.rows, part.lines.length, 'values')}` }
    case 'text_diff':
      return part.lines.length <= cut.rows
        ? part
        : { ...part, lines: part.lines.slice(0, cut.rows), subtitle: `${part.subtitle} · ${partOf('first', cut.rows, part.lines.length, 'lines')}` }
    case 'rollback.card':
      return part.actions.length <= cut.evidence
        ? part
        : {
            ...part,
            actions: part.actions.slice(0, cut.evidence),
            sentence: `${part.sentence} ${partOf('first', cut.evidence, part.actions.length, 'actions')} are listed.`,
          }
    case 'anomaly.inbox':
      return cutInbox(part, cut)
    case 'plan.card':
      return { ...part, actions: part.actions.map((action) => cutTargets(action, cut.targets)) }
    default:
      return part
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

const partOf = (end: 'first' | 'last', kept: number, all: number, unit: string): string => `${end} ${kept} of ${all} ${unit}`
const joined = (a: string | null, b: string): string => (a === null ? b : `${a} · ${b}`)
