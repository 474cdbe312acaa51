import type { Severity } from '@/schemas/decision'
import type { Day } from '@/schemas/time'
import type { Gazetteer } from './gazetteer'
import { GROUP_WORDS } from './lexicon'
import { parsePeriod } from './period'
import { type Piece, put, type Tag, wordsAt } from './tag'

const LONGEST_PERIOD = 5
const LONGEST_ONSET = 3
const BASELINE_BEFORE = /^(?:vs|versus|against|than|compared|relative|comparing)$/
const LINKS = /^(?:to|with|the|of)$/
const ORDINALS: Readonly<Record<string, number>> = {
  first: 0,
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
}
const NUMBER_WORDS: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twenty: 20 }
const SEVERITIES: Readonly<Record<string, Severity>> = { critical: 'critical', high: 'high', medium: 'medium', low: 'low' }

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
  while (i >= 0 && pieces[i]?.tag === null && LINKS.test(pieces[i]?.text ?? '')) i -= 1
  const before = pieces[i]
  if (before !== undefined && before.tag === null && BASELINE_BEFORE.test(before.text) && before.text !== 'comparing') return 'baseline'
  const earlier = pieces.slice(0, at).some((p) => p.tag?.tag === 'period' || p.tag?.tag === 'onset')
  return earlier ? 'baseline' : 'period'
}

export function tagPeriods(pieces: readonly Piece[], today: Day): Piece[] {
  let out = [...pieces]
  for (let at = 0; at < out.length; at += 1) {
    for (let length = LONGEST_PERIOD; length >= 1; length -= 1) {
      const words = wordsAt(out, at, length)
      if (words === undefined) continue
      const role = roleAt(out, at)
      const period = parsePeriod(words, today)
      const tag: Tag | undefined =
        period !== undefined
          ? { tag: 'period', period, role }
          : length <= LONGEST_ONSET && /^(?:before|since|after) (?:the )?(?:spike|onset|anomaly|jump|increase|rise|deploy|deployment|change)$/.test(words)
            ? { tag: 'onset', phrase: words, role }
            : undefined
      if (tag === undefined) continue
      out = put(out, at, length, tag)
      break
    }
  }
  return fromTo(out)
}

/** "from September to October" and "between October and September": the earlier one is the baseline. */
function fromTo(pieces: readonly Piece[]): Piece[] {
  const [a, b] = pieces.flatMap((p, at) => (p.tag?.tag === 'period' ? [{ at, start: p.tag.period.start }] : []))
  if (a === undefined || b === undefined || !isOrdered(pieces[a.at - 1]?.text, pieces[b.at - 1]?.text)) return [...pieces]
  const baseline = a.start <= b.start ? a.at : b.at
  return pieces.map((p, at) =>
    p.tag?.tag === 'period' && (at === a.at || at === b.at)
      ? { ...p, tag: { ...p.tag, role: at === baseline ? ('baseline' as const) : ('period' as const) } }
      : p,
  )
}

const isOrdered = (before: string | undefined, between: string | undefined): boolean =>
  (before === 'from' && between === 'to') || (before === 'between' && between === 'and')

const countOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const n = /^\d{1,3}$/.test(text) ? Number(text) : NUMBER_WORDS[text]
  return n !== undefined && n >= 1 && n <= 50 ? n : undefined
}

/** "top 5", "first three", "5 biggest", "limit 20". */
export function tagLimits(pieces: readonly Piece[]): Piece[] {
  let out = [...pieces]
  for (let at = 0; at < out.length; at += 1) {
    const [here, next] = [wordsAt(out, at, 1), wordsAt(out, at + 1, 1)]
    const after = countOf(next)
    if (here !== undefined && /^(?:top|first|limit|biggest|largest|only)$/.test(here) && after !== undefined && !/^\d*mo$/.test(next ?? '')) {
      // "top" itself stays readable to the cues.
      out = put(out, at + 1, 1, { tag: 'limit', n: after })
      continue
    }
    const n = countOf(here)
    if (n !== undefined && next !== undefined && /^(?:biggest|largest|top|most|highest|worst)$/.test(next)) out = put(out, at, 1, { tag: 'limit', n })
  }
  return out
}

/** "the second one", "#2", "number 3", "the last one": rows of the list that was shown before. */
export function tagOrdinals(pieces: readonly Piece[]): Piece[] {
  let out = [...pieces]
  for (let at = 0; at < out.length; at += 1) {
    const here = wordsAt(out, at, 1)
    const next = wordsAt(out, at + 1, 1)
    if (here === undefined) continue
    const hash = /^#(\d{1,2})$/.exec(here)
    if (hash !== null) out = put(out, at, 1, { tag: 'ordinal', index: Number(hash[1]) - 1 })
    else if (ORDINALS[here] !== undefined && next !== undefined && /^(?:one|case|anomaly|row|item|entry)$/.test(next))
      out = put(out, at, 2, { tag: 'ordinal', index: ORDINALS[here] })
    else if (/^(?:number|no|row|item)$/.test(here) && countOf(next) !== undefined) out = put(out, at, 2, { tag: 'ordinal', index: (countOf(next) ?? 1) - 1 })
  }
  return out
}

export function tagSeverities(pieces: readonly Piece[]): Piece[] {
  return pieces.map((p, at) => {
    const severity = p.tag === null ? SEVERITIES[p.text] : undefined
    if (severity === undefined) return p
    // "high" and "low" are common words: they are a severity only beside one of these.
    const beside = [pieces[at + 1]?.text ?? '', pieces[at - 1]?.text ?? '', pieces[at + 2]?.text ?? '']
    const is_severity =
      p.text === 'critical' || beside.some((w) => /^(?:severity|anomal(?:y|ies)|cases?|spikes?|alerts?|ones|only|incidents?|findings?)$/.test(w))
    return is_severity ? { ...p, tag: { tag: 'severity', severity } } : p
  })
}

/** "by service", "per team", "services", "which accounts". */
export function tagGroups(pieces: readonly Piece[]): Piece[] {
  let out = [...pieces]
  for (let at = 0; at < out.length; at += 1) {
    for (const length of [2, 1]) {
      const words = wordsAt(out, at, length)
      const group_by = words === undefined ? undefined : GROUP_WORDS[words]
      if (words === undefined || group_by === undefined) continue
      const before = wordsAt(out, at - 1, 1) ?? ''
      const is_asked = /^(?:by|per|each|every|which|what|top|group)$/.test(before) || out[at - 1]?.tag?.tag === 'limit' || words.endsWith('s')
      if (!is_asked || words === 'usage') continue
      out = put(out, at, length, { tag: 'group', group_by })
      break
    }
  }
  return out
}
