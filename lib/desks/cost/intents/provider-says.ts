import { evidenceWords } from '@/lib/desks/cost/intents/evidence-words'
import { sentenceOf } from '@/lib/desks/cost/intents/sentence-of'
import type { Corroboration, Triage } from '@/schemas/cost'

const CHECKS: Record<Corroboration['check'], string> = {
  provider_coverage: "Cost Explorer's coverage",
  provider_utilization: "Cost Explorer's utilisation",
  provider_drivers: "Cost Explorer's drivers",
  provider_anomalies: "Cost Explorer's anomalies",
}
const POINTS = 100

/** What the provider's own cost service says of the category that won, sentence by sentence, and what of it is not known. */
export function providerSays({ corroboration = [] }: Pick<Triage, 'corroboration'>): string[] {
  const absent = corroboration.flatMap((c) => c.missing)
  return [...corroboration.flatMap((c) => c.reasons.map(sentenceOf)), ...(absent.length === 0 ? [] : [`Not known: ${absent.map(evidenceWords).join('; ')}.`])]
}

/** How far each moved the confidence, for its formula: " + 3 points for Cost Explorer's coverage". */
export const effectsOf = ({ corroboration = [] }: Pick<Triage, 'corroboration'>): string =>
  corroboration
    .filter((c) => c.effect !== 0)
    .map(
      (c) =>
        ` ${c.effect > 0 ? '+' : '−'} ${Math.round(Math.abs(c.effect) * POINTS)} points for ${CHECKS[c.check]}, which ${c.effect > 0 ? 'agree' : 'contradict'}${c.check === 'provider_drivers' || c.check === 'provider_anomalies' ? '' : 's'}`,
    )
    .join('')
