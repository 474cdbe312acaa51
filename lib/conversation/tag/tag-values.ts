import { wordTable } from '@/lib/kernel/word-table'
import type { Severity } from '@/schemas/decision'
import { GROUP_WORDS } from '../words/lexicon'
import type { Gazetteer } from './gazetteer'
import { type Piece, put, wordAt, wordsAt } from './tag'
import { LEAVES_OUT } from './tag-left-out'

const SEVERITIES: Readonly<Record<string, Severity>> = wordTable({
  critical: 'critical',
  crit: 'critical',
  severe: 'critical',
  high: 'high',
  medium: 'medium',
  med: 'medium',
  moderate: 'medium',
  low: 'low',
})
const CASE_NOUN = /^(?:severity|sev|severities|anomal(?:y|ies)|cases?|spikes?|alerts?|ones|only|incidents?|findings?|issues?|problems?|priority)$/

/** Case ids, whether the tenant knows them or not: an unknown id is answered as unknown, never guessed. */
export function tagCases(pieces: readonly Piece[], gazetteer: Gazetteer): Piece[] {
  const known = new Set(gazetteer.cases.map((c) => c.case_id))
  return pieces.map((p) => {
    const id = p.text.replace(/^#/, '')
    return p.tag === null && /^case_[0-9a-z_-]+$/.test(id) ? { ...p, tag: { tag: 'case', case_id: id, is_known: known.has(id) } } : p
  })
}

export function tagSeverities(pieces: readonly Piece[]): Piece[] {
  return pieces.map((p, at) => {
    const severity = p.tag === null ? SEVERITIES[p.text] : undefined
    if (severity === undefined) return p
    // "high" and "low" are common words: they are a severity only beside one of these.
    const beside = [
      wordAt(pieces, at + 1),
      wordAt(pieces, at - 1),
      wordAt(pieces, at + 2),
      /^(?:of|is|=)$/.test(wordAt(pieces, at - 1)) ? wordAt(pieces, at - 2) : '',
    ]
    const is_list =
      at === pieces.length - 1 &&
      p.text !== 'low' &&
      pieces.some((q) => q.tag === null && /^(?:anomalies|cases|spikes|incidents|alerts|findings)$/.test(q.text))
    // “Any of those high”: of the cases that are shown.
    const is_of_them = at === pieces.length - 1 && /^(?:those|these|them)$/.test(wordAt(pieces, at - 1)) && wordAt(pieces, at - 2) === 'of'
    // “High and critical cases”: joined to one.
    const is_joined = [1, -1].some((step) => /^(?:and|or|to)$/.test(wordAt(pieces, at + step)) && SEVERITIES[wordAt(pieces, at + 2 * step)] !== undefined)
    return is_joined || p.text === 'critical' || p.text === 'crit' || is_list || is_of_them || beside.some((w) => CASE_NOUN.test(w))
      ? { ...p, tag: { tag: 'severity', severity } }
      : p
  })
}

// “Team cost in Q3”: nobody's name stands before the kind.
const COSTS = /^(?:costs?|spend|spending|bills)$/
const FIRST = /^(?:show|give|me|see|get|list|and|need)?$/
const BEHIND = /^(?:split|splits|breakdown|break-?up|breakout|distribution|view|level|comparison|ranking|shares|movers|risers|gainers|losers)$/
/** "by service", "per team", "services", "which accounts". */
export function tagGroups(pieces: readonly Piece[]): Piece[] {
  let out = [...pieces]
  // "dev accounts only, by service": with a grouping that was asked for, other nouns name things.
  const is_said = pieces.some((_, at) => /^(?:by|per)$/.test(wordAt(pieces, at - 1)) && GROUP_WORDS[wordAt(pieces, at)] !== undefined)
  for (let at = 0; at < out.length; at += 1) {
    for (const length of [2, 1]) {
      const words = wordsAt(out, at, length)
      const group_by = words === undefined ? undefined : GROUP_WORDS[words]
      if (words === undefined || group_by === undefined) continue
      const before = [wordAt(out, at - 1), wordAt(out, at - 2)]
      const is_asked = before.some((w) =>
        /^(?:by|per|each|every|any|which|what|top|group|different|across|various|whose|cheapest|smallest|biggest|largest|priciest|costliest|expensive)$/.test(
          w,
        ),
      )
      const is_split =
        /^(?:for|on|in|into|among|between|across|to)$/.test(before[0] ?? '') &&
        /^(?:split|divided?|distributed?|broken|allocated|apportioned)$/.test(before[1] ?? '')
      // “Account split”, “team view”: said behind the kind.
      const is_behind = BEHIND.test(wordAt(out, at + length)) || (COSTS.test(wordAt(out, at + length)) && FIRST.test(at === 0 ? '' : (out[at - 1]?.text ?? '')))
      // “By team data”: that team.
      const next = out[at + length]?.tag
      if (next?.tag === 'entity' && next.key === group_by && (!words.endsWith('s') || LEAVES_OUT.test(before[0] ?? ''))) continue
      // “Dev environments”: the noun of that one.
      if (group_by === 'environment' && out[at - 1]?.tag?.tag === 'environment') continue
      if (is_said && !before.some((w) => /^(?:by|per|each|every|and)$/.test(w))) continue
      // “By team and environment”: a second one.
      const is_joined = /^(?:and|or)$/.test(before[0] ?? '') && out[at - 2]?.tag?.tag === 'group'
      if (!(is_asked || is_joined || is_split || is_behind || out[at - 1]?.tag?.tag === 'limit' || words.endsWith('s')) || words === 'usage') continue
      out = put(out, at, length, { tag: 'group', group_by })
      break
    }
  }
  return out
}
