import { cueText } from '../cues/candidates'
import type { CueName } from '../cues/cue-row'
import { cueWords } from '../cues/cue-words'
import { CUES } from '../cues/cues'
import type { Piece } from '../tag/tag'
import { ORDINARY_WORDS } from '../words/ordinary-words'
import { CLASSES } from '../words/word-classes'
import { FITS_MANY } from './fits-many'
import { isOfCharge } from './of-charges'
import { overlooked } from './overlooked'

/**
 * Words that hold a question together and never narrow it. Far fewer than the words that explain nothing by themselves: what is neither here nor taken by a tag or by the cues that led to the
 * view was said for a reason that the view may not know.
 */
const JOINING: ReadonlySet<string> = new Set(
  `a an the please just and or so of in on at for to from with by per is are was were be been am do does did doing done have has had having can could would will shall should may might must i we us me my our
  you your he she it this that these those they them its their there here what which who whom whose when where how why all each as than then also now ok okay hi hey hello thanks thank into about between
  since during vs versus against show shows shown give gives given list tell let get gets got getting see want wants wanted need needs needed look looks looking looked know next really actually currently
  exactly yet any some if before after until last first like say said think thinking understand find found anyway anybody anyone everybody someone somebody everyone kindly simply across over under within up down
  amount amounts sum total totals number numbers figure figures value values money dollars bill bills aws cloud amazon date time times today day days week weeks month months quarter year monthly weekly daily
  team teams account accounts service services region regions usage type types environment environments report reports overall whole far big large much many lot lots
  come comes came take takes taken took place go goes going went gone keep keeps make makes made put run runs use used using bring been become became turn turns through roof per-day compared
  current currently recent recently new still already ever only even again too quite very rather bit little more most less least
  not no yes one ones thing things stuff something anything question questions answer help view page list lists wanna gonna
  largest biggest highest smallest lowest top bottom main respective separately together sorted ordered ascending descending rank
  everything except excluding without besides other good morning right moment uh um case cases provide inside open extent among
  company organisation worth impact detected whatever state status statuses severity closed resolved us-wide business infrastructure platform`.split(/\s+/),
)
const ORDINARY: ReadonlySet<string> = new Set(ORDINARY_WORDS)
/** What a case is called, and what it is said to do. */
const OF_A_CASE: ReadonlySet<string> = new Set([...CLASSES.anomaly, ...CLASSES.rise])
const COST: ReadonlySet<string> = new Set([...CLASSES.cost, ...CLASSES.resource])

/** Why a case was sorted as it was is asked in as few words. */
const LOOSE: ReadonlySet<CueName> = new Set<CueName>([...FITS_MANY, 'why_category'])
const ENOUGH = 2

/** Two or more words that nothing of the reading takes: one may be said in passing, two are another question. Where the reading rests on little, common words count too (`overlooked.ts`). */
export function unspent(view: CueName, pieces: readonly Piece[]): string[] {
  if (!LOOSE.has(view)) return overlooked(view, pieces)
  const text = cueText(pieces)
  const spent = new Set(CUES.flatMap((cue) => ((cue.frame === view || cue.frame === 'why_up') && cue.pattern.test(text) ? cueWords(cue.text) : [])))
  const ofCharge = isOfCharge(pieces)
  const left = pieces.flatMap(({ tag, text: word }) =>
    tag !== null ||
    JOINING.has(word) ||
    ORDINARY.has(word) ||
    COST.has(word) ||
    spent.has(word) ||
    ofCharge(word) ||
    (view === 'explain_case' && OF_A_CASE.has(word)) ||
    !/[a-z]/.test(word)
      ? []
      : [word],
  )
  return left.length >= ENOUGH ? left : overlooked(view, pieces)
}
