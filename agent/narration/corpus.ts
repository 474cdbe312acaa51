import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fact } from '@/schemas/intent'
import type { Check } from './guard'

/** A paragraph and the facts it is read against. `family` is what was changed in it; "good" says that it is true. */
export type CorpusItem = { id: string; ledger: string; family: string; text: string }

type Slim = Partial<Fact> & Pick<Fact, 'label' | 'kind' | 'value' | 'text'>
type Ledgers = { names: string[]; ledgers: Record<string, { facts: Record<string, Slim>; must_show: string[]; said?: string }> }

const REST: Omit<Fact, 'label' | 'kind' | 'value' | 'text'> = {
  unit: null,
  currency: null,
  per: null,
  direction: null,
  polarity: 'neutral',
  as_of: null,
  window: null,
  evidence: [],
  formula: null,
}

/** The facts of the demonstration's cards, by name, ready to be checked against. */
export function readLedgers(folder: string): Record<string, Check> {
  const { names, ledgers } = JSON.parse(readFileSync(join(folder, 'ledgers.json'), 'utf8')) as Ledgers
  return Object.fromEntries(
    Object.entries(ledgers).map(([name, { facts, must_show, said }]) => [
      name,
      {
        names,
        must_show,
        ...(said === undefined ? {} : { said }),
        facts: Object.fromEntries(Object.entries(facts).map(([id, f]) => [id, Fact.parse({ ...REST, ...f })])),
      },
    ]),
  )
}

/** The items of one file, in the order of their ids. */
export const readItems = (folder: string, file: string): CorpusItem[] =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CorpusItem)
