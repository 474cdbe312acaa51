import type { UiIntent } from '@/schemas/intent'

/** A card below the summary of its page without the sentences that the summary has said already, where it says more than those. */
export function saidOnce(intent: UiIntent, summary: UiIntent): UiIntent {
  const lead = summary.components.find((c) => c.kind === 'headline')?.sentence.trim() ?? ''
  if (lead === '') return intent
  const components = intent.components.map((c) => {
    if (c.kind !== 'triage.explain' || !c.sentence.startsWith(lead)) return c
    const rest = c.sentence.slice(lead.length).trim()
    return rest === '' ? c : { ...c, sentence: rest }
  })
  return { ...intent, components }
}
