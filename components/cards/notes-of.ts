import type { OpenEvidence } from '@/components/cards/evidence-store'
import type { Fact, UiIntent } from '@/schemas/intent'

type Notes = OpenEvidence['notes']

const made = new WeakMap<UiIntent['evidence'], Map<string, Notes>>()

/** What a figure of a card rests on. Figures that rest on the same have the same list, so that a page carries it once. */
export function notesOf({ evidence: ids }: Pick<Fact, 'evidence'>, { evidence }: Pick<UiIntent, 'evidence'>): Notes {
  const lists = made.get(evidence) ?? new Map<string, Notes>()
  made.set(evidence, lists)
  const key = ids.join(' ')
  const notes = lists.get(key) ?? ids.map((id) => ({ id, note: evidence[id] }))
  lists.set(key, notes)
  return notes
}
