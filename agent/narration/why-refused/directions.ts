import type { Fact } from '@/schemas/intent'
import { directionOf, roleOf } from '../roles'
import { clausesOf, type Slot, type Speech, slotsIn, wordsOf } from '../speech'
import { DOWN, FLAT, UP } from './claims'
import type { Violation } from './violation'

type Way = 'up' | 'down' | 'flat'

const WORDS: readonly (readonly [ReadonlySet<string>, Way])[] = [
  [UP, 'up'],
  [DOWN, 'down'],
  [FLAT, 'flat'],
]
const wayOf = (word: string): Way | null => WORDS.find(([words]) => words.has(word))?.[1] ?? null
/** Facts that speak of the case's own change, and so tell which way the whole went. */
const isChange = (fact: Fact): boolean => ['stake', 'change'].includes(roleOf(fact))

/**
 * A word of direction has to agree with the figure it is said of: the two of a "from … to …", else the nearest one that has a direction, else the case's own
 * change.
 */
export function directionViolations(sentence: string, speech: Speech): Violation[] {
  const changes = waysOf(speech.slots.flatMap((s) => s.facts).filter(isChange))
  return clausesOf(sentence).flatMap((clause) => {
    const words = wordsOf(clause)
    const by_value = wayByValue(clause, speech)
    return words.flatMap((word, at): Violation[] => {
      const way = wayOf(word.toLowerCase())
      if (way === null || isIdiom(words, at) || fallsTo(words, at, clause, speech)) return []
      if (by_value !== null) return by_value === way ? [] : [{ rule: 'wrong_direction', found: word }]
      const near = nearestWays(words, at, clause, speech)
      const is_backed = near.length > 0 ? near.includes(way) : changes.length === 1 && changes[0] === way
      return is_backed ? [] : [{ rule: 'wrong_direction', found: word }]
    })
  })
}

const waysOf = (facts: readonly Fact[]): Way[] => [...new Set(facts.map(directionOf).filter((d) => d !== null))]

/** Ways of the nearest figure that has one; of two equally near, the one after the word ("rose by <x>"). */
function nearestWays(words: readonly string[], at: number, clause: string, speech: Speech): Way[] {
  const slots = slotsIn(clause, speech)
  const places = words.flatMap((word, i) => (word.startsWith('<') ? [i] : []))
  return (
    places
      .map((place, i) => ({ distance: place > at ? place - at : at - place + 0.5, facts: slots[i]?.slot.facts ?? [] }))
      .sort((a, b) => a.distance - b.distance)
      .map(({ facts }) => waysOf(facts))
      .find((ways) => ways.length > 0) ?? []
  )
}

const IDIOM_WITH_BEFORE = /^(?:most expensive|(?:adds?|added|makes?|made|sums?|come|comes|ranged|ranges|ranging) up)$/
const IDIOM_WITH_AFTER = /^(?:adds? up|down to)$/

/** "Made up of", "adds up" and "down to" say nothing of direction. */
function isIdiom(words: readonly string[], at: number): boolean {
  const [before, word, after] = [at - 1, at, at + 1].map((i) => words[i]?.toLowerCase() ?? '')
  return IDIOM_WITH_BEFORE.test(`${before} ${word}`) || IDIOM_WITH_AFTER.test(`${word} ${after}`)
}

/** "Falls to storefront", "falls under data transfer": a place, not a direction. */
const fallsTo = (words: readonly string[], at: number, clause: string, speech: Speech): boolean => {
  const nth = words.slice(0, at + 2).filter((word) => word.startsWith('<')).length
  const next = slotsIn(clause, speech)[nth]?.slot
  return (
    /^(?:falls?|fell)$/i.test(words[at] ?? '') &&
    /^(?:to|under|into|within|in|on)$/i.test(words[at + 1] ?? '') &&
    (next?.facts.every((f) => ['text', 'day', 'instant'].includes(f.kind)) ?? false)
  )
}

/** "From <x> to <y>": the figures themselves say which way it went. */
function wayByValue(clause: string, speech: Speech): Way | null {
  const pair = /\bfrom[^<]* <(\d+)>[^<]* to[^<]* <(\d+)>|\bto <(\d+)>,? (?:up |down )?from <(\d+)>/i.exec(clause)
  const [from, to] = [pair?.[1] ?? pair?.[4], pair?.[2] ?? pair?.[3]].map((n) => amountOf(speech.slots[Number(n)]))
  if (from === undefined || to === undefined || from === null || to === null) return null
  if (to > from) return 'up'
  return to < from ? 'down' : 'flat'
}

/** Printed figures are compared here, not decided on: a double is enough. */
const amountOf = (slot: Slot | undefined): number | null => {
  const fact = slot?.facts.find((f) => f.kind === 'money' || f.kind === 'ratio')
  return fact === undefined ? null : Number(fact.value)
}
