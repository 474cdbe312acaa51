import { type Frame, frameRules } from './frame'

const part = 'SavedPart'
const SAVED: readonly Frame[] = [
  {
    name: 'FRealized',
    part: 'SavedPart',
    noun: '( realized | realised | measured | achieved )? ( saving | savings | amount | effect | result | figure ) ( RDone )? ROf*',
    fact: { mark: 'RVal', verb: 'Is' },
    alone: ['Be~ ( being )? ( RDone )', 'Be~ what ( was | has been ) RDone'],
    goes: 'RAdv',
    has: ['FRealizedDay', 'FInterval', 'FLow', 'FHigh', 'FSavedStatus'],
  },
  {
    name: 'FRealizedDay',
    part,
    noun: '( realized | realised | measured )? daily ( saving | figure | amount | result )',
    fact: { mark: '<realized_day> EachDay?', verb: 'Is' },
    goes: 'RAdv',
  },
  {
    name: 'FInterval',
    part,
    noun: '( interval | range | band ) ROf*',
    fact: { mark: '( from | of | between )? <low> ( to | and | up to ) <high>', verb: 'Reads' },
    says: ['Go~ RFromTo'],
    goes: 'ROf | Now',
    has: ['FLow', 'FHigh'],
  },
  { name: 'FLow', part, noun: '( low | lower ) ( end | bound | limit ) ( of RInt )?', fact: { mark: '<low>', verb: 'Is' }, goes: 'Now' },
  { name: 'FHigh', part, noun: '( high | upper | higher ) ( end | bound | limit ) ( of RInt )?', fact: { mark: '<high>', verb: 'Is' }, goes: 'Now' },
  { name: 'FSavedStatus', part, noun: 'status ( ROf )*', fact: { mark: '<status>', verb: 'Reads' }, goes: 'Now' },
  {
    name: 'FSaver',
    part: 'SavedPart',
    noun: '#never',
    subject: 'QPlan | QIt | the? <scope>',
    says: [
      'Save~ RVal',
      '( has | have ) ( RDone | brought ) RVal',
      '( has | have )? paid off',
      '( costs | cost | runs ) RVal ( less | lower | cheaper )',
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
    says: ['( has | shows | holds | contains | counts | lists ) <cases> ( on the list | open | there | in all | in total )*', 'Put~ LNStake ( Now )? at stake'],
    goes: 'LNAdv',
    has: ['FAllStake'],
  },
  {
    name: 'FAllStake',
    part: LIST,
    noun: '( total | combined | joint )? ( amount | sum | total | cost | money | stake ) ( that is | which is | Now )? at stake LNOver*',
    fact: { mark: 'LNStake', verb: 'Is' },
    alone: ['Be~ ( Now | together )* at stake', 'Be~ what is at stake'],
    goes: 'LNAdv',
  },
  {
    name: 'FTop',
    part: LIST,
    noun: '( ( single )? ( largest | biggest | top | main | leading ) ( one | case | item | entry )? | one ( that weighs ( the )? most | at the ( top | head ) | with the ( largest | highest ) amount ( at stake )? ) ) ( of ( which | them | these | all | the <cases> | the list ) | among ( them | these ) | InScope | in the list )*',
    fact: { mark: '( as follows :? | this :? | the following :? )? <top>', verb: 'Reads' },
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
ListPart += here is FTopName :? <top> | at the ( head | top ) ( of ( them | the list | it | these ) )? ( is | stands | sits ) FTopFact
`
