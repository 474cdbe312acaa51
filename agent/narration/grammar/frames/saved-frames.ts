import { type Frame, frameRules } from './frame'

const part = 'SavedPart'
const SAVED: readonly Frame[] = [
  {
    name: 'FRealized',
    part: 'SavedPart',
    noun: '( #status_verified verified )? ( realized | realised | measured | achieved )? ( saving | savings | amount | effect | result | figure ) ( RDone )? ROf*',
    fact: { mark: 'RVal', verb: 'Is' },
    note: 'realized | realised | measured | achieved | saved | saving ( so far | to date )?',
    alone: ['Be~ ( being )? ( RDone )', 'Be~ what ( was | has been ) RDone'],
    goes: 'RAdv',
    has: ['FRealizedDay', 'FInterval', 'FLow', 'FHigh', 'FSavedStatus'],
  },
  {
    name: 'FRealizedDay',
    part,
    noun: '( realized | realised | measured )? daily ( saving | figure | amount | result )',
    fact: { mark: '<realized_day> EachDay?', verb: 'Is' },
    note: 'daily | per day | a day',
    goes: 'RAdv',
  },
  {
    name: 'FInterval',
    part,
    noun: '( interval | range | band | confidence interval | estimate | bounds ) ( ROf | ( for | of | around ) Det? ( daily | realized | realised | measured )* ( saving | savings ) ( of )? RVal )*',
    fact: { mark: '( from | of | between )? <low> ( to | and | up to | #pause ) <high>', verb: 'Reads' },
    note: 'between',
    says: ['Go~ RFromTo'],
    goes: 'ROf | Now',
    has: ['FLow', 'FHigh'],
  },
  { name: 'FLow', part, noun: '( low | lower ) ( end | bound | limit | edge ) ( of RInt )?', fact: { mark: '<low>', verb: 'Is' }, note: 'low', goes: 'Now' },
  {
    name: 'FHigh',
    part,
    noun: '( high | upper | higher ) ( end | bound | limit | edge ) ( of RInt )?',
    fact: { mark: '<high>', verb: 'Is' },
    note: 'high',
    goes: 'Now',
  },
  { name: 'FSavedStatus', part, noun: 'status ( ROf )*', fact: { mark: '<status>', verb: 'Reads' }, goes: 'Now' },
  {
    name: 'FSaver',
    part: 'SavedPart',
    noun: '#never',
    subject: 'QPlan | QIt | the? <scope>',
    says: [
      'Save~ RVal',
      '( has | have ) ( RDone | brought ) RVal',
      '#realized ( has | have )? paid off',
      '( costs | cost | runs ) RVal ( less | lower | cheaper )',
      '(Be~) RVal ( cheaper | lower | less expensive )',
      'Be~ ( Said as )? <status>',
    ],
    goes: 'RAdv',
    has: ['FRealized', 'FSavedStatus'],
  },
]

const LIST = 'ListPart'
const CASES: readonly Frame[] = [
  {
    name: 'FCases',
    part: LIST,
    noun: '#never',
    subject: '( a total of | the | these | all | all of )* <cases> | ( they | these | which )',
    says: [
      '( amount | amounting | come | coming | add up | adding up ) to LNStake at stake',
      'Put~ LNStake ( Now )? at stake',
      '(Be~) ( together )? worth LNStake',
      '(Be~) ( Said | open | on the list | listed ) InScope?',
      '( make up | makes up | form | hold ) the? LNStake ( ( that is | which is )? at stake )?',
    ],
    goes: 'LNAdv',
    has: ['FAllStake'],
  },
  {
    name: 'FList',
    part: LIST,
    noun: '( list | view )',
    subject: 'the? <scope> | it',
    says: [
      '( has | shows | holds | contains | counts | lists | comprises ) <cases> ( on the list | open | there | in all | in total )*',
      'Put~ LNStake ( Now )? at stake',
    ],
    goes: 'LNAdv',
    has: ['FAllStake'],
  },
  {
    name: 'FAllStake',
    part: LIST,
    noun: '( total | combined | joint )? ( amount | sum | total | cost | money | stake ) ( that is | which is | Now )? at stake LNOver*',
    fact: { mark: 'LNStake', verb: 'Is' },
    note: '#listed ( at stake | in total | in all )',
    alone: ['Be~ ( Now | together )* at stake', 'Be~ what is at stake'],
    goes: 'LNAdv',
  },
  {
    name: 'FTop',
    part: LIST,
    noun: '( ( single )? ( largest | biggest | top | main | leading | most significant | heaviest | costliest ) ( one | case | item | entry )? | one ( that weighs ( the )? most | at the ( top | head ) | with the ( largest | highest ) amount ( at stake )? ) ) ( of ( which | them | these | all | the <cases> | the list ) | among ( them | these ) | InScope | in the list )*',
    fact: { mark: '( as follows :? | this :? | the following :? )? <top>', verb: 'Reads' },
    note: '( largest | biggest | top ) ( of the list | on the list )? | first',
    goes: 'LNOver',
  },
]

/** What was saved and how wide its interval is, and the open cases with the largest of them. */
export const SAVED_FRAMES = `
GoF = ( goes | go | runs | run | reaches | reach | stretches | ranges | range | extends | spans | lies | is )
GoG = going | running | reaching | stretching | ranging | extending | lying
GoB = go | run | reach | stretch | range | extend | lie
${frameRules(SAVED)}
${frameRules(CASES)}
FCasesGoes += to ( look at | go through | review ) | ( all together | right now | at the moment )
`
