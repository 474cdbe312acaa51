import { evidenceRefs, isEvidence } from '@/lib/intents/evidence-refs'
import { unreachable } from '@/lib/kernel/errors'
import type { AnomalyRow, Component } from '@/schemas/intent'

const some = (...ids: (string | null | undefined)[]): string[] => ids.filter((id) => typeof id === 'string')
const rowRefs = (row: AnomalyRow): string[] => some(row.at_stake, row.delta_pct)

/** Fact ids that a component draws. All of them must be in the intent's ledger. */
export function factRefs(part: Component): string[] {
  if (isEvidence(part)) return evidenceRefs(part)
  switch (part.kind) {
    case 'headline':
    case 'approval.card':
      return part.figures
    case 'fact_grid':
      return part.facts
    case 'table':
      return [...part.rows.flatMap((r) => r.cells), ...(part.totals ?? [])].flatMap((cell) => some(cell.fact))
    case 'attribution.waterfall':
      return [
        ...[part.from, ...part.steps, ...part.remainder, part.to].map((step) => step.fact),
        ...part.slices.flatMap((s) => [s.factor, s.change, s.share]),
        part.outside,
      ]
    case 'waterfall':
      return part.steps.flatMap((step) => some(step.fact))
    case 'bars':
      return part.bars.flatMap((bar) => some(bar.fact))
    case 'anomaly.card':
      return rowRefs(part.row)
    case 'anomaly.inbox':
      return part.rows.flatMap(rowRefs)
    case 'triage.explain':
      return some(part.confidence, ...part.verdicts.map((v) => v.explained))
    case 'plan.card':
      return part.actions.map((action) => action.saving)
    case 'verification.board':
      return some(part.saved)
    case 'heatmap':
      return part.rows.map((row) => row.total)
    case 'rollback.card':
      return some(part.saving_lost)
    case 'savings.ledger':
      return [...part.rows.flatMap((r) => [r.predicted, r.realised]), part.total]
    case 'system.health':
      return [part.queue.waiting, part.queue.oldest]
    case 'notice':
    case 'timeseries':
    case 'execution.progress':
    case 'snapshot.diff':
    case 'timeline':
    case 'kv_diff':
    case 'json_diff':
    case 'text_diff':
    case 'form':
    case 'skeleton':
    case 'citations':
    case 'links':
    case 'unsupported':
    case 'veto.card':
    case 'plan.editor':
    case 'audit.timeline':
    case 'audit.proof':
      return []
    default:
      return unreachable(part)
  }
}
