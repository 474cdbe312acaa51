import { invariant } from '@/lib/kernel/errors'
import type { Fact } from '@/schemas/intent'

export type Ledger = Record<string, Fact>

/** A sentence with its figures by reference: every `{id}` is a fact, printed as the server prints it everywhere. */
export type Sentence = { text: string; facts: Ledger; must_show: readonly string[] }

/** Fills a template from facts. Figures can only come from the ledger, because a template holds none. */
export function say(template: string, facts: Ledger, must_show: readonly string[] = []): Sentence {
  invariant(!/\d/.test(template.replace(/\{[^}]*\}/g, '')), `the template has a figure of its own: ${template}`)
  const used: Ledger = {}
  const text = template.replace(/\{([a-z0-9_.-]+)\}/g, (_, id: string) => {
    const fact = facts[id]
    invariant(fact !== undefined, `the sentence needs the fact ${id}`)
    used[id] = fact
    return fact.text
  })
  // A name keeps its own first letter; an article does not.
  return { text: text.replace(/^the /, 'The '), facts: used, must_show }
}
