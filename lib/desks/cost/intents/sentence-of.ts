import { planPhrases } from '@/lib/desks/cost/intents/plan-phrases'
import { phrases } from '@/lib/desks/cost/phrases'
import type { Reason } from '@/schemas/decision'

/** A reason as a sentence of the phrasebook. A code it does not know is shown with its figures rather than dropped. */
export function sentenceOf(reason: Reason): string {
  const phrase = phrases[reason.code] ?? planPhrases[reason.code]
  if (phrase !== undefined) return phrase(reason.facts)
  const facts = Object.entries(reason.facts).map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`)
  return `${reason.code.replaceAll('_', ' ')}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}.`
}
