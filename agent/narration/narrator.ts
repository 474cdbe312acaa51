import { guard, type Violation } from './guard'
import type { Sentence } from './say'

/** Rewrites a finished sentence. It gets facts and returns text; it can neither ask nor decide anything. */
export type Narrator = { name: string; narrate(sentence: Sentence): Promise<string> }

/** The default: the sentence as the template made it. Needs nothing and never fails. */
export const templateNarrator: Narrator = { name: 'template', narrate: async (sentence) => sentence.text }

export type Narration = { text: string; by: string; rejected: Violation[] }

/** Lets a narrator speak and reads its text again. Text that says anything the facts do not is withheld, and the template's sentence is shown. */
export async function narrate(narrator: Narrator, sentence: Sentence, names: readonly string[] = []): Promise<Narration> {
  const check = { facts: sentence.facts, must_show: sentence.must_show, names, said: sentence.text }
  const text = await narrator.narrate(sentence).catch(() => sentence.text)
  const rejected = text === sentence.text ? [] : guard(text, check)
  return rejected.length === 0
    ? { text, by: text === sentence.text ? templateNarrator.name : narrator.name, rejected }
    : { text: sentence.text, by: templateNarrator.name, rejected }
}
