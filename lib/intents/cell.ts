import type { Facts } from '@/lib/intents/fact'
import { invariant } from '@/lib/kernel/errors'
import type { ComponentOf, Fact } from '@/schemas/intent'

export type Cell = ComponentOf<'table'>['rows'][number]['cells'][number]
type Column = ComponentOf<'table'>['columns'][number]

export const cell = (text: string): Cell => ({ text, fact: null })

/** A cell that leads to its evidence. Throws `broken_invariant` when the ledger lacks the fact. */
export const factCell = (facts: Facts, id: string): Cell => ({ text: needFact(facts, id).text, fact: id })

export function needFact(facts: Facts, id: string): Fact {
  const fact = facts[id]
  invariant(fact !== undefined, `the ledger of this card lacks the fact ${id}`)
  return fact
}

/** Column heads: plain ones start, those marked with ">" are set to the end, as figures are. */
export const columnsOf = (...labels: string[]): Column[] =>
  labels.map((label) => (label.startsWith('>') ? { label: label.slice(1), align: 'end' } : { label, align: 'start' }))
