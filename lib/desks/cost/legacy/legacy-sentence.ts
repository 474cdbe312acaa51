import { triageEvidence } from '@/lib/desks/cost/rules/decide-case'
import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import type { CostFile } from '@/schemas/case'
import { CostEvidence } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import { compareWithLegacy, type LegacyComparison, type LegacyDifference } from './compare-with-legacy'

// What the comparison reads of a case.
const READ = ['cost.leaf_changes', 'cost.charge_events', 'cost.commitment_use', 'cost.change_events']

const WHY: Record<LegacyDifference, string> = {
  same: 'The two agree.',
  constant_charge_called_cause: 'It took a charge that is the same every day for the cause.',
  constant_transfer_called_cause: 'It took transfer that did not change for the cause.',
  smaller_share_hid_larger: 'Its first rule that matched hid a larger share of another.',
  evidence_it_never_asked_for: 'It had no source for the evidence that names this cause.',
  cause_not_proven: 'It named a cause without knowing what was before.',
}

/** Both answers to a case from its stored evidence. Null before triage, and where what the bill said is not at hand or is stored in another form: then nobody knows. */
export function legacyOf({ anomaly, attribution, triage }: CostFile, evidence: readonly Evidence[]): LegacyComparison | null {
  const read = evidence.filter(({ kind }) => READ.includes(kind))
  const is_at_hand = read.some(({ kind }) => kind === 'cost.leaf_changes') && read.every(({ body }) => CostEvidence.safeParse(body).success)
  if (attribution === null || triage === null || !is_at_hand) return null
  return compareWithLegacy(triageEvidence(anomaly, attribution, read), triage)
}

/** What the earlier system would have said, and why today's answer differs. It decides nothing. */
export const legacySentence = ({ legacy, difference }: LegacyComparison): string =>
  `The earlier system would have said: ${CATEGORY_LABELS[legacy.category].toLowerCase()}, ${legacy.severity}, confidence ${legacy.confidence}. ${WHY[difference]}`
