import { type Frame, frameRules } from './frame'

const MOVED: readonly Frame[] = [
  {
    name: 'FWhole',
    part: 'MoverPart',
    noun: '#never',
    subject: 'MW | ( costs | spend | spending ) InScope',
    says: [
      '#up Rise~ ( by? <rise> | MVersusUp ) ( by? <rise> | MVersusUp | MFrame | to MAfter )*',
      '#down Fall~ ( by? <drop> | MVersus ) ( by? <drop> | MVersus | MFrame | to MAfter )*',
      '#up BeRun~ ( up | higher | costlier | more expensive ) ( by? <rise> | MVersusUp | MFrame )*',
      '#down BeRun~ ( down | lower | cheaper | less expensive ) ( by? <drop> | MVersus | MFrame )*',
      '#up BeRun~ <rise> ( up | higher | more expensive | costlier | above MThan ) ( MVersusUp | MFrame )*',
      '#down BeRun~ <drop> ( down | lower | cheaper | less expensive | below MThan ) ( MVersus | MFrame )*',
      '( Level~ | BeAt~ ) MAfter MFrame*',
      '#up Show~ MChangeNP',
      '#down Show~ MChangeNP',
    ],
    goes: 'MTail',
    has: ['FMChange', 'FAfter'],
  },
  {
    name: 'FMChange',
    part: 'MoverPart',
    noun: '( total | overall | net )? ( change | movement | #up MRiseN | #down MFallN ) ( in MW | MVersus | MPeriod )*',
    fact: { mark: '<change>', verb: 'Is' },
    note: 'change',
    says: ['#up Lift~ MW ( up )? to MAfter', '#down Lower~ MW ( down )? to MAfter', 'Lead~ to MAfter'],
    goes: 'MFrame',
  },
  {
    name: 'FAfter',
    part: 'MoverPart',
    noun: '( new | current | resulting | latest | present )? ( level | total | figure | value | amount | CCost ) ( InScope | MFrame )*',
    fact: { mark: '<after> EachDay?', verb: 'Is' },
    note: 'now at? | level | level now',
    goes: 'MFrame | after MChangeNP',
  },
  {
    name: 'FMover',
    part: 'MoverPart',
    only: '#moves',
    noun: 'MLargest | the <dimension> ( that | which ) ( moved | changed | #part_up RiseF | #part_down FallF ) ( the )? most MOfAll*',
    subject: 'MPN',
    fact: { mark: 'MPN', verb: 'Reads' },
    note: 'mover | ( largest | biggest | top | main ) ( mover | move | change )',
    says: [
      '( moved | changed | shifted ) ( the )? ( most | furthest ) MOfAll* MFig?',
      '(Be~) MLargest MFig?',
      'Have~ MLargest MFig?',
      '#part_up Rise~ by? <part_rise>',
      '#part_down Fall~ by? <part_drop>',
      '#part_up Rise~ ( the )? most MOfAll* MFig?',
      '#part_down Fall~ ( the )? most MOfAll* MFig?',
      '#with_whole ( added | contributed | contributes | adds | adding | contributing ) ( the most ( with | : )? )? <part_change>',
      '( moved | changed | moving | changing ) by <part_change>',
      'Lead~ ( the )? ( list | <dimensions> | change )? MFig?',
      'Be~ ( in front | ahead | in the lead | on top | at the top ) MFig?',
      'Stand~ out MFig?',
      '(Be~) ahead of ( all | every | any ) ( the )? other ( <dimension> | <dimensions> ) MFig?',
    ],
    goes: 'MOfAll | MFrame | MFig',
    has: ['FPartChange'],
  },
  {
    name: 'FPartChange',
    part: 'MoverPart',
    only: '#moves',
    owner: '<part> s',
    noun: '( own )? ( change | movement | move | #part_up MRiseN | #part_down MFallN ) ( of MPN | in MPN )*',
    fact: { mark: '<part_change> EachDay?', verb: 'Is' },
    goes: 'MFrame',
  },
]

const SHARED: readonly Frame[] = [
  {
    name: 'FBilled',
    part: 'SharePart',
    only: '#total',
    noun: '#never',
    subject: 'SW',
    says: ['Level~ ( a | an | SCost of )* STotal', 'BeAt~ STotal', 'Have~ ( Det? SCost of ) STotal'],
    goes: 'STail',
    has: ['FTotal'],
  },
  {
    name: 'FTotal',
    part: 'SharePart',
    only: '#total',
    noun: 'SCost ( SIn | SPeriod )*',
    fact: { mark: 'STotal', verb: 'Is' },
    note: 'total | in total | in all',
    alone: ['Be~ ( spent | billed | incurred | recorded | charged ) ( SIn | SPeriod )*', 'Be~ what SW ( LevelF | spent ) SPeriod*'],
    goes: 'SHead',
    has: ['FShare'],
  },
  {
    name: 'FPart',
    part: 'SharePart',
    only: '#total',
    noun: 'SLarge SPiece ( SRef | SPeriod | SIn | by <dimension> | ( of | among ) ( all | the )* <dimensions> )* | <dimension> ( with SLargest | that costs ( the )? most | that cost ( the )? most )',
    subject: 'SPN',
    fact: { mark: '( that of )? SPN', verb: 'Reads' },
    note: '( first | largest | biggest | top ) ( <dimension> )? ( share | part )?',
    says: [
      'Hold~ ( SShare | SLargest ( ( at | with | : )? SShare )? )',
      '(Be~) SLargest ( ( at | with | : )? SShare )?',
      '(Be~) the? <dimension> with SLargest ( ( at | with | : )? SShare )?',
      'Lead~ ( the )? ( list | <dimensions> )? ( ( at | with )? SShare )?',
      'BeAt~ SShare',
      '( fall | falls | fell | go | goes | belong | belongs | sit | sits | sat | lies | falling | going | belonging | sitting | lying | is | was ) ( to | under | in | with | on | into ) SPN',
      'Come~ ( first | out on top ) ( ( at | with )? SShare )?',
    ],
    goes: 'SRef | SPeriod | SIn',
    has: ['FShare'],
  },
  {
    name: 'FShare',
    part: 'SharePart',
    only: '#total',
    owner: '<part> s',
    noun: '( own )? ( share | part | portion | proportion | slice | percentage ) ( of SPN | SRef | SPeriod )*',
    fact: { mark: 'SShare', verb: 'Is' },
    note: 'share',
    alone: [
      'Be~ SFound? ( in | under | with | for | on ) FPartSubject',
      '( fall | falls | fell | go | goes | went | belong | belongs | falling | going | belonging ) to FPartSubject',
    ],
    goes: 'SHead',
  },
]

/** What the whole and its parts did over a period: how they moved, and which share each has. */
export const VIEW_FRAMES = `
LeadF = Now? ( leads | lead | led | tops | heads )
LeadG = leading | topping | heading
LeadB = lead | top | head
${frameRules([...MOVED, ...SHARED])}
SHead += ( breaking | splitting | grouping | dividing | sorting ) ( the? <period> | it | the bill | SCost | the? <scope> )? ( down | up )? by <dimension>
SPN += <part> alone
SharePart += #total SHead* ( we | you ) ( have )? spent STotal ( SIn | SPeriod )*
Labelled += period :? <period> ( against | compared with | versus ) <baseline>
MLarge += the ( most significant | most notable | most marked )
MoverPart += ( when | with ) the? <period> ( is | are )? ( held | set | put | seen | measured | compared | taken ) ( against | with | beside | to ) MThan MoverPart
ByDimension = in ( the | a | this ) ( breakdown | split | view | ranking ) by <dimension> | ( if | when ) ( you | we ) ( break | split | look at | group | sort | view | divide ) ( it | this | that | the? <scope> | the ( bill | cost | total | amount ) | things ) ( down | up )? by <dimension>
`
