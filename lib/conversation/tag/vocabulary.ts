import { ELSEWHERE_WORDS } from '../ask-back/elsewhere'
import { CUE_LITERALS } from '../cues/cues'
import { isOneEditApart, isSwapApart, isTwoEditsApart } from '../words/edit-distance'
import { GROUP_WORDS, STOP_WORDS } from '../words/lexicon'
import { RIGHT_AS_THEY_ARE } from '../words/right-as-they-are'
import { CLASS_WORDS } from '../words/word-classes'
import { REGION_ALIASES, SERVICE_ALIASES, USAGE_ALIASES } from './aliases'

// Words of periods, follow-ups and values, which no cue holds.
const MORE_WORDS =
  `today yesterday week weeks month months quarter quarters year years day days last past previous this since before after onset until between from mtd qtd ytd wtd weekend
  january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec
  monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri
  top first second third fourth fifth limit only just without excluding exclude except including include minus instead same fewer everything all critical high medium low severity closed resolved
  marketplace transfer deploy deployment release commitment commitments credits refunds fees tax taxes discounts pricing waste coverage utilisation utilization prod production stage staging dev
  untagged unowned unallocated unattributed unassigned amortised amortized effective list trailing net usage unused savings plan plans hour hours weekly monthly daily
  one two three four five six seven eight nine ten twelve twenty cover covers
  covered covering quantity quantities gigabytes close closing
  statuses counterfactual baseline onset amortisation blast radius narrator glossary`
    .split(/\s+/)
    .filter(Boolean)

const KNOWN: ReadonlySet<string> = new Set([...CLASS_WORDS, ...CUE_LITERALS, ...Object.keys(GROUP_WORDS), ...MORE_WORDS])
const MIN_CORRECTED = 4
const MIN_SWAPPED = 6
// Words this long are forgiven two errors, if they begin right.
const MIN_TWO_EDITS = 7
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

/** Words of everyday English that are one letter from a word of ours: they are what they are. */
const NO_TYPO: ReadonlySet<string> = new Set([
  ...RIGHT_AS_THEY_ARE,
  ...`hearing bearing wearing tearing contract contracts headline headlines hunch lunch earth heard beard dream bits bit dates mates rates raise moth mouth tooth month's worth north south forth fifth booth both cloth branch ranch bench
  stuff staff pile piles hose house horse roast coast boast lost most post host cast vast past last fast east beast feast least yeast tall tallest taller stall wall ball hall fall call
  pressure measure treasure nag bag tag drag board bored beer bear pear dear deer page wage cage rage sage plane plain plant planet client silent patient trial trail train brain rain
  chef chief thief brief grief cafe safe save wave cave pave gave word world sword ward yard hard card guard bread broad road load toad reason season lesson person prison poison
  payer payers payee bride pride price prize drive drove grove prove stove stone alone clone phone throne shone tone zone bone done gone ages stages images pages wages`
    .split(/\s+/)
    .filter(Boolean),
])

export const isCueWord = (word: string): boolean => KNOWN.has(word)

const stem = (word: string): string => word.replace(/(?:es|s|ed|d|ing)$/, '')

// Short words that questions are made of: forgiven one wrong letter if the first is right.
const CORE = [
  'week',
  'year',
  'last',
  'cost',
  'team',
  'plan',
  'show',
  'what',
  'which',
  'have',
  'case',
  'list',
  'open',
  'risk',
  'over',
  'than',
  'from',
  'most',
  'days',
  'bill',
  'save',
  'veto',
]

const ALIAS_WORDS: ReadonlySet<string> = new Set(
  [...Object.keys(SERVICE_ALIASES), ...Object.keys(USAGE_ALIASES), ...Object.keys(REGION_ALIASES)].flatMap((name) => name.split(' ')),
)

// What questions are about: these are recognised through two errors.
const TOPICS =
  `anomalies breakdown compare comparison account accounts service services environment approvals approval approve savings evidence verification rollback alternatives explain
  similar policy yesterday january february september october november december increase increases decrease expensive category confidence threshold history resources utilisation coverage
  commitment marketplace region regions quarter monthly weekly critical severity attention pending waiting trending movers biggest cheapest`
    .split(/\s+/)
    .filter(Boolean)

/** One is the other with something added: another form of a word, seldom a typing error. */
const isForm = (a: string, b: string): boolean => {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return long.startsWith(short) && /^(?:s|es|d|ed|n|en|r|er|ly|ing)$/.test(long.slice(short.length))
}

const withoutVowels = (word: string): string => word.slice(0, 1) + word.slice(1).replace(/[aeiou]/g, '')
/** Known words as they are typed in haste: "accnt", "spnd". */
const SKELETONS = new Map<string, string[]>()
for (const word of KNOWN_LONG.filter((known) => known.length >= 5)) {
  const bare = withoutVowels(word)
  if (bare.length >= 3 && bare !== word) SKELETONS.set(bare, [...(SKELETONS.get(bare) ?? []), word])
}

/** The one known word that is a typing error away, two in a long word; undefined when none or several are. */
export function correctCueWord(word: string): string | undefined {
  if (
    KNOWN.has(word) ||
    STOP_WORDS.has(word) ||
    NO_TYPO.has(word) ||
    ELSEWHERE_WORDS.has(word) ||
    ALIAS_WORDS.has(word) ||
    word.length < 3 ||
    /[\d<>/_]/.test(word)
  )
    return undefined
  const bare = SKELETONS.get(word)
  if (bare !== undefined && bare.length > 0 && new Set(bare.map(stem)).size === 1) return bare[0]
  const hasty = word.length >= 5 ? KNOWN_LONG.filter((known) => known.length >= 7 && known[0] === word[0] && lacksVowels(word, known)) : []
  if (hasty.length > 0 && new Set(hasty.map(stem)).size === 1) return hasty[0]
  // A short word that begins with another letter may be a name: “Acme” is not “came”.
  const swappable = word.length < MIN_CORRECTED ? SHORT : [...SHORT, ...KNOWN_LONG.filter((known) => known[0] === word[0] || word.length >= MIN_SWAPPED)]
  const [swap, ...others] = new Set(swappable.filter((known) => isSwapApart(word, known)))
  if (swap !== undefined && others.length === 0) return swap
  const core = word.length <= 5 ? CORE.filter((known) => known[0] === word[0] && isOneEditApart(word, known)) : []
  if (core.length === 1 && core[0] !== undefined && !isForm(word, core[0])) return core[0]
  if (word.length < MIN_CORRECTED) return undefined
  const near = LONG.filter((known) => known.length >= 5 && isOneEditApart(word, known) && !isForm(word, known) && (word.length >= 5 || known[0] === word[0]))
  if (near.length > 0) return oneOf(near, word)
  return word.length >= MIN_TWO_EDITS
    ? oneOf(
        TOPICS.filter((known) => known.slice(0, 2) === word.slice(0, 2) && isTwoEditsApart(word, known)),
        word,
      )
    : undefined
}

/** Typed without some of its vowels: "ystrday". */
const lacksVowels = (word: string, known: string): boolean =>
  word.length < known.length && !known.startsWith(word) && withoutVowels(word) === withoutVowels(known) && isWithin(word, known)

/** Every letter of `part` is in `whole`, in order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0
  for (const letter of whole) if (letter === part[at]) at += 1
  return at === part.length
}

/** The only candidate. Forms of one word ("spend", "spends") are one; our own words and the right first letter go before others. */
function oneOf(near: readonly string[], word: string): string | undefined {
  const ours = near.filter((known) => KNOWN.has(known))
  const likely = ours.length > 0 ? ours : near
  const same_start = likely.filter((known) => known[0] === word[0])
  const pool = same_start.length > 0 ? same_start : likely
  if (new Set(pool.map(stem)).size === 1) return pool[0]
  // A letter left out is the commonest error: then every letter typed is in the right word, in order.
  const whole = pool.filter((known) => isWithin(word, known))
  return whole.length > 0 && new Set(whole.map(stem)).size === 1 ? whole[0] : undefined
}
