import { type EvidencePart, evidenceRefs, isEvidence } from '@/lib/intents/evidence-refs'
import type { AnomalyRow, Component, ComponentOf } from '@/schemas/intent'

const some = (...ids: (string | null | undefined)[]): string[] => ids.filter((id) => typeof id === 'string')
const rowRefs = (row: AnomalyRow): string[] => some(row.at_stake, row.delta_pct)
const none = (): string[] => []

type Kind = Exclude<Component['kind'], EvidencePart['kind']>
/** Which facts each kind draws. A kind without an entry does not compile. */
const REFS: { readonly [K in Kind]: (part: ComponentOf<K>) => string[] } = {
  headline: (part) => part.figures,
  'approval.card': (part) => part.figures,
  fact_grid: (part) => part.facts,
  table: (part) => [...part.rows.flatMap((r) => r.cells), ...(part.rest ?? []), ...(part.totals ?? [])].flatMap((cell) => some(cell.fact)),
  'attribution.waterfall': (part) => [
    ...[part.from, ...part.steps, ...part.remainder, part.to].map((step) => step.fact),
    ...part.slices.flatMap((s) => [s.factor, s.change, s.share]),
    part.outside,
  ],
  waterfall: (part) => part.steps.flatMap((step) => some(step.fact)),
  bars: (part) => part.bars.flatMap((bar) => some(bar.fact)),
  'anomaly.card': (part) => rowRefs(part.row),
  'anomaly.inbox': (part) => part.rows.flatMap(rowRefs),
  'triage.explain': (part) => some(part.confidence, ...part.verdicts.map((v) => v.explained)),
  'plan.card': (part) => part.actions.map((action) => action.saving),
  'verification.board': (part) => some(part.saved),
  heatmap: (part) => part.rows.map((row) => row.total),
  'rollback.card': (part) => some(part.saving_lost),
  'savings.ledger': (part) => [...part.rows.flatMap((r) => [r.predicted, r.realised]), part.total],
  'system.health': (part) => [part.queue.waiting, part.queue.oldest],
  notice: none,
  timeseries: none,
  'execution.progress': none,
  'snapshot.diff': none,
  timeline: none,
  kv_diff: none,
  json_diff: none,
  text_diff: none,
  form: none,
  skeleton: none,
  citations: none,
  links: none,
  unsupported: none,
  'veto.card': none,
  'plan.editor': none,
  'audit.timeline': none,
  'audit.proof': none,
}

/** Fact ids that a component draws. All of them must be in the intent's ledger. */
export function factRefs(part: Component): string[] {
  if (isEvidence(part)) return evidenceRefs(part)
  const refs = REFS[part.kind] as (part: Component) => string[] // safe: the table has the function of exactly this kind
  return refs(part)
}
