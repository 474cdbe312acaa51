import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { buildIntent } from '@/lib/intents/build'
import type { CostCategory } from '@/schemas/cost'
import type { UiIntent } from '@/schemas/intent'
import { configEvidence } from './changed-resources'
import { commitmentEvidence } from './commitment'
import { creditsFeesEvidence } from './credits-fees'
import { dataTransferEvidence } from './data-transfer'
import { deployEvidence } from './deploy'
import { k8sShiftEvidence } from './k8s-shift'
import { marketplaceEvidence } from './marketplace'
import { missingEvidence } from './missing'
import { mixedEvidence } from './mixed'
import { newResourcesEvidence } from './new-resources'
import type { DrawEvidence, EvidencePiece } from './piece'
import { usageGrowthEvidence } from './usage-growth'
import { wasteEvidence } from './waste'

/** What a category stands on. */
const DRAWN: Record<Exclude<CostCategory, 'unknown'>, DrawEvidence> = {
  commitment_coverage_drift: commitmentEvidence,
  credits_refunds_fees: creditsFeesEvidence,
  pricing_change: usageGrowthEvidence,
  marketplace: marketplaceEvidence,
  data_transfer: dataTransferEvidence,
  new_resource: newResourcesEvidence,
  k8s_cost_shift: k8sShiftEvidence,
  resource_waste: wasteEvidence,
  deploy_related: deployEvidence,
  config_drift: configEvidence,
  expected_growth: usageGrowthEvidence,
}

/** The stored evidence of the category, of what set it off and of what adds to it, then what several explain together and what nobody brought. Null before triage. */
export function evidenceIntent(ctx: CaseContext): UiIntent | null {
  const { triage } = ctx.file
  if (triage === null) return null
  const named = [triage.category, triage.trigger, triage.contributing].filter((c) => c !== null && c !== 'unknown')
  const draws = [...new Set([...named.map((category) => DRAWN[category]), mixedEvidence, missingEvidence])]
  const pieces = draws.map((draw) => draw(ctx)).filter((piece) => piece !== null)
  const [first] = pieces
  if (first === undefined) return null
  return buildIntent({
    ...envelope(ctx, 'evidence', { type: 'anomaly', id: ctx.c.case_id }),
    title: titleOf(first),
    // Each piece names its figures in its own way, so none hides another's.
    facts: Object.assign({}, ...pieces.map(({ facts }) => facts)),
    components: pieces.map(({ part }) => part),
    suggestions: ['Why this category?', 'What is the evidence?', 'What is the plan?'],
  })
}

/** The evidence that one category would stand on, whether it won or not. Null where the case holds none. */
export function evidenceOfCategory(ctx: CaseContext, category: CostCategory): UiIntent | null {
  const piece = category === 'unknown' ? mixedEvidence(ctx) : DRAWN[category](ctx)
  if (piece === null) return null
  return buildIntent({
    ...envelope(ctx, `evidence.${category}`, { type: 'anomaly', id: ctx.c.case_id }),
    title: titleOf(piece),
    facts: piece.facts,
    components: [piece.part],
    suggestions: ['Why this category?', 'What is the evidence?'],
  })
}

const titleOf = ({ part }: EvidencePiece): string => ('title' in part ? part.title : 'Evidence')
