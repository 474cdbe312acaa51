import { PART_AND_PLAN_VERBS } from './part-and-plan-verbs'
import { verbRules } from './verb-forms'

// Verbs with their forms: base, third person, past, participle, -ing; what goes with the verb stands after a stroke.
const LEVEL = [
  'cost costs cost cost costing',
  'run runs ran run running | at',
  'stand stands stood stood standing | at',
  'sit sits sat sat sitting | at',
  'lie lies lay lain lying | at',
  'come comes came come coming | ( to | in at | out at | in to )',
  'amount amounts amounted amounted amounting | to',
  'add adds added added adding | up to',
  'sum sums summed summed summing | ( up )? to',
  'work works worked worked working | out ( at | to )',
  'total totals totalled totalled totalling',
  'total totals totaled totaled totaling',
  'reach reaches reached reached reaching',
  'arrive arrives arrived arrived arriving | at',
  'land lands landed landed landing | at',
  'trend trends trended trended trending | at',
  'measure measures measured measured measuring | at?',
  'clock clocks clocked clocked clocking | in at',
  'tally tallies tallied tallied tallying | to',
  'check checks checked checked checking | in at',
  'register registers registered registered registering | at',
  'equal equals equalled equalled equalling',
  'end ends ended ended ending | ( up )? at',
]
// A level that is said to have lasted, which is no word for one that has moved.
const STAY = [
  'settle settles settled settled settling | at',
  'remain remains remained remained remaining | at',
  'stay stays stayed stayed staying | at',
  'hold holds held held holding | at',
]
export const RISE = [
  'rise rises rose risen rising',
  'grow grows grew grown growing',
  'increase increases increased increased increasing',
  'climb climbs climbed climbed climbing',
  'jump jumps jumped jumped jumping',
  'go goes went gone going | up',
  'move moves moved moved moving | ( up | upward | upwards | higher )',
  'step steps stepped stepped stepping | up',
  'shoot shoots shot shot shooting | up',
  'creep creeps crept crept creeping | up',
  'edge edges edged edged edging | up',
  'come comes came come coming | up',
  'advance advances advanced advanced advancing',
  'expand expands expanded expanded expanding',
  'gain gains gained gained gaining',
  'tick ticks ticked ticked ticking | up',
]
export const FALL = [
  'fall falls fell fallen falling',
  'drop drops dropped dropped dropping',
  'decrease decreases decreased decreased decreasing',
  'decline declines declined declined declining',
  'go goes went gone going | down',
  'come comes came come coming | down',
  'move moves moved moved moving | ( down | downward | downwards | lower )',
  'edge edges edged edged edging | ( down | lower )',
  'dip dips dipped dipped dipping',
  'sink sinks sank sunk sinking',
  'shrink shrinks shrank shrunk shrinking',
  'slip slips slipped slipped slipping',
  'ease eases eased eased easing',
  'contract contracts contracted contracted contracting',
  'diminish diminishes diminished diminished diminishing',
  'tick ticks ticked ticked ticking | down',
]
const LIFT = [
  'lift lifts lifted lifted lifting',
  'raise raises raised raised raising',
  'push pushes pushed pushed pushing | up?',
  'take takes took taken taking | up?',
  'bring brings brought brought bringing | up?',
  'carry carries carried carried carrying | up?',
  'move moves moved moved moving',
]
const LOWER = [
  'take takes took taken taking | down?',
  'bring brings brought brought bringing | down?',
  'lower lowers lowered lowered lowering',
  'reduce reduces reduced reduced reducing',
  'move moves moved moved moving',
]
const EXCEED = [
  'exceed exceeds exceeded exceeded exceeding',
  'top tops topped topped topping',
  'surpass surpasses surpassed surpassed surpassing',
  'overshoot overshoots overshot overshot overshooting',
  'overrun overruns overran overrun overrunning',
  'outstrip outstrips outstripped outstripped outstripping',
  'outpace outpaces outpaced outpaced outpacing',
]
const PUT = [
  'put puts put put putting',
  'leave leaves left left leaving',
  'place places placed placed placing',
  'keep keeps kept kept keeping',
  'have has had had having',
  'show shows showed shown showing',
  'carry carries carried carried carrying',
  'hold holds held held holding',
]
const SHOW = [
  'show shows showed shown showing',
  'have has had had having',
  'see sees saw seen seeing',
  'record records recorded recorded recording',
  'register registers registered registered registering',
  'experience experiences experienced experienced experiencing',
  'post posts posted posted posting',
  'display displays displayed displayed displaying',
  'report reports reported reported reporting',
  'incur incurs incurred incurred incurring',
  'exhibit exhibits exhibited exhibited exhibiting',
]
export const BEGIN = [
  'begin begins began begun beginning',
  'start starts started started starting',
  'appear appears appeared appeared appearing | ( on the bill )?',
  'emerge emerges emerged emerged emerging',
  'arise arises arose arisen arising',
  'open opens opened opened opening | ( up )?',
  'show shows showed shown showing | up',
  'set sets set set setting | in',
  'occur occurs occurred occurred occurring',
  'surface surfaces surfaced surfaced surfacing',
  'commence commences commenced commenced commencing',
  'turn turns turned turned turning | up',
]
export const PEAK = [
  'peak peaks peaked peaked peaking',
  'go goes went gone going | as high as',
  'get gets got got getting | as high as',
  'range ranges ranged ranged ranging | up to',
  'top tops topped topped topping | out',
  'max maxes maxed maxed maxing | out',
]
const AVERAGE = ['average averages averaged averaged averaging | ( out ( at | to )? | at )?']
const VERBS = { LEVEL, STAY, RISE, FALL, LIFT, LOWER, EXCEED, PUT, SHOW, BEGIN, PEAK, AVERAGE, ...PART_AND_PLAN_VERBS }

/** Verbs by what they say of a figure. None of them denies, promises or advises. */
export const LEXICON = `
${verbRules(VERBS)}
BeF = ( Now? ( is | are | was | were | had been ) | ( has | have ) Now? been ) Now?
BeRunF = BeF | Now? ( trends | trended ) Now? | ( has | have ) Now? been trending | ( is | are ) Now? trending | Now? ( runs | run | ran | stands | stood | sits | sat | lies | lay | comes in | came in | comes out | came out | remains | remained | stays | stayed ) Now? | ( has | have ) Now? ( run | stood | sat | stayed | remained | come in | been running | been standing | been sitting ) | ( is | are | was | were ) Now? ( running | sitting | standing )
BeRunG = being | running | standing | sitting | coming in | coming out | having run | having stood | lying
Said = flagged | labelled | labeled | tagged | categorised | categorized | treated | counted | given | named | listed | recorded | shown | stated | identified | described | reported | noted | filed | logged | marked | put | registered | documented | quoted | cited | found | seen | considered | held | rated | set | assigned | classed | classified
Attr = triggered by | brought about by | attributable to | traceable to | attributed to | put down to | due to | explained by | caused by | ascribed to | traced back? to | assigned to | linked to | tied to | filed under | listed under | classed as | classified as | classified under | categorised as | categorized as | recorded as | recorded under | identified as | driven by | the result of | a result of
EachDay = a day | per day | each day | every day | daily | on a daily basis
BeginF += first ( began | started | appeared | emerged | surfaced | arose | occurred | showed up | turned up )

`
