import { type Role, rolesOf } from '../roles'
import { type Speech, slotsIn } from '../speech'
import type { Violation } from './violation'

const BEFORE_A_DATE =
  /\b(?:(?<begins>since|from|began|begins|beginning|start(?:s|ed|ing)?|opened|opens|arrived|sent)|(?<ends>until|till|by|before|expires?|closes|deadline))\b(?: \w+)? $/i
// "By" and "before" may stand before a first day, too.
const ONLY_ENDS = /until|till|expires|closes|deadline/i

/** "Until" a first day, "since" a deadline. */
export function dateViolations(sentence: string, speech: Speech): Violation[] {
  return slotsIn(sentence, speech).flatMap(({ at, slot }): Violation[] => {
    const said = sentence.slice(0, at).match(BEFORE_A_DATE)
    const { begins, ends } = said?.groups ?? {}
    const isOnly = (role: Role): boolean => rolesOf(slot.facts).every((r) => r === role)
    const is_wrong = (begins !== undefined && isOnly('deadline')) || (ends !== undefined && ONLY_ENDS.test(ends) && isOnly('onset'))
    return is_wrong ? [{ rule: 'wrong_date', found: `${said?.[0].trim()} ${slot.facts[0]?.text ?? ''}` }] : []
  })
}
