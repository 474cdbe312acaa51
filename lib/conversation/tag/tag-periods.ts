import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { besideNothing, besidePeriod, monthOfLastYear } from '../period/baseline-words'
import { isOnsetPhrase } from '../period/onset-period'
import { parsePeriod } from '../period/period'
import { MONTH_NAMES, twoDays, WEEKDAY_WORDS } from '../period/period-days'
import { CLASSES } from '../words/word-classes'
import { type Piece, put, type Tag, wordAt, wordsAt } from './tag'

const LONGEST_PERIOD = 9
const BASELINE_BEFORE = /^(?:vs|versus|against|than|compared|relative|comparing)$/
const COMPARED = /^(?:vs|versus|against|than|compare|compares|compared|comparing|comparison|relative|next|beside|or|and|with|to)$/
const LINKS = /^(?:to|with|the|of|it|they|we|was|were|did|had|in)$/

/** The role of a period follows from the words before it: "vs last week" and the second of two named periods are baselines. */
function roleAt(pieces: readonly Piece[], at: number): 'period' | 'baseline' {
  let i = at - 1
  while (i >= 0 && LINKS.test(wordAt(pieces, i))) i -= 1
  if (BASELINE_BEFORE.test(wordAt(pieces, i)) && wordAt(pieces, i) !== 'comparing') return 'baseline'
  const said = pieces.slice(0, at).map((p) => p.text)
  // “In use now that was not there last week”, “anything in prod not there last month”.
  const is_ago = [1, 2].some((step) => wordAt(pieces, at + step) === 'ago')
  if (!is_ago && /\b(?:now\b.*|that (?:was|were)|anything\b.*|something\b.*) not (?:yet )?(?:there|here|present)$/.test(said.join(' '))) return 'baseline'
  // "Are we over last month": held against it.
  if (/\b(?:is|are|was|were|am) (?!\S+(?:ed|en|ing) )(?:\S+ ){1,2}(?:over|above|below|under|behind|ahead of)$/.test(said.join(' '))) return 'baseline'
  // "compare that with September", "compare EC2 to last month".
  const is_compared =
    /^(?:with|to|against)$/.test(wordAt(pieces, at - 1)) && pieces.slice(0, at - 1).some((p) => p.tag === null && /^compar(?:e|es|ing)$/.test(p.text))
  if (is_compared) return 'baseline'
  // “More than September was October”: what it is held against was said first.
  return pieces.slice(0, at).some((p) => (p.tag?.tag === 'period' || p.tag?.tag === 'onset') && p.tag.role === 'period') ? 'baseline' : 'period'
}

/** Words of time become days, each with its role: what is looked at, or what it is compared with. */
export function tagPeriods(pieces: readonly Piece[], today: Day): Piece[] {
  let out = [...pieces]
  for (let at = 0; at < out.length; at += 1) {
    for (let length = LONGEST_PERIOD; length >= 1; length -= 1) {
      const words = wordsAt(out, at, length)
      if (words === undefined || isOfDay(words, pieces) || isCountOf(words, wordAt(out, at + length)) || isRate(words, out, at) || isChange(words, pieces))
        continue
      const tag = besideTag(out, at, length, words, today) ?? periodTag(words, roleAt(out, at), today, wordAt(out, at - 1), wordAt(out, at + length))
      if (tag === undefined) continue
      out = put(out, at, length, tag)
      break
    }
  }
  return fromTo(out)
}

// “How did it grow from August to October”: two times, one held against the other. A sum or a chart from one to the other is of the whole time.
const FROM_TO = new RegExp(`^(?:from )?(?:${MONTH_NAMES}) (?:to|until|till) (?:${MONTH_NAMES})$`)
const CHANGING: ReadonlySet<string> = new Set([...CLASSES.rise, ...CLASSES.fall, ...CLASSES.change, ...CLASSES.updown])
const isChange = (words: string, pieces: readonly Piece[]): boolean =>
  FROM_TO.test(words) && pieces.some((p) => p.text === 'from') && pieces.some((p) => p.tag === null && CHANGING.has(p.text))

// “The charges from last Friday”: those of that day. What is charted or went up from a day on runs until now.
const FROM_DAY = new RegExp(
  `^from (?:(?:last )?(?:${WEEKDAY_WORDS})|yesterday|(?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: (?:of )?(?:${MONTH_NAMES}))?|(?:${MONTH_NAMES}) \\d{1,2}(?:st|nd|rd|th)?)$`,
)
const isOfDay = (words: string, pieces: readonly Piece[]): boolean =>
  FROM_DAY.test(words) && pieces.some((p) => LINES.has(p.text)) && !pieces.some((p) => CHANGING.has(p.text))
const LINES: ReadonlySet<string> = new Set([...CLASSES.line, 'positions'])

// “Oct vs Sep, 10 biggest”, “October, 5 accounts”: the figure counts what follows.
const COUNTED =
  /^(?:biggest|largest|smallest|cheapest|most|highest|lowest|worst|top|costliest|priciest|rows|lines|items|accounts|services|teams|regions|entries|results)$/
const MONTH_AND_FIGURE = new RegExp(`\\b(?:${MONTH_NAMES}) \\d{1,2}$`)
const isCountOf = (words: string, after: string): boolean => MONTH_AND_FIGURE.test(words) && COUNTED.test(after)

// “When the threshold is 2000 per month”: an amount, not a year.
const isRate = (words: string, pieces: readonly Piece[], at: number): boolean =>
  /^\d{4}$/.test(words) &&
  ((/^(?:a|per|each|every)$/.test(wordAt(pieces, at + 1)) && /^(?:day|month)$/.test(wordAt(pieces, at + 2))) ||
    [1, 2, 3].some((back) => /^(?:threshold|thresholds|limit|cutoff|floor|bar)$/.test(wordAt(pieces, at - back))))

// After "vs last" nothing may follow that "last" could belong to.
const MAY_FOLLOW = /^(?:for|in|on|by|at|per|with|across|over|please|and|split|of|to|is|are|was|were|do|did)?$/

/** "The week before", "the same days of October", a bare "last": what the time before it is held against. */
function besideTag(pieces: readonly Piece[], at: number, length: number, words: string, today: Day): Tag | undefined {
  if (!pieces.slice(0, at).some((p) => p.tag === null && COMPARED.test(p.text))) return undefined
  const is_bare = /^(?:the )?(?:this|current|last|previous|prior|preceding|earlier|former)$/.test(words)
  if (is_bare && (roleAt(pieces, at) !== 'baseline' || !MAY_FOLLOW.test(wordAt(pieces, at + length)))) return undefined
  const period =
    pieces
      .slice(0, at)
      .flatMap((p): FramePeriod[] => (p.tag?.tag === 'period' ? [p.tag.period] : []))
      .at(-1) ?? besideNothing(words, today)
  const found = period === undefined ? undefined : besidePeriod(words, period, today)
  return found === undefined ? undefined : { tag: 'period', period: found, role: 'baseline' }
}

function periodTag(words: string, role: 'period' | 'baseline', today: Day, before: string, after: string): Tag | undefined {
  // "12 most", "how 2026 …": a bare small number is no day, and "now" alone says nothing.
  if (words === 'now' || (words === 'sat' && before !== 'on') || (words === 'sun' && before !== 'on')) return undefined
  // Two days next to each other are compared.
  if (/^(?:between|from) (?:yesterday|today) (?:and|to) (?:yesterday|today)$/.test(words)) return undefined
  // “The three days with the highest cost”: so many days, none of them named.
  if (/^\d{1,3}(?:d|w|mo)$/.test(words) && /^(?:with|on|when|where|that|which)$/.test(after)) return undefined
  // "Which anomalies come from the deploy": a reason, not a time.
  if (/^from /.test(words) && /^(?:come|comes|came|coming|result|results|stem|stems|arise|arises)$/.test(before)) return undefined
  // "Above 2000 dollars": an amount, not a year.
  if (/^\d{4}$/.test(words) && /^(?:over|above|under|below|than|exceeding|exceeds|beyond|least|most)$/.test(before)) return undefined
  const period = monthOfLastYear(words, today) ?? parsePeriod(words, today)
  if (period !== undefined) return { tag: 'period', period, role }
  if (isOnsetPhrase(words)) return { tag: 'onset', phrase: words, role }
  const vague = twoDays(words, today)
  return vague.length === 2 ? { tag: 'vague_day', said: words, days: vague } : undefined
}

/** "from September to October", "between October and September", "last month vs this": the earlier one is the baseline. */
function fromTo(pieces: readonly Piece[]): Piece[] {
  const [a, b] = pieces.flatMap((p, at) => (p.tag?.tag === 'period' ? [{ at, start: p.tag.period.start }] : []))
  const is_before =
    a !== undefined &&
    b !== undefined &&
    a.start < b.start &&
    (/\bbefore\b/.test(pieces[a.at]?.text ?? '') || /^(?:the )?(?:this|current)(?: (?:1|one))?$/.test(pieces[b.at]?.text ?? ''))
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
