import { verbRules } from '../shared/verb-forms'

const HAVE = [
  'have has had had having',
  'show shows showed shown showing',
  'carry carries carried carried carrying',
  'bear bears bore borne bearing',
  'come comes came come coming | with',
]
const COME = [
  'come comes came come coming',
  'stem stems stemmed stemmed stemming',
  'arise arises arose arisen arising',
  'result results resulted resulted resulting',
]
const COMPARE = ['compare compares compared compared comparing', 'contrast contrasts contrasted contrasted contrasting']
const EXPLAIN = ['explain explains explained explained explaining', 'cause causes caused caused causing', 'underlie underlies underlay underlain underlying']
const CONCERN = [
  'concern concerns concerned concerned concerning',
  'involve involves involved involved involving',
  'relate relates related related relating | to',
  'cover covers covered covered covering',
  'regard regards regarded regarded regarding',
]
const NEED = [
  'need needs needed needed needing',
  'require requires required required requiring',
  'ask asks asked asked asking | for',
  'call calls called called calling | for',
  'await awaits awaited awaited awaiting',
  'wait waits waited waited waiting | for',
]
const EXPIRE = [
  'expire expires expired expired expiring | on?',
  'lapse lapses lapsed lapsed lapsing | on?',
  'run runs ran run running | out on?',
  'end ends ended ended ending | on?',
  'close closes closed closed closing | on?',
]
const CHANGE = [
  'go goes went gone going',
  'move moves moved moved moving',
  'change changes changed changed changing',
  'swing swings swung swung swinging',
  'shift shifts shifted shifted shifting',
]
const STAND = ['stand stands stood stood standing']
const COUNT = ['count counts counted counted counting | as', 'qualify qualifies qualified qualified qualifying | as', 'rank ranks ranked ranked ranking | as']

/** Verbs that a thing of a card has, by what they say of it. */
export const FRAME_VERBS = verbRules({ HAVE, COME, COMPARE, EXPLAIN, CONCERN, NEED, EXPIRE, CHANGE, STAND, COUNT })
