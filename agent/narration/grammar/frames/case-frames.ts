import { type Frame, frameRules } from './frame'

const part = 'CasePart'
const LASTED = [
  '( has | have ) ( lasted | persisted | continued | held | existed | run | been running | been there | been at stake ) CDate?',
  'goes back to <onset>',
  'dates from <onset>',
]
const CAUSED = [
  '(Be~) Attr Det? <cause>',
  '(Be~) ( seen | filed | listed | classed | put ) under <cause>',
  'Come~ from Det? <cause>',
  '#cause_is_after Come~ <cause>',
]

const NEW = [
  '(Be~) CNew',
  '( constitutes | constitute | represents | represent ) <new_spend>',
  '(Be~) ( all | entirely | wholly )? <new_spend>',
  'Count~ <new_spend>',
]

const RISES = [
  '#rise BeRun~ CVal ( CAbove | higher than | more expensive than ) CExp',
  '#rise BeRun~ ( CAbove | beyond ) CExp ( by CVal )?',
  '#rise BeRun~ ( up | higher | costlier | more expensive ) ( by? CVal )? ( ( than | on | against | over ) CExp )?',
  '#rise BeRun~ <pct_rise> ( over | up | higher | above | more )',
  '#rise Exceed~ CExp ( by CVal )?',
  '#rise ( BeRun~ over | overspent | has overspent | overran ) ( CExp )? by CVal',
  '#rise Begin~ ( costing | to cost ) CVal? more ( than CExp )?',
  '#rise ( got | has got | became | has become ) CVal? ( more expensive | costlier | more costly )',
  '#rise Rise~ ( by? CVal | to CActual | from CExp | ( above | beyond | over | on ) CExp )*',
  '#rise ( Level~ | Be~ costing ) ( CVal )? more than CExp',
  '#rise Begin~ to ( LevelB | run ) ( CVal )? ( CAbove CExp | more than CExp ) ( on <onset> )?',
  '#rise BeRun~ CVal ( over | above | higher )',
  '#rise BeRun~ <pct_rise> ( higher | more expensive | costlier | over ) ( than CExp )?',
]
const COSTS = [
  ...RISES,
  '#none_expected ( was | were ) not expected ( at all )?',
  '#none_expected ( has | had | carries | shows ) no ( ExpAdj ( CCost | CLevel ) | CCost expected )',
  'Be~ where CStakeClause',
  '( was | were | had been | is | are ) ( supposed | meant | assumed | thought ) to ( LevelB | be ( at )? ) <expected>',
  '#none_expected Begin~ to LevelB CActual ( on <onset> )?',
  '#none_expected Begin~ ( on? <onset> )?',
  'Put~ CStake ( Now )? at stake',
  'Put~ at stake CStake',
  '#rise Be~ <pct_rise> Relates CExp',
  'Show~ CRise',
  '#rise Change~ ( up )? from CExp to CActual',
  '#rise Rise~ CDate? from CExp to CActual',
  '(Be~) ( originally )? expected ( at | to LevelB )? <expected>',
  ...NEW,
  ...CAUSED,
]

const FRAMES: readonly Frame[] = [
  {
    name: 'FPlace',
    part,
    noun: '#never',
    subject: 'the? <scope> | Det? CostOfCase ( CIn | CDate )* | what ( is | was | has been ) ( spent | billed | charged ) ( CIn | CDate )*',
    says: [
      '( Level~ | Stay~ ) ( a total of | a level of )? CActual',
      'Be~ ( being )? ( Said | billed | charged )? at? CActual',
      '( read | reads | spent | has spent | incurred | has incurred | ran up | has run up ) CActual',
      ...COSTS,
    ],
    goes: 'CTail',
    has: ['FAmount', 'FActual', 'FExpected', 'FExcess', 'FCause', 'FConfidence', 'FStatus'],
  },
  // "It" may be a rise that was spoken of before: of "it" nothing is said that would be a level of a cost and could be a size of a rise.
  {
    name: 'FIt',
    part,
    noun: '#never',
    subject: 'CIt',
    says: [
      '( cost | costs | ran at | runs at | has cost | is costing | costing | running at | run at ) CActual',
      '#rise Be~ <pct_rise>',
      '#rise (Be~) first ( recorded | observed | noticed | detected | flagged | spotted ) on? <onset>',
      ...COSTS,
    ],
    goes: 'CTail',
    has: ['FAmount', 'FCause', 'FStatus'],
  },
  {
    name: 'FAmount',
    part,
    noun: '( amount | sum | total | cost | money | figure | value | spend ) ( that is | which is | Now )? at stake CIn* | what is at stake | stake | exposure',
    fact: { mark: 'CStake', verb: 'Is' },
    note: 'at stake',
    says: ['Begin~ ( on? <onset> )?', ...NEW, '#rise Be~ ( all )? CAbove CExp', ...LASTED, ...CAUSED],
    alone: ['(Be~) ( Now | considered )* at stake', 'Be~ ( what is | the amount ) at stake', ...NEW, '#rise (Be~) ( all )? CAbove CExp'],
    goes: 'CStakeTail',
    has: ['FActual', 'FExpected', 'FCause', 'FConfidence', 'FStatus'],
  },
  {
    name: 'FExcess',
    part,
    noun: 'CRiseN ( CAbove CExp | ( over | against | from | relative to | compared with ) CExp | in Det? CCost | CIn | Seen CIn | here )*',
    fact: { mark: 'Rise EachDay? ( #pause all of ( which | it ) BeF Now? at stake )?', verb: 'Is' },
    alone: [
      '#rise Be~ ( how much | how far | ( the | an )? ( amount | margin ) by which ) ( the? <scope> | it | CCost CIn ) ( ExceedF CExp | BeRunF ( CAbove CExp | above | over | up | higher ) )',
    ],
    note: '#rise ( over | above | beyond ) ( expected | expectations | CExp ) | more | extra',
    says: [
      'Begin~ ( on? <onset> )?',
      ...NEW,
      '(Be~) ( Seen | visible | on the bill ) CIn?',
      'Put~ CStake ( Now )? at stake',
      'Be~ what ( puts CStake at stake | is at stake )',
      'Be~ ( Now )? at stake',
      ...LASTED,
      ...CAUSED,
    ],
    goes: 'CTail',
    has: ['FAmount', 'FCause', 'FConfidence', 'FStatus'],
  },
  {
    name: 'FActual',
    part,
    noun: '( actual | observed | billed | recorded ) ( daily )? ( CCost | CLevel | figure | amount | value ) CIn*',
    subject: 'Det? CCost of <actual> EachDay? CIn* | Det? <actual> ( that | which )? ( the? <scope> | it ) ( LevelF | BeF billed at ) ( CDate | Now )*',
    fact: { mark: '<actual> EachDay?', verb: 'Is' },
    note: 'actual | actually | billed | spent | observed | got',
    says: ['Compare~ with CExp', ...RISES, ...NEW, 'Put~ CStake at stake'],
    alone: ['Be~ ( actually )? ( billed | spent | charged | observed | recorded | seen ) CIn?', 'Compare~ with CExp'],
    goes: 'CTail',
    has: ['FAmount'],
  },
  {
    name: 'FExpected',
    part,
    noun: 'ExpAdj ( daily )? ( CCost | CLevel | #unrealized ( figure | amount | value ) ) CIn* | ( expectation | expectations ) CIn*',
    fact: { mark: '<expected> EachDay?', verb: 'Is' },
    note: '#it_is_case #unrealized ( expected | usual | normal | usually | normally )',
    alone: [
      '#unrealized ( was | is | had been | has been ) ( expected | normal | usual | anticipated | the norm ) ( CIn | here )*',
      '#unrealized ( is | was ) what ( was | is | had been ) ( ExpAdj | the norm ) ( CIn | here )*',
      '#unrealized would ( be | have been ) ( expected | normal | usual | the norm ) ( CIn | here )*',
    ],
    goes: 'CIn | Now',
  },
  {
    name: 'FCause',
    part,
    noun: 'CCauseN CCauseBy*',
    fact: { mark: 'Det? <cause> ( #pause <confidence> )?', verb: 'Reads' },
    note: 'trigger | why',
    says: ['(Be~) ( attributed | put down | assigned | ascribed | traced back ) to Det? <cause>', '( lies | lay ) in Det? <cause>'],
    alone: [
      'Be~ behind ( it | this | CCauseThing )',
      'Explain~ ( it | this | CCauseThing )',
      'Seem~ ( Det CCauseN CCauseBy* | behind ( it | this | CCauseThing ) )',
    ],
    goes: 'CPlainTail',
    has: ['FConfidence', 'FStatus'],
  },
  {
    name: 'FConfidence',
    part,
    noun: '( rules )? confidence ( level | rating )? CConfIn*',
    fact: { mark: '<confidence>', verb: 'Reads' },
    note: 'confidence',
    goes: 'CPlainTail',
  },
  {
    name: 'FStatus',
    part,
    noun: '( current | present | case )? status CStatusOf*',
    fact: { mark: '<status>', verb: 'Reads' },
    note: 'current status',
    goes: 'CIn | Now',
  },
  {
    name: 'FMatter',
    part,
    noun: '( cost )? ( case | anomaly | matter | finding ) ( CIn | ( about | around | concerning | at ) the? <scope> )*',
    says: [
      '#rise Begin~ ( on? <onset> )?',
      'Be~ ( Said ( as | at | under )? | at | marked )? <status>',
      'Put~ CStake ( Now )? at stake',
      'Concern~ ( the? <scope> | CRise | CStake at stake )',
      '(Be~) about ( the? <scope> | CRise | CStake at stake )',
      '#unrealized (Be~) open CDate?',
      ...CAUSED,
    ],
    goes: 'CTail',
    has: ['FAmount', 'FExcess', 'FActual', 'FExpected', 'FCause', 'FConfidence', 'FStatus'],
  },
]

/** What a case says: its place, what is at stake there, why, how surely, and how far it has come. */
export const CASE_FRAMES = `
CTail += ( with | at ) CActual ( CVs | CVs1 )
CFront += ( with | at ) CActual ( CVs | CVs1 )
CIfSubj += FPlaceSubject | FExcessSubject | FAmountSubject
CProjSubj += FPlaceSubject | FExcessSubject | FAmountSubject | <stake> at stake
CModalV += ( would | could ) ( grow into | run up to | make | reach | become ) <projected> | ( is | are ) ( set | on course ) to ( LevelB | make | reach ) <projected>
CVs1 += not the <expected> ( that ( was | had been ) )? expected
CDate += when ( it | this | the CRiseN | CRise ) ( began | started | appeared | was first Seen ) | which ( is | was ) when ( it | this | CRise ) ( began | started | appeared )
CCauseThing += FExcessSubject | FAmountSubject
CostOfCase = ( daily | actual | observed | current | effective | total | overall | whole | recorded | billed )* ( cost | costs | spend | spending | bill | charge | charges | expenditure ) ( level )?
CProjTail += ( given that | as | since ) CStakeClause | with <stake> at stake
CExpClause += #none_expected none of Det? CActual ( that | which )? ( CSubj LevelF | was ( spent | billed ) CIn? ) ( was | is | had been ) expected
CPlainFront += CVs | CVs1
CThere += #status_ticket_open ( a | the | one ) ticket ( CIn | for it )? ( has been opened | was opened | exists ) | #cause_is_after ( this | it | that ) ( happened | came | occurred | began | started | appeared ) <cause>
CCauseClause += Rules ( put | puts | file | files | place | places | class | classes | list | lists | have put ) ( CCauseThing | the case ) ( under | down to | as ) <cause>
CIfVerb += went on | continued | held | stayed | ( is | was ) to ( go on | continue | last | stay )
CThere += #status_ticket_open there is a ticket ( for it | for this | CIn )? : <status>
CasePart += ( first ( seen | billed | recorded | noticed ) | seen from | dating from ) ( on )? <onset> | <stake> at stake #pause <pct_rise>
CCauseClause += Rules ( relate | relates | link | links | tie | ties ) CCauseThing to Det? <cause>
SeemF = ( appears | appear | seems | seem ) to be | ( looks | look ) like | Now? ( remains | remain )
SeemG = appearing to be | looking like
SeemB = appear to be | look like
${frameRules(FRAMES)}
`
