import { AGREEMENT_TERMS } from './agreement-terms'
import { BILL_TERMS } from './bill-terms'
import { CARD_TERMS } from './card-terms'
import { CASE_TERMS } from './case-terms'
import type { GlossaryEntry } from './glossary-entry'
import { LOOP_TERMS } from './loop-terms'
import { PEOPLE_TERMS } from './people-terms'
import { RUN_TERMS } from './run-terms'
import { SOURCE_TERMS } from './source-terms'
import { TIME_TERMS } from './time-terms'

export const GLOSSARY: readonly GlossaryEntry[] = [
  ...CASE_TERMS,
  ...BILL_TERMS,
  ...AGREEMENT_TERMS,
  ...RUN_TERMS,
  ...TIME_TERMS,
  ...PEOPLE_TERMS,
  ...CARD_TERMS,
  ...SOURCE_TERMS,
  ...LOOP_TERMS,
]

const key = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, ' ')
    .trim()
// Of two entries that share a name the earlier one is meant.
const BY_NAME = new Map([...GLOSSARY].reverse().flatMap((e) => [e.term, ...e.also].map((name): [string, GlossaryEntry] => [key(name), e])))

export const findTerm = (words: string): GlossaryEntry | undefined => BY_NAME.get(key(words)) ?? BY_NAME.get(key(words).replace(/s$/, ''))

const words = (text: string): Set<string> => new Set(key(text).split(' '))
/** Entries that share a word with what was asked, most first. */
export function nearTerms(asked: string, most: number): GlossaryEntry[] {
  const wanted = words(asked)
  const shared = (e: GlossaryEntry): number => [...words([e.term, ...e.also].join(' '))].filter((w) => w.length > 2 && wanted.has(w)).length
  return GLOSSARY.filter((e) => shared(e) > 0)
    .toSorted((a, b) => shared(b) - shared(a))
    .slice(0, most)
}
