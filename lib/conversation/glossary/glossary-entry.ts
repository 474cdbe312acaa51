/** What a word of the product means, in one or two sentences. `also` are other ways to say it. */
export type GlossaryEntry = { term: string; also: readonly string[]; means: string }

export const entry = (term: string, means: string, ...also: string[]): GlossaryEntry => ({ term, also, means })
