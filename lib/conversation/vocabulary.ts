import { CUE_LITERALS } from './cues'
import { isOneEditApart, isSwapApart } from './edit-distance'
import { ELSEWHERE_WORDS } from './elsewhere'
import { GROUP_WORDS, STOP_WORDS } from './lexicon'
import { CLASS_WORDS } from './word-classes'

// Words of periods, follow-ups and values, which no cue holds.
const MORE_WORDS =
  `today yesterday week weeks month months quarter quarters year years day days last past previous this since before after onset until between from mtd qtd ytd wtd weekend
  january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec
  monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri
  top first second third fourth fifth limit only just without excluding exclude except including include minus instead same fewer everything all critical high medium low severity closed resolved
  marketplace transfer deploy deployment release commitment commitments credits refunds fees tax taxes discounts pricing waste coverage utilisation utilization prod production stage staging dev
  untagged unowned unallocated amortised amortized effective list net usage unused savings plan plans hour hours weekly monthly daily
  one two three four five six seven eight nine ten twelve twenty cover covers
  counterfactual baseline onset amortisation blast radius narrator glossary`
    .split(/\s+/)
    .filter(Boolean)

const KNOWN: ReadonlySet<string> = new Set([...CLASS_WORDS, ...CUE_LITERALS, ...Object.keys(GROUP_WORDS), ...MORE_WORDS])
const MIN_CORRECTED = 4
const LONG = [...new Set([...KNOWN, ...STOP_WORDS])].filter((word) => word.length >= MIN_CORRECTED)
const KNOWN_LONG = [...KNOWN].filter((word) => word.length >= MIN_CORRECTED)
// Short words that are often typed with two letters swapped.
const SHORT = [
  'the',
  'what',
  'who',
  'why',
  'how',
  'this',
  'that',
  'show',
  'can',
  'plan',
  'cost',
  'with',
  'from',
  'last',
  'week',
  'list',
  'team',
  'case',
  'rule',
]

export const isCueWord = (word: string): boolean => KNOWN.has(word)

const stem = (word: string): string => word.replace(/(?:es|s|ed|d|ing)$/, '')

/** The one known word that is a single typing error away; undefined when none or several are. */
export function correctCueWord(word: string): string | undefined {
  if (KNOWN.has(word) || STOP_WORDS.has(word) || ELSEWHERE_WORDS.has(word) || /[\d<>/_]/.test(word)) return undefined
  const swapped = (word.length < MIN_CORRECTED ? SHORT : [...SHORT, ...KNOWN_LONG]).filter((known) => isSwapApart(word, known))
  const [swap] = new Set(swapped)
  if (swap !== undefined && new Set(swapped).size === 1) return swap
  if (word.length < MIN_CORRECTED) return undefined
  const near = LONG.filter((known) => known.length >= 5 && isOneEditApart(word, known) && (word.length >= 5 || known[0] === word[0]))
  if (near.length <= 1) return near[0]
  // Forms of one word ("spend", "spends") are one answer; otherwise the first letter decides, because it is seldom wrong.
  const ours = near.filter((known) => KNOWN.has(known))
  const likely = ours.length > 0 ? ours : near
  const same_start = likely.filter((known) => known[0] === word[0])
  const pool = same_start.length > 0 ? same_start : likely
  return new Set(pool.map(stem)).size === 1 ? pool[0] : undefined
}
