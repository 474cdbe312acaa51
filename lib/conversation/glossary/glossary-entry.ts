/**
 * What a word of the product means, in one or two sentences. `also` are other ways to say it. Words that are at hand stand for something on the screen, too:
 * “what is the plan” is about a plan, “what is a plan” is about the word.
 */
export type GlossaryEntry = { term: string; also: readonly string[]; means: string; is_at_hand: boolean }

export const entry = (term: string, means: string, ...also: string[]): GlossaryEntry => ({ term, also, means, is_at_hand: false })
export const thing = (term: string, means: string, ...also: string[]): GlossaryEntry => ({ term, also, means, is_at_hand: true })
