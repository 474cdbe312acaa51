import { nameKey } from '../words/normalise'
import type { Gazetteer, GazetteerCase } from './gazetteer'
import { type Piece, put, wordAt } from './tag'

const NOUN = /^(?:case|card|anomaly|incident|story|saga|business|thing|issue|problem|mess)$/
// What only a case has: "the lumen plan".
const OF_A_CASE = /^(?:plan|fix|schedule|remedy)$/
// What was done about a case, said beside its place: “the lumen-dev shutdown”.
const DONE = /^(?:shutdown|shut-down|switch-off|shut-off|power-off|downsizing|rightsizing)$/
// “Those idle machines”: how a headline calls machines, and another word for them.
const MACHINES = /^(?:instances?|machines?|servers?|vms?|boxes|nodes?|hosts?)$/
const LINK = /^(?:of|for|about|on|with|in|from|the)$/

/** The one open case that sits at a place, or whose headline holds how a usage type was called. */
function caseAt(piece: Piece | undefined, open: readonly GazetteerCase[]): string | undefined {
  const tag = piece?.tag
  if (tag?.tag !== 'entity' || tag.is_left_out === true) return undefined
  const { key, value, said } = tag
  const found =
    key === 'usage_type'
      ? open.filter((c) =>
          said.split(' ').some((word) =>
            nameKey(`${c.headline} ${c.case_id.replaceAll('_', ' ')}`)
              .split(' ')
              .includes(word),
          ),
        )
      : open.filter((c) => c[key] === value)
  return found.length === 1 ? found[0]?.case_id : undefined
}

/** The one open case whose headline holds a word: "the volumes case". */
function caseCalled(word: string, open: readonly GazetteerCase[]): string | undefined {
  const stem = (text: string): string => text.replace(/s$/, '')
  const found = word.length < 3 ? [] : open.filter((c) => nameKey(c.headline).split(' ').map(stem).includes(stem(word)))
  return found.length === 1 ? found[0]?.case_id : undefined
}

const isOfMachines = (c: GazetteerCase): boolean =>
  nameKey(c.headline)
    .split(' ')
    .some((word) => MACHINES.test(word))

const NO_NAME = /^(?:the|this|that|a|an|new|every|any|each|all|open|first|second|last|which|what|one|my|our|same|other|of|in|worst|biggest)$/

/** “Explain logs”: the one open case that bears this short name, where nothing but its story is asked for. */
function explained(pieces: readonly Piece[], open: readonly GazetteerCase[]): number {
  const said = pieces.flatMap((p, at) => (/^(?:please|me|to|us|the)$/.test(p.text) ? [] : [at]))
  const [verb = -1, name = -1] = said
  if (said.length !== 2 || !/^(?:explain|describe|summari[sz]e)$/.test(wordAt(pieces, verb))) return -1
  return open.some((c) => c.case_id === `case_${pieces[name]?.text}`) ? name : -1
}

/** "The gp2 case", "case of Vantor", "the lumen plan", "the volumes case": the case that the words beside the noun mean, where they mean one. */
export function tagNamedCases(pieces: readonly Piece[], gazetteer: Gazetteer): Piece[] {
  if (pieces.some((p) => p.tag?.tag === 'case')) return [...pieces]
  const open = gazetteer.cases.filter((c) => !c.is_closed)
  const bare = explained(pieces, open)
  if (bare !== -1) return put(pieces, bare, 1, { tag: 'case', case_id: `case_${pieces[bare]?.text}`, is_known: true })
  for (let at = 0; at < pieces.length; at += 1) {
    const noun = wordAt(pieces, at)
    // “Every open case of storefront” is a list.
    const is_list = [at - 1, at - 2].some((i) => /^(?:every|each|any|all|no|another|which|other|new)$/.test(wordAt(pieces, i)))
    const is_case = NOUN.test(noun) && !is_list
    // “The log one”: only by its headline, for “one” stands for anything.
    const is_one = noun === 'one' && !is_list
    const is_done = DONE.test(noun)
    const idle =
      MACHINES.test(noun) && /^(?:the|those|these|our)$/.test(wordAt(pieces, at - 2))
        ? caseCalled(wordAt(pieces, at - 1), open.filter(isOfMachines))
        : undefined
    if (idle !== undefined) return put(pieces, at - 1, 2, { tag: 'case', case_id: idle, is_known: true })
    if (!is_case && !is_one && !is_done && !OF_A_CASE.test(noun)) continue
    const before = wordAt(pieces, at - 1)
    const found =
      (is_one ? undefined : caseAt(pieces[at - 1], open)) ??
      ((is_case || is_one) && noun !== 'card' && before !== '' && !NO_NAME.test(before) ? caseCalled(before, open) : undefined)
    if (found !== undefined) return put(pieces, at - 1, is_done ? 2 : 1, { tag: 'case', case_id: found, is_known: true })
    let next = at + 1
    while (is_case && LINK.test(wordAt(pieces, next))) next += 1
    // “Case logs”: the word of a headline right behind the noun.
    const called = noun === 'case' && next === at + 1 && !NO_NAME.test(wordAt(pieces, next)) ? caseCalled(wordAt(pieces, next), open) : undefined
    const after = is_case ? (caseAt(pieces[next], open) ?? called) : undefined
    if (after !== undefined) return put(pieces, next, 1, { tag: 'case', case_id: after, is_known: true })
  }
  return [...pieces]
}
