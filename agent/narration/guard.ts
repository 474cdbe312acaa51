import type { Fact } from '@/schemas/intent'
import type { Ledger } from './say'

/** A rule that a sentence broke, and the words that broke it. */
export type Violation = {
  rule:
    | 'hidden_character'
    | 'foreign_script'
    | 'unknown_figure'
    | 'number_word'
    | 'wrong_direction'
    | 'wrong_period'
    | 'unknown_name'
    | 'cause'
    | 'advice'
    | 'missing_fact'
    | 'too_long'
    | 'markup'
  found: string
}

type Check = {
  facts: Ledger
  must_show?: readonly string[]
  /** Names of the tenant. One that no fact holds may not be mentioned. */
  names?: readonly string[]
}

const MAX_CHARS = 600
const NUMBER_WORDS =
  /\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|halves|halved|thirds?|quarters?|double[ds]?|triple[ds]?|twice|thrice|once|percent|percentage|tenfold|twofold|couple)\b/i
const MONTH_OR_DAY =
  /\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i
const UP = /\b(?:rose|rise[sn]?|rising|grew|grows?|growing|increase[sd]?|increasing|climb(?:s|ed)?|jump(?:s|ed)?|higher|above|more than|up)\b/i
const DOWN = /\b(?:fell|falls?|fallen|falling|drop(?:s|ped)?|decrease[sd]?|decreasing|decline[sd]?|shrank|sank|lower|below|less than|down)\b/i
const CAUSE = /\b(?:because|caused|causes|due to|driven by|thanks to|as a result|therefore|led to|owing to)\b/i
const ADVICE =
  /\b(?:should|must|recommend(?:ed|s)?|advise[sd]?|guarantee[sd]?|promise[sd]?|certainly|definitely|safely?|approve|deny|approving|denying|i am|as an ai|language model|blame[sd]?|fault|careless)\b/i
const PERIODS: readonly (readonly [RegExp, Fact['per']])[] = [
  [/^\s*(?:\/|an?|per|each|every)\s*(?:hour)\b|^\s*hourly\b/i, 'hour'],
  [/^\s*(?:\/|an?|per|each|every)\s*(?:day)\b|^\s*daily\b/i, 'day'],
  [/^\s*(?:\/|an?|per|each|every)\s*(?:month)\b|^\s*monthly\b/i, 'month'],
  [/^\s*(?:\/|an?|per|each|every)\s*(?:year)\b|^\s*(?:yearly|annually|annual)\b/i, 'year'],
]
// Stands in for a fact that was found, so that its digits are gone and its place is known.
const HOLE = '\u0001'

/**
 * Reads a finished sentence again, without knowing how it was made, and names everything in it that the ledger does not hold: figures,
 * dates, number words, periods, directions, names, causes, advice. An empty list means that the sentence may be shown.
 */
export function guard(text: string, check: Check): Violation[] {
  const violations: Violation[] = []
  const add = (rule: Violation['rule'], found: string | undefined): void => {
    if (found !== undefined && found !== '') violations.push({ rule, found })
  }
  add('hidden_character', text.match(/[\p{Cf}\p{Cc}\p{Co}]/u)?.[0])
  add('foreign_script', text.match(/\p{Nd}/gu)?.find((d) => !/[0-9]/.test(d)) ?? text.match(/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u)?.[0])
  add('markup', text.match(/https?:|www\.|[<>*_`#[\]|]{2,}|\]\(|<[a-z/]/i)?.[0])
  if (text.length > MAX_CHARS) add('too_long', String(text.length))
  for (const id of check.must_show ?? []) if (!text.includes(check.facts[id]?.text ?? HOLE)) add('missing_fact', id)
  const { bare, holes } = removeFacts(text, check.facts)
  for (const name of check.names ?? []) if (name.length > 2 && mentions(bare, name)) add('unknown_name', name)
  add('unknown_figure', bare.match(/[\p{Sc}%]?\s?[\p{Nd}\p{No}\p{Nl}][\p{Nd}.,:/-]*\s?[%\p{Sc}]?/u)?.[0] ?? bare.match(/[%\p{Sc}‰]/u)?.[0])
  add('number_word', bare.match(NUMBER_WORDS)?.[0] ?? bare.match(MONTH_OR_DAY)?.[0])
  add('cause', bare.match(CAUSE)?.[0])
  add('advice', bare.match(ADVICE)?.[0])
  violations.push(...periodViolations(bare, holes), ...directionViolations(bare, holes))
  return violations
}

const isWordChar = (c: string | undefined): boolean => c !== undefined && /[\p{L}\p{N}]/u.test(c)

function mentions(text: string, name: string): boolean {
  const at = text.toLowerCase().indexOf(name.toLowerCase())
  return at >= 0 && !isWordChar(text[at - 1]) && !isWordChar(text[at + name.length])
}

/** Takes every whole occurrence of a fact out of the text, longest first. A fact that continues as another figure is not that fact. */
function removeFacts(text: string, ledger: Ledger): { bare: string; holes: Fact[] } {
  const found: { at: number; fact: Fact }[] = []
  let rest = text
  for (const fact of Object.values(ledger).sort((a, b) => b.text.length - a.text.length)) {
    if (fact.text === '') continue
    for (let at = rest.indexOf(fact.text); at >= 0; at = rest.indexOf(fact.text, at + 1)) {
      const [before, after, next] = [rest[at - 1], rest[at + fact.text.length], rest[at + fact.text.length + 1]]
      const continues =
        isWordChar(before) ||
        isWordChar(after) ||
        /[\p{Sc}+−-]/u.test(before ?? '') ||
        (/[.,:]/.test(after ?? '') && /\p{N}/u.test(next ?? '')) ||
        /[%\p{Sc}]/u.test(after ?? '')
      if (continues) continue
      found.push({ at, fact })
      rest = `${rest.slice(0, at)}${HOLE.repeat(fact.text.length)}${rest.slice(at + fact.text.length)}`
    }
  }
  const holes = found.sort((a, b) => a.at - b.at).map((f) => f.fact)
  return { bare: rest.replace(new RegExp(`${HOLE}+`, 'g'), HOLE), holes }
}

/** "$184.90 / day" followed by "a month" says another thing than the fact does. */
function periodViolations(bare: string, holes: readonly Fact[]): Violation[] {
  return bare
    .split(HOLE)
    .slice(1)
    .flatMap((after, i) => {
      const fact = holes[i]
      const said = PERIODS.find(([pattern]) => pattern.test(after))
      return fact === undefined || fact.kind !== 'money' || said === undefined || said[1] === fact.per
        ? []
        : [{ rule: 'wrong_period' as const, found: after.trim().split(/\s+/).slice(0, 2).join(' ') }]
    })
}

/** A verb of direction in the same clause as a fact with a direction must agree with it. */
function directionViolations(bare: string, holes: readonly Fact[]): Violation[] {
  let at = 0
  return bare.split(/[.;,]\s/).flatMap((clause) => {
    const count = clause.split(HOLE).length - 1
    const facts = holes.slice(at, at + count)
    at += count
    const directions = new Set(facts.map((f) => f.direction).filter((d) => d === 'up' || d === 'down'))
    if (directions.size !== 1) return []
    const [is_up, is_down] = [UP.test(clause), DOWN.test(clause)]
    if (is_up === is_down) return []
    return directions.has(is_up ? 'up' : 'down') ? [] : [{ rule: 'wrong_direction' as const, found: (clause.match(is_up ? UP : DOWN) ?? [''])[0] }]
  })
}
