import { type Frame, frameRules } from './frame'

const COURSE: readonly Frame[] = [
  {
    name: 'FCourse',
    part: 'TrendPart',
    noun: '#never',
    subject: 'TW',
    says: [
      'Average~ <mean> EachDay? TPeriod*',
      '( Level~ | BeAt~ ) ( <mean> ( EachDay | TPeriod | TIn )* TOnAvg | TOnAvg TPeriod* <mean> | TMeanOf )',
      'Peak~ TAtOn',
      '( reach | hit | see | have | reached | hit | saw | had | has | reaching | hitting | seeing | having | attained | attaining | attain ) TPeakNP TAtOn',
      '( cost | costs | costing | was | were | is | being ) ( the )? ( most | highest ) ( on )? <peak_day> TAt?',
    ],
    goes: 'TTail | TPeriod | TCompare',
    has: ['FMean', 'FPeak'],
  },
  {
    name: 'FMean',
    part: 'TrendPart',
    noun: '( daily )? ( mean | average ) ( daily )? ( cost | costs | spend | spending | value | level | per day )* ( TIn | TPeriod )*',
    fact: { mark: '<mean> EachDay?', verb: 'Is' },
    note: 'mean | average | avg | on average',
    goes: 'TPeriod',
  },
  {
    name: 'FPeak',
    part: 'TrendPart',
    noun: 'TPeakN ( TIn | TPeriod )*',
    fact: { mark: '<peak> EachDay? ( on <peak_day> )?', verb: 'Is' },
    note: 'peak | max | maximum | high | highest',
    says: [
      '(Be~) ( Said | reached | hit | seen | recorded | observed | measured )? on <peak_day>',
      '( fall | falls | fell | came | come | comes | occurred | occurs | lies | lay | falling | coming | occurring ) on <peak_day>',
      'Be~ ( on )? <peak_day> TAt?',
      '( Compare~ with | Stand~ against ) ( FMeanPair | FMeanName )',
    ],
    alone: [
      'Be~ ( reached | hit | seen | recorded | observed | spent | billed ) TIn? on <peak_day>',
      'Be~ above ( the | its ) ( mean | average ) ( of )? <mean>',
    ],
    goes: 'TPeriod | TCompare | TWhen',
  },
  {
    name: 'FPeakDay',
    part: 'TrendPart',
    noun: '( highest | most expensive | costliest | peak ) day ( TIn | TPeriod )* | day ( on which | when | that ) TW ( cost | costs | was | spent ) ( the )? ( most | highest | at its highest ) TPeriod*',
    fact: { mark: '<peak_day>', verb: 'Reads' },
    note: 'peak on?',
    says: ['( Level~ | BeAt~ ) <peak>', '( saw | had | brought | seeing | having | bringing ) <peak>'],
    goes: 'TPeriod | TAt | TWhen | TCompare',
    has: ['FPeak'],
  },
]

const LISTED: readonly Frame[] = [
  {
    name: 'FLines',
    part: 'LinePart',
    noun: '#never',
    subject: 'LI ( LIn | LPeriod )* | ( they | these | together they )',
    says: ['Level~ ( a | the | combined | total | sum | of )* <shown>', 'Be~ worth <shown>', 'BeAt~ <shown>', 'Hold~ <shown> ( of ( the )? CCost )?'],
    goes: 'LAdv',
    has: ['FShown'],
  },
  {
    name: 'FShown',
    part: 'LinePart',
    noun: '( ( combined | joint ) ( sum | total | value | cost | amount ) | sum | total ) LSumOf? | ( value | cost | amount ) LSumOf',
    fact: { mark: '<shown>', verb: 'Is' },
    note: 'sum | together | combined',
    alone: ['Be~ ( spent | billed ) ( across | in | over | on | for ) LI', 'Be~ what LI ( LIn | LPeriod )* ( LevelF | cost )'],
    goes: 'LAdv',
  },
]

/** The mean over a period and its highest day, and the lines shown with what they come to. */
export const COURSE_FRAMES = `
${frameRules([...COURSE, ...LISTED])}
TCompare += ( compared with | against | versus ) <mean> on ( an average day | average )
TPeriod += when the <period> ( is | are ) ( considered | taken | looked at )
`
