import { wordTable } from '@/lib/kernel/word-table'
import type { Severity } from '@/schemas/decision'
import type { Day } from '@/schemas/time'
import { isOnsetPhrase, parsePeriod } from '../period/period'
import { twoDays } from '../period/period-days'
import { GROUP_WORDS } from '../words/lexicon'
import type { Gazetteer } from './gazetteer'
import { type Piece, put, type Tag, wordAt, wordsAt } from './tag'

const LONGEST_PERIOD = 9
const BASELINE_BEFORE = /^(?:vs|versus|against|than|compared|relative|comparing)$/
const LINKS = /^(?:to|with|the|of|was|in)$/
const ORDINALS: Readonly<Record<string, number>> = wordTable({
  first: 0,
  top: 0,
  biggest: 0,
  largest: 0,
  second: 1,
  third: 2,
  fourth: 3,
  fifth: 4,
  sixth: 5,
  '1st': 0,
  '2nd': 1,
  '3rd': 2,
  '4th': 3,
  '5th': 4,
  last: -1,
  bottom: -1,
  next: 1,
})
const NUMBER_WORDS = wordTable({ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twenty: 20 })
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

/** The role of a period follows from the words before it: "vs last week" and the second of two named periods are baselines. */
function roleAt(pieces: readonly Piece[], at: number): 'period' | 'baseline' {
  let i = at - 1
  while (i >= 0 && LINKS.test(wordAt(pieces, i))) i -= 1
  if (BASELINE_BEFORE.test(wordAt(pieces, i)) && wordAt(pieces, i) !== 'comparing') return 'baseline'
  // "Are we over last month": held against it.
  const said = pieces.slice(0, at).map((p) => p.text)
  if (/\b(?:is|are|was|were|am) (?:\S+ ){1,2}(?:over|above|below|under|behind|ahead of)$/.test(said.join(' '))) return 'baseline'
  // "compare that with September", "compare EC2 to last month".
  const is_compared =
    /^(?:with|to|against)$/.test(wordAt(pieces, at - 1)) && pieces.slice(0, at - 1).some((p) => p.tag === null && /^compar(?:e|es|ing)$/.test(p.text))
  if (is_compared) return 'baseline'
  return pieces.slice(0, at).some((p) => p.tag?.tag === 'period' || p.tag?.tag === 'onset') ? 'baseline' : 'period'
}

export function tagPeriods(pieces: readonly Piece[], today: Day): Piece[] {
  let out = [...pieces]
  for (let at = 0; at < out.length; at += 1) {
    for (let length = LONGEST_PERIOD; length >= 1; length -= 1) {
      const words = wordsAt(out, at, length)
      const tag = words === undefined ? undefined : periodTag(words, roleAt(out, at), today, wordAt(out, at - 1))
      if (tag === undefined) continue
      out = put(out, at, length, tag)
      break
    }
  }
  return fromTo(out)
}

function periodTag(words: string, role: 'period' | 'baseline', today: Day, before: string): Tag | undefined {
  // "12 most", "how 2026 …": a bare small number is no day, and "now" alone says nothing.
  if (words === 'now' || (words === 'sat' && before !== 'on') || (words === 'sun' && before !== 'on')) return undefined
  // Two days next to each other are compared.
  if (/^(?:between|from) (?:yesterday|today) (?:and|to) (?:yesterday|today)$/.test(words)) return undefined
  // "Which anomalies come from the deploy": a reason, not a time.
  if (/^from /.test(words) && /^(?:come|comes|came|coming|result|results|stem|stems|arise|arises)$/.test(before)) return undefined
  // "Above 2000 dollars": an amount, not a year.
  if (/^\d{4}$/.test(words) && /^(?:over|above|under|below|than|exceeding|exceeds|beyond|least|most)$/.test(before)) return undefined
  const period = parsePeriod(words, today)
  if (period !== undefined) return { tag: 'period', period, role }
  if (isOnsetPhrase(words)) return { tag: 'onset', phrase: words, role }
  const vague = twoDays(words, today)
  return vague.length === 2 ? { tag: 'vague_day', said: words, days: vague } : undefined
}

/** "from September to October" and "between October and September": the earlier one is the baseline. */
function fromTo(pieces: readonly Piece[]): Piece[] {
  const [a, b] = pieces.flatMap((p, at) => (p.tag?.tag === 'period' ? [{ at, start: p.tag.period.start }] : []))
  const is_before = a !== undefined && b !== undefined && a.start < b.start && /\bbefore\b/.test(pieces[a.at]?.text ?? '')
  if (a === undefined || b === undefined || !(is_before || isOrdered(pieces[a.at - 1]?.text, pieces[b.at - 1]?.text))) return [...pieces]
  const baseline = a.start <= b.start ? a.at : b.at
  return pieces.map((p, at) =>
    p.tag?.tag === 'period' && (at === a.at || at === b.at)
      ? { ...p, tag: { ...p.tag, role: at === baseline ? ('baseline' as const) : ('period' as const) } }
      : p,
  )
}

const isOrdered = (before: string | undefined, between: string | undefined): boolean =>
  (before === 'from' && between === 'to') || (before === 'between' && between === 'and') || between === 'and'

const countOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const n = /^\d{1,3}$/.test(text) ? Number(text) : NUMBER_WORDS[text]
  return n !== undefined && n >= 1 && n <= 50 ? n : undefined
}

/** "top 5", "first three", "5 biggest", "limit 20", "five accounts". */
export function tagLimits(pieces: readonly Piece[]): Piece[] {
  let out = [...pieces]
  for (let at = 0; at < out.length; at += 1) {
    const [here, next] = [wordsAt(out, at, 1), wordsAt(out, at + 1, 1)]
    if (here === 'single' && /^(?:biggest|largest|most|highest|worst|top|costliest|priciest|cheapest)$/.test(next ?? '')) {
      out = put(out, at, 1, { tag: 'limit', n: 1 })
      continue
    }
    const after = countOf(next)
    if (
      here !== undefined &&
      /^(?:top|first|limit|biggest|largest|only|worst|bottom|just)$/.test(here) &&
      after !== undefined &&
      !isOne(next, wordAt(out, at + 2))
    ) {
      // "top" itself stays readable to the cues.
      out = put(out, at + 1, 1, { tag: 'limit', n: after })
      continue
    }
    const n = countOf(here)
    if (n === undefined || next === undefined || isOne(here, next)) continue
    const is_count =
      /^(?:biggest|largest|top|most|highest|worst|cheapest|costliest|priciest|lowest|smallest|rows|results|entries)$/.test(next) ||
      GROUP_WORDS[next] !== undefined
    if (is_count) out = put(out, at, 1, { tag: 'limit', n })
  }
  return out
}
// "the first one", "only one": no count.
const isOne = (word: string | undefined, after: string): boolean => word === 'one' && !/^(?:biggest|largest|most|account|service)$/.test(after)

/** "the second one", "#2", "number 3", "the last one": rows of the list that was shown before. */
export function tagOrdinals(pieces: readonly Piece[]): Piece[] {
  let out = [...pieces]
  for (let at = 0; at < out.length; at += 1) {
    const here = wordsAt(out, at, 1)
    const next = wordsAt(out, at + 1, 1)
    if (here === undefined) continue
    const hash = /^#(\d{1,2})$/.exec(here)
    if (hash !== null) out = put(out, at, 1, { tag: 'ordinal', index: Number(hash[1]) - 1 })
    else if (ORDINALS[here] !== undefined && next !== undefined && /^(?:one|case|anomaly|row|item|entry|result|incident|spike)$/.test(next))
      out = put(out, at, 2, { tag: 'ordinal', index: ORDINALS[here] })
    else if (/^(?:first|second|third|fourth|fifth|sixth|last)$/.test(here) && next === undefined && at + 1 === out.length && wordAt(out, at - 1) === 'the')
      out = put(out, at, 1, { tag: 'ordinal', index: ORDINALS[here] ?? 0 })
    else if (/^(?:number|no|row|item|nr|case)$/.test(here) && countOf(next) !== undefined)
      out = put(out, at, 2, { tag: 'ordinal', index: (countOf(next) ?? 1) - 1 })
  }
  return out
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
    return p.text === 'critical' || is_list || beside.some((w) => CASE_NOUN.test(w)) ? { ...p, tag: { tag: 'severity', severity } } : p
  })
}

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
        /^(?:by|per|each|every|which|what|top|group|different|across|various|whose|cheapest|smallest|biggest|largest|priciest|costliest|expensive)$/.test(w),
      )
      const is_split =
        /^(?:for|on|in|into|among|between|across|to)$/.test(before[0] ?? '') &&
        /^(?:split|divided?|distributed?|broken|allocated|apportioned)$/.test(before[1] ?? '')
      if (is_said && !before.some((w) => /^(?:by|per|each|every|and)$/.test(w))) continue
      if (!(is_asked || is_split || out[at - 1]?.tag?.tag === 'limit' || words.endsWith('s')) || words === 'usage') continue
      out = put(out, at, length, { tag: 'group', group_by })
      break
    }
  }
  return out
}
