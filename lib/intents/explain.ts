import { invariant } from '@/lib/kernel/errors'
import type { Explainable } from '@/lib/rules/rule'
import type { Reason } from '@/schemas/decision'

/** Reason code → one plain sentence. Each desk has its own book. */
export type Phrases = Record<string, (facts: Reason['facts']) => string>

/** One reason as a sentence. Throws `broken_invariant` when its code has no phrase. */
function sayReason(reason: Reason, phrases: Phrases): string {
  const phrase = phrases[reason.code]
  invariant(phrase, `no phrase for reason ${reason.code}`)
  return phrase(reason.facts)
}

/** A decision in plain sentences, the same ones every time, each with the evidence it stands on. */
export function explain(decision: Explainable, phrases: Phrases): string {
  const severity = decision.outcome === 'finding' && decision.severity !== undefined ? ` (${decision.severity})` : ''
  const head = `${decision.rule} v${decision.version}: ${decision.outcome}${severity}`
  if (decision.outcome === 'unknown') return `${head}\n  missing: ${(decision.missing ?? []).join(', ')}\n`
  const lines = (decision.reasons ?? []).map((reason) => `  ${sayReason(reason, phrases)} [${reason.evidence_ids.join(', ')}]`)
  return [head, ...lines, ''].join('\n')
}
