import { type Check, guard, type Violation } from './guard'
import type { Sentence } from './say'
import { fill, withWindows } from './speech'

/** Rewrites a finished sentence. It gets facts and returns text; it can neither ask nor decide anything. */
export type Narrator = {
  name: string
  /** `refused` names what was wrong with the text before, when there was one. */
  narrate(sentence: Sentence, refused: readonly Violation[]): Promise<string>
  /** How often it may try; once unless it says otherwise. */
  tries?: number
  /** Where paragraphs that were shown are kept, so that the same facts read the same tomorrow. */
  kept?: KeptParagraphs
}

/** Paragraphs by digest of their facts. The first one kept for a digest stays. */
export type KeptParagraphs = { find(sentence: Sentence): Promise<string | null>; keep(sentence: Sentence, text: string): Promise<string> }

/** The default: the sentence as the template made it. Needs nothing and never fails. */
export const templateNarrator: Narrator = { name: 'template', narrate: async (sentence) => sentence.text }

/** `by` names who wrote the text that is shown; `rejected` says why text of a narrator is not. */
export type Narration = { text: string; by: string; rejected: Violation[] }

/**
 * Lets a narrator speak and reads its text again. Text that says anything the facts do not is withheld, and the template's sentence is shown: it is
 * ready before anybody is asked, so nobody waits for a narrator that fails. What was kept is read again too. Where only the end of a paragraph says what
 * cannot be verified, its beginning is shown, as a paragraph that was verified itself.
 */
export async function narrate(narrator: Narrator, sentence: Sentence, names: readonly string[] = []): Promise<Narration> {
  const check = { facts: sentence.facts, must_show: sentence.must_show, names, said: sentence.text }
  const template = (rejected: Violation[]): Narration => ({ text: sentence.text, by: templateNarrator.name, rejected })
  const printed = (text: string): Narration => ({ text: fill(text, withWindows(sentence.facts)), by: narrator.name, rejected: [] })
  const shown = async (text: string): Promise<Narration> => printed((await narrator.kept?.keep(sentence, text).catch(() => text)) ?? text)
  const old = (await narrator.kept?.find(sentence).catch(() => null)) ?? null
  if (old !== null && guard(old, check).length === 0) return printed(old)
  let refused: Violation[] = []
  let beginning: string | null = null
  for (let i = 0; i < (narrator.tries ?? 1); i += 1) {
    const text = await narrator.narrate(sentence, refused).catch(() => sentence.text)
    if (text === sentence.text) break
    refused = guard(text, check)
    if (refused.length === 0) return shown(text)
    beginning ??= verifiedBeginning(text, check)
  }
  return beginning === null ? template(refused) : shown(beginning)
}

/** The sentences before the first that cannot be verified, if they say what has to be said. A sentence needs those before it, never those after it. */
function verifiedBeginning(text: string, check: Check): string | null {
  const sentences = text.split(/(?<=\.)\s+/)
  const beginnings = sentences.slice(1).map((_, i) => sentences.slice(0, sentences.length - 1 - i).join(' '))
  return beginnings.find((beginning) => guard(beginning, check).length === 0) ?? null
}
