import type { Fact } from '@/schemas/intent'
import { clausesOf, type Slot, type Speech, slotsIn } from '../speech'
import type { Violation } from './violation'

type Per = NonNullable<Fact['per']>
const WORDS: readonly (readonly [RegExp, Per | 'week'])[] = [
  [/\b(?:hours?|hourly)\b/i, 'hour'],
  [/\b(?:days?|daily)\b/i, 'day'],
  [/\b(?:weeks?|weekly)\b/i, 'week'],
  [/\b(?:months?|monthly)\b/i, 'month'],
  [/\b(?:years?|yearly|annual|annually|annum)\b/i, 'year'],
]
// "a day", "per month", "each year", right after an amount: that amount's own period.
const ATTACHED = /^[\s,]*(?:\/|an?|per|each|every|by the)?\s*(hour|day|week|month|year|hourly|daily|weekly|monthly|yearly|annual)\w*/i

const isOf = (slot: Slot, per: string): boolean =>
  slot.facts.some(
    (f) => f.per === per || (f.unit ?? '').toLowerCase().startsWith(per) || f.kind === 'day' || (f.per === null && f.label.toLowerCase().includes(per)),
  )

/** "$184.90 / day" followed by "a month" says another thing than the fact does; so does a monthly figure in a sentence without one. */
export function periodViolations(sentence: string, speech: Speech): Violation[] {
  return clausesOf(sentence).flatMap((clause) => {
    const slots = slotsIn(clause, speech)
    const unbacked = WORDS.flatMap(([pattern, per]): Violation[] => {
      const said = clause.match(pattern)
      // Days without an amount are no rate.
      if (per === 'day' && !slots.some(({ slot }) => slot.facts.some((f) => f.kind === 'money'))) return []
      return said === null || slots.some(({ slot }) => isOf(slot, per)) ? [] : [{ rule: 'wrong_period', found: said[0] }]
    })
    const attached = slots.flatMap(({ at, slot }): Violation[] => {
      const said = clause.slice(clause.indexOf('>', at) + 1).match(ATTACHED)
      const per = WORDS.find(([pattern]) => said?.[1] !== undefined && pattern.test(said[1]))?.[1]
      const is_amount = slot.facts.some((f) => f.kind === 'money')
      return said === null || per === undefined || !is_amount || slot.facts.some((f) => f.kind === 'money' && f.per === per)
        ? []
        : [{ rule: 'wrong_period', found: said[0].trim() }]
    })
    return [...unbacked, ...attached]
  })
}
