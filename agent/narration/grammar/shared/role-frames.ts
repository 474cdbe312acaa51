/** A fact under its own name: what it is called, and who may be said to have it. */
type Named = { mark: string; called: string }

const NEUTRAL =
  'recorded | reported | given | stated | listed | named | noted | overall | resulting | corresponding | associated | related | relevant | identified | assigned | attached | accompanying | respective | said'

const CASE: readonly Named[] = [
  { mark: '<stake>', called: '( daily | total )? ( amount | sum | cost | money ) at stake | stake' },
  { mark: 'RiseSize', called: 'CRiseN ( Relates CExp | CIn )*' },
  { mark: '<actual>', called: '( actual | observed | billed ) ( daily )? ( CCost | CLevel | figure | amount | value )' },
  { mark: '<cause>', called: 'CCauseN CCauseBy*' },
  { mark: '<confidence>', called: 'confidence ( level | rating )? CConfIn*' },
]
// What began on a day did not do so in these.
const UNDATED: readonly Named[] = [
  { mark: '<expected>', called: 'ExpAdj ( daily )? ( CCost | CLevel | figure | amount | value ) | expectation' },
  { mark: '<projected>', called: 'projected ( amount | total | cost | costs | sum | figure | spend | spending | bill ) CAhead* | projection CAhead*' },
  { mark: '<status>', called: '( case )? status CStatusOf*' },
]
const PLAN: readonly Named[] = [
  { mark: '<saving>', called: 'QExp ( saving | savings ) QOf*' },
  { mark: '<risk>', called: 'risk ( level | rating | score )? QOf*' },
  { mark: '<waiting>', called: '( daily )? ( cost of waiting | waiting cost | cost of delay )' },
  { mark: '<deadline>', called: 'deadline | expiry | expiry date' },
  { mark: '<way_back>', called: 'way back' },
  { mark: '<agreement>', called: '( agreement | approval ) ( needed | required )' },
  { mark: '<status>', called: 'status QOf*' },
  { mark: '<targets>', called: '( resources | number of resources ) ( affected | covered | involved | in scope | concerned )' },
]
const SAVED: readonly Named[] = [
  { mark: '<realized>', called: '( realized | realised | measured ) ( saving | savings | amount | figure | value ) ROf*' },
  { mark: '<low>', called: '( low | lower ) ( end | bound | limit )' },
  { mark: '<high>', called: '( high | upper | higher ) ( end | bound | limit )' },
  { mark: '<saving>', called: 'QExp ( saving | savings )' },
  { mark: '<status>', called: 'status' },
]
const TREND: readonly Named[] = [
  { mark: '<mean>', called: '( daily )? ( mean | average ) ( daily )? ( cost | spend | per day | per day cost )? ( TIn | TPeriod )*' },
  { mark: '<peak>', called: 'TPeakN ( TIn | TPeriod )* ( on <peak_day> )?' },
  { mark: '<peak_day>', called: '( highest | most expensive | costliest | peak ) day ( TIn | TPeriod )*' },
]
const SHARE: readonly Named[] = [
  { mark: '<total>', called: '( effective | total | overall )* ( cost | costs | spend | spending | total | bill ) ( SIn | SPeriod )*' },
  { mark: '<part>', called: 'SLarge SPiece ( SRef | SIn | SPeriod )*' },
]

/** The name with its fact, the fact with its name, and several of them in a row. Names stand for facts of one role, so each of these is true wherever it stands. */
function framesOf(group: string, part: string, front: string, tail: string, facts: readonly Named[]): string {
  const names = facts.map(({ called }, i) => `${group}Name${i} = Det? Neutral* ( ${called} ) NamedSo*`)
  const pairs = facts.map(({ mark }, i) => `${group}Name${i} NameOf? ${mark}`)
  const claims = facts.map(({ mark }, i) => `${group}Name${i} NameIs ${mark} | ${mark} BeF ${group}Name${i}`)
  return `${names.join('\n')}
${group}Pair = ${pairs.join(' | ')}
${group}Pairs = ${group}Pair ( ( and | as well as | #pause and? ) ${group}Pair )*
${group}Claim = ${claims.join(' | ')} | there is ${group}Pair
${part} += ${front}* ${group}Claim ${tail}* ( ( And | while | whereas | with )? ${group}Claim ${tail}* )*
${tail} += ( with | and | at | plus | including | together with | along with ) ${group}Pairs`
}

/** Frames that are the same for every fact, made from what each fact is called. */
export const ROLE_FRAMES = `
Neutral = ${NEUTRAL}
NamedSo = here | there | in question | on record | in this case | at ( this | the ) ( point | moment ) | that is ( Said | shown | given )
UndatedAdv = CIn | Now
NameOf = of | at | : | being | standing at | put at | rated | rated as | rated at | given as | #pause
NameIs = BeF ( Said ( at | as )? | at )? | LevelF | StayF | : | reads | equals | turns out ( to be | at ) | lies at
${framesOf('Case', 'CasePart', 'CFront', 'CTail', CASE)}
${framesOf('Undated', 'CasePart', 'UndatedAdv', 'UndatedAdv', UNDATED)}
${framesOf('Plan', 'PlanPart', 'QFront', 'QAdv', PLAN)}
${framesOf('Saved', '#realized SavedPart', 'RAdv', 'RAdv', SAVED).replace('#realized SavedPart +=', 'SavedPart += #realized')}
${framesOf('Trend', 'TrendPart', 'THead', 'TTail', TREND)}
${framesOf('Share', 'SharePart', 'SHead', 'STail', SHARE)}
CItPred += ( ShowF | carries | carry | comes with | come with ) ( CasePairs | UndatedPairs )
CTail += ( with | and | at | plus | including | together with ) UndatedPairs
CasePairs += ( CasePair | UndatedPair ) ( ( and | as well as | #pause and? | while | against ) ( CasePair | UndatedPair ) )*
QAttr += ( has | carries | comes with | shows | involves | offers | brings ) PlanPairs
RPred += ( has | shows | had ) SavedPairs
`
