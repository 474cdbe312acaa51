import { type Frame, frameRules } from './frame'

const part = 'PlanPart'
const FRAMES: readonly Frame[] = [
  {
    name: 'FSaving',
    part,
    says: [
      '( would | could | can ) ( be | LevelB ) <saving>',
      'NeedNow~ QAgreeNP QDead?',
      'Be~ awaiting QAgreeNP QDead?',
      'Be~ ( within reach | on offer | on the table | to be had | at hand | possible | available | expected ) ( ( with | through | from ) QPlan )?',
    ],
    noun: '( QExp | #unrealized ) plan? ( saving | savings | reduction | benefit | cost reduction | savings potential | saving potential ) ( QExp | in prospect | on offer | to expect | to be had | to be made | within reach )? QFor*',
    fact: { mark: '<saving>', verb: 'Is' },
    note: '#unrealized ( saving | savings | in savings ) | to be saved | #realized expected',
    alone: [
      '( would | could | can ) be saved ( InScope | ( with | through | by ) QPlan )*',
      'Be~ ( within reach | on offer | possible | available ) ( ( with | through | from ) QPlan )?',
      'is QExp to be saved',
    ],
    goes: 'QAdv',
    has: ['FRisk', 'FWaiting'],
  },
  {
    name: 'FRisk',
    part,
    noun: 'RiskN ( attached | involved )? QFor*',
    fact: { mark: '<risk> ( risk | in risk )?', verb: 'Reads' },
    note: 'risk',
    goes: 'QNow',
  },
  {
    name: 'FWaiting',
    part,
    noun: 'cost of ( waiting | delay | holding off | inaction | doing nothing | not acting | delaying ) | daily cost of waiting | delay cost | price of ( waiting | delay ) | waiting cost',
    fact: { mark: '<waiting> EachDay?', verb: 'Is' },
    note: 'waiting | waiting costs | for waiting | lost ( per | for each | with every ) day of waiting',
    alone: ['Be~ ( lost | spent ) QWait', 'is what QWaitSubj LevelF'],
    goes: 'QWait | QNow | QWaitFor',
  },
  {
    name: 'FDeadline',
    part,
    noun: '( deadline | expiry | expiry date | expiration | expiration date | end date | cut-off | due date | closing date ) QFor*',
    fact: { mark: '<deadline>', verb: 'Reads' },
    says: ['ExpireNow~ at? <deadline>'],
    note: 'expires on? | open until | due',
    goes: 'QNow',
  },
  {
    name: 'FAgreement',
    part,
    noun: '( agreement | approval | consent | decision | sign-off | go-ahead | signature ) ( that ( is | it has ) | which is | still | Now )* ( needed | required | asked for | awaited | outstanding ) QFor*',
    fact: { mark: 'QAgreeNP', verb: 'Reads' },
    note: 'needs | requires | awaits | waiting for | agreement | approval',
    alone: [
      'Be~ ( Now | still )? ( needed | required | asked | awaited )',
      'has to ( agree | decide )',
      'Be~ what ( it | QPlan ) ( still )? ( needs | requires | asks for )',
      'can ( agree | decide ) ( on it | to it | on QPlan | to QPlan )?',
    ],
    goes: 'QDead | QNow',
  },
  {
    name: 'FWayBack',
    part,
    noun: '( way back | reversibility | rollback | reversal | route back | undo option | rollback option | way to undo it ) QFor*',
    fact: { mark: '( that it can be | can be )? <way_back>', verb: 'Reads' },
    note: 'reversible | undo',
    goes: 'QNow',
  },
  { name: 'FPlanStatus', part, noun: '( current )? status QFor*', fact: { mark: '<status>', verb: 'Reads' }, goes: 'QNow' },
  {
    name: 'FProposal',
    part,
    noun: '( proposed | open | available | current )? ( QPlanN ) QFor*',
    subject: 'QPlan | QIt | what is ( proposed | asked for | on the table )',
    says: [
      'SaveNow~ QAmount',
      '( would | could | can ) SaveB QAmount',
      '(Be~) QExp to SaveB QAmount',
      'TouchNow~ ( the )? <targets> QFor*',
      '( would | is to ) TouchB ( the )? <targets> QFor*',
      '(Be~) ( Said | rated | scored )? ( at | as )? <risk> ( risk | in risk )?',
      'NeedNow~ QAgreeNP QDead?',
      '( can | could | would ) be <way_back>',
      'ExpireNow~ at? <deadline>',
      '( will | would | is due to | is set to ) ExpireB at? <deadline>',
      '(Be~) ( Now | still )? ( open | up for ( decision | agreement ) ) until <deadline>',
      '(Be~) ( Said as | at )? <status>',
      '#status_plan_ready (Be~) ready ( to go )?',
      '#status_plan_ready Stand~ ready',
      '(Be~) ( for | about ) ( the? <scope> | ( the )? <targets> )',
    ],
    goes: 'QAdv',
    has: ['FSaving', 'FRisk', 'FWaiting', 'FDeadline', 'FAgreement', 'FWayBack', 'FPlanStatus'],
  },
]

/** What a plan says: what it would save, touch and risk, whose agreement it needs until when, and what waiting costs. */
export const PLAN_FRAMES = `
QFor = InScope | ( for | on | covering | touching | of | over | across | to | concerning | about | from | with ) ( ( the )? <targets> | QPlan | it | this )
${frameRules(FRAMES)}
QPlan += Det? QPlanN QOf* FProposalWhich
QDead += before <deadline> when ( it | QPlan ) ( expires | runs out | lapses | closes )
QWait += ( as long as | while ) ( it | the QPlanN | this ) ( isn't | is not ) ( carried out | done | in place ) | until ( it | the QPlanN | this | something ) is ( carried out | done | in place )
PlanPart += FProposalG | what ( it | QPlan ) ( risks | would risk ) is <risk>
PlanNote = <targets> | FProposalPairs | QSavingNP QExp? | <saving> | QRiskNP | QAgreeNP QDead? | until <deadline> | ( #status_plan_ready ready | <status> ) | <way_back>
PlanPart += ( FSavingPair | FRiskPair | FWaitingPair ) ( is | are ) set against ( FSavingPair | FRiskPair | FWaitingPair )
PlanNote += <saving> QExp? ( saving | savings )
PlanPart += ( there | here ) ( is | are ) QPlan : PlanNote ( #pause PlanNote )*
`
