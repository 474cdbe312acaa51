import { cueText } from '../cues/candidates'
import type { CueName } from '../cues/cue-row'
import { cueWords } from '../cues/cue-words'
import { CUES } from '../cues/cues'
import type { Piece } from '../tag/tag'
import { GROUP_WORDS } from '../words/lexicon'
import { CLASSES } from '../words/word-classes'
import { FITS_MANY } from './fits-many'
import { isOfCharge } from './of-charges'

// A reading that rests on little may pass over little. It rests on the names, times and values that were tagged and on the words that led to its view; every word that is neither, and does
// not merely hold the sentence together, was said for something else. As many of those as of what the reading rests on, and the question is another one: “what came out of the lumen plan”
// is not “the plan”, although it names both the plan and its case.

const list = (text: string): readonly string[] => text.split(/\s+/)

/** Words that hold a sentence together, ask, or are said out of politeness or in passing. Narrower than `JOINING`: no verb of doing, no word of order or time. */
const HOLDING: ReadonlySet<string> = new Set(
  list(`a an the of in on at for to from with by per and is are was were be been being am do does did doing done has have had having i we us me our my you your he she it they them its their
  this that these those there here what which who whom whose when where how why all each every any some as than please just so ok okay hi hey hello thanks thank kindly can could would will should may
  might must shall show shows give gives list tell let see get want wants need needs look looking like much many lot lots not no yes now really actually exactly currently also then into about up
  know guess think wonder curious anything something thing things stuff possible right moment anyway overall currently today recently lately since during between within
  over until only ones one among still already yet ever first last top next number total sum amount amounts value values part status state kind type types name names details detail
  closed resolved settled say says read view card page picture report summary overview company organisation org aws amazon cloud whole entire entirely total altogether together
  hi good morning afternoon evening got get gets getting just our his her their open opened close go goes went through
  far month months week weeks day days year years quarter quarters date time daily weekly monthly term`),
)
/** What is counted, named or paid for: said beside any view of the bill or of a case without asking for more. */
const THINGS: ReadonlySet<string> = new Set([
  ...CLASSES.cost,
  ...CLASSES.anomaly,
  ...CLASSES.resource,
  ...CLASSES.line,
  ...CLASSES.most,
  ...CLASSES.least,
  ...CLASSES.dear,
  ...CLASSES.plan,
  ...CLASSES.updown,
  ...Object.keys(GROUP_WORDS),
  ...CLASSES.save,
  ...CLASSES.person,
  ...list('severity impact detected open log logs trail history noise check checks size sorted ordered'),
])
/** Of these also few words say what is asked. */
/** The trail is about doing: what was done, by whom and in what is what it shows. */
const OF_THE_TRAIL: ReadonlySet<string> = new Set([
  ...CLASSES.did,
  ...list('steps take taken took carried issued data record recorded system command commands'),
])
const LOOSE: ReadonlySet<CueName> = new Set<CueName>([...FITS_MANY, 'verification_status', 'audit_search'])
const ENOUGH = 2

/** The words of the question that led to a view. */
function ledBy(view: CueName, pieces: readonly Piece[]): Set<string> {
  const text = cueText(pieces)
  return new Set(
    CUES.flatMap(({ frame, pattern, text: cue }) => {
      const said = frame === view || frame === 'why_up' ? pattern.exec(text)?.[0].split(' ') : undefined
      const words = new Set(said === undefined ? [] : cueWords(cue))
      return said?.filter((word) => words.has(word)) ?? []
    }),
  )
}

/** The words that a reading would pass over, where they are as many as what it rests on. */
export function overlooked(view: CueName, pieces: readonly Piece[]): string[] {
  if (!LOOSE.has(view)) return []
  const led = ledBy(view, pieces)
  const ofCharge = isOfCharge(pieces)
  const words = new Set(pieces.flatMap(({ tag, text }) => (tag === null && /[a-z]/.test(text) ? [text] : [])))
  const isTaken = (word: string): boolean =>
    (view === 'audit_search' && (OF_THE_TRAIL.has(word) || (word === 'out' && words.has('carried')))) ||
    led.has(word) ||
    HOLDING.has(word) ||
    THINGS.has(word) ||
    ofCharge(word)
  const left = [...words].filter((word) => !isTaken(word))
  const rests_on = pieces.filter((p) => p.tag !== null).length + [...words].filter((word) => led.has(word) && !HOLDING.has(word)).length
  return left.length >= ENOUGH && left.length >= rests_on ? left : []
}
