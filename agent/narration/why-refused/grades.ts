import { roleOf } from '../roles'
import type { Ledger } from '../say'
import type { Violation } from './violation'

// How much risk, how much confidence: a word in front of either is a figure in words.
const GRADE =
  '(very low|low|lower|lowest|small|little|minor|minimal|limited|modest|slight|medium|moderate|middling|average|high|higher|highest|elevated|great|big|large|severe|critical|considerable|strong|stronger|weak|weaker|fair|good|poor|full|complete|solid|firm)'
const BEFORE = new RegExp(`\\b${GRADE}[ -](?:level of |degree of )?(risk|confidence)\\b`, 'gi')
const AFTER = new RegExp(`\\b(risk|confidence)(?: level)? (?:is|was|remains|stays|stands at|of|:) (?:a |an |rather |quite |still )?${GRADE}\\b`, 'gi')

/** "Low risk" beside a risk that is high. The word has to be the fact's own. */
export function gradeViolations(sentence: string, ledger: Ledger): Violation[] {
  const said = [
    ...[...sentence.matchAll(BEFORE)].map(([words, grade = '', what = '']) => ({ words, grade, what })),
    ...[...sentence.matchAll(AFTER)].map(([words, what = '', grade = '']) => ({ words, grade, what })),
  ]
  return said.flatMap(({ words, grade, what }): Violation[] => {
    const is_own = Object.values(ledger).some((f) => roleOf(f) === what.toLowerCase() && f.text.toLowerCase().startsWith(`${grade.toLowerCase()} `))
    return is_own ? [] : [{ rule: 'comparison', found: words }]
  })
}
