import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import type { Gazetteer } from '../tag/gazetteer'
import { read } from './read'

const ctx = { today: '2026-11-19', gazetteer: names as Gazetteer, previous: null, focus_case: null, viewer: 'usr_mara' }
const viewOf = (question: string): string => {
  const reading = read(question, ctx)
  return reading.outcome === 'answered' ? reading.canonical.replace(/ top:\d+/, '') : reading.outcome
}

// One thing asked in the words of several people.
const CLASSES: readonly (readonly [string, RegExp, readonly string[]])[] = [
  [
    'what a case says',
    /^\/explain case:/,
    ['whats in the nat case', "what's the vantor case about", 'what does the nat case say', 'what do we have on the lumen case', "what's behind the log case"],
  ],
  [
    'cases by when they were opened',
    /^\/anomalies .*period:/,
    [
      'any new cases opened this week?',
      'were any cases opened yesterday',
      'anything new opened in the last 3 days',
      'which cases were opened this week',
      'new anomalies raised this week',
    ],
  ],
  [
    'the largest open problem',
    /^\/anomalies/,
    [
      "what's our most expensive open issue",
      'priciest open problem',
      'what is the costliest issue we have open',
      'which open issue costs the most',
      'most expensive unresolved problem',
    ],
  ],
  [
    'cases of a kind of charge',
    /^\/anomalies category:(?:marketplace|credits_refunds_fees)$/,
    ['which cases concern marketplace purchases', 'cases with a refund', 'open cases on credits', 'any cases with marketplace products?'],
  ],
  [
    'one kind of charge, by what it did',
    /^\/breakdown by:service charge:tax period:september-2026$/,
    ['what did tax add to the september invoice', 'how much did taxes contribute to the september bill', 'all I need is tax in september'],
  ],
  [
    'a word in another form of its verb',
    /^\/breakdown by:service charge:discount period:q3-2026$/,
    ['what discount did we receive in q3', 'which discounts do we receive in q3', 'discounts received in q3'],
  ],
  [
    'what somebody else left out',
    /^\/held account:210000000007$/,
    ['what did detection ignore in shared-services', 'what did the detector ignore in shared-services'],
  ],
  [
    'whether a change lasts',
    /^\/verification case:case_lumen$/,
    ["did noor's change on the loadtest thing stick", 'did the fix for the loadtest machines hold'],
  ],
  [
    'a day as it is written elsewhere',
    /^\/breakdown by:account period:17-nov$/,
    ['the costs of the 17.11. per account', 'costs by account on 17.11.2026', 'cost by account, 17.11.'],
  ],
  [
    'two vendors side by side',
    /^\/breakdown by:service period:since-1-aug any-service:"Kestrel WAF Rules" any-service:"Vantor Observability"$/,
    ['Kestrel and Vantor, cost of each since August', 'what did Kestrel and Vantor each cost since august'],
  ],
  [
    'what changed between two times',
    /^\/compare .*period:october-2026 baseline:august-2026 service:/,
    ['explain the variance of EC2 between August and October', 'the difference in EC2 between august and october'],
  ],
  [
    'a question behind what leads up to it',
    /^\/breakdown by:service period:september-2026$/,
    ['what I want to know is the cost of september', 'all I need is the cost of september', 'what we would like to see is the cost in september'],
  ],
  ['whether it was ever so before', /^\/similar case:case_credit$/, ['did we ever have a credit run out before', 'have we had a credit end before']],
  ['what waits for whom who asks', /^\/queue$/, ['queue', 'my queue', "what's in my queue"]],
  [
    'what no team can be given',
    /^\/breakdown by:service period:month-to-date team:""$/,
    ['costs we cannot assign to any team this month', 'cost this month that we could not attribute to a team'],
  ],
  [
    'what can be taken back',
    /^\/rollback$/,
    ['what can still be undone', 'what can I still undo', 'what else can be reverted', 'is anything still reversible', 'what could still be rolled back'],
  ],
  [
    'what ran',
    /^\/audit about:execution period:/,
    [
      'what got executed yesterday',
      'what did we execute yesterday',
      'was anything executed this week',
      'what ran yesterday',
      'which plans got carried out last week',
    ],
  ],
  [
    'whether the bill came in',
    /^\/audit about:import/,
    ['did the bill import run yesterday', "did last night's import go through", 'did the import finish this morning', 'has the bill been uploaded today'],
  ],
  [
    'who has to sign',
    /^\/gate case:/,
    [
      'who has to sign the vantor cancelation',
      'who must approve the vantor ticket',
      'whose signature does the lumen plan need',
      'who needs to okay the vantor thing',
    ],
  ],
  [
    'what somebody has to do',
    /^\/load .*person:/,
    [
      'what has Tomas got on his plate',
      "what's on Tomas' plate",
      'what is Ines busy with',
      'how much has Tomas got on',
      'what does Ines have on her desk',
      'what is Tomas dealing with',
    ],
  ],
  [
    'a case at another limit',
    /^\/whatif case:.* over:/,
    [
      'would the credit case still be there at 50 bucks a day',
      'at 150 per day would the vantor case still be a case',
      'would the nat case still show up at 400 a day',
      'does the vantor case still exist at 80/day',
    ],
  ],
  [
    'why it is not another kind',
    /^\/why case:.* category:expected_growth/,
    ['why is the ended credit not just expected growth', 'why is the log case not just growth', 'how come the vantor case is not expected growth'],
  ],
  [
    'whether a saving is proven',
    /^\/verification case:/,
    [
      'is the saving on the load test machines proven or just an estimate',
      'has the lumen saving been proven',
      'is the lumen saving real',
      'are the gp2 savings measured or a guess',
    ],
  ],
  [
    'whether a deploy did it',
    /^\/explain case:/,
    [
      'did the deploy cause the log spike in payments-prod',
      'was it the deploy that caused the log spike in payments-prod',
      'is the payments-prod logs increase due to the release',
      'could the deploy be behind the payments-prod logs spike',
    ],
  ],
  [
    'what goes on where no case sits',
    /^\/movers .*service:/,
    [
      'wtf is going on with cloudfront',
      'whats happening with dynamodb',
      "what's up with athena",
      'what is wrong with cloudfront',
      'what the hell is going on with s3',
    ],
  ],
  [
    'what it would bring to sign',
    /^\/plan case:/,
    [
      'how much do we save if I sign the gp2 one',
      'how much would we save by signing the gp2 one',
      "what's it worth if I approve the gp2 change",
      'what would approving lumen save us',
    ],
  ],
  [
    'an order to sign what waits for oneself',
    /^\/queue$/,
    ['deny everything in my queue', 'approve all in my queue', 'reject everything waiting for me', 'sign off on everything I have waiting'],
  ],
  [
    'people and calendars, which no bill knows',
    /^(?:clarify|declined)$/,
    [
      'whos on call for payments tonight',
      "who's on duty for data tonight",
      'where is the payments team tonight',
      'payments standup this week',
      'who is in charge of storefront this month',
      'who broke storefront yesterday',
    ],
  ],
  [
    'the days from one to another',
    /period:2026-10-01\.\.2026-10-15/,
    [
      'cost of s3 between the first and the fifteenth of october',
      'cost of s3 from the first through the fifteenth of october',
      'cost of s3 from the 1st to the 15th of october',
    ],
  ],
  [
    'the cheapest of them',
    /order:smallest/,
    ['in q2, which region was the most cheap', 'which account was the cheapest in q2', 'the most low cost by team in october'],
  ],
  ['whether a place rose or fell', /^\/movers .*direction:/, ['payments-prod up since sunday?', 'is lumen-dev down this week', 'prod up this month?']],
  [
    'what a plan would change',
    /^\/plan case:case_gp2/,
    ['what exactly would be changed in the case about the fourteen new volumes', 'gp2 - what exactly would change'],
  ],
  [
    'whether a saving of a case is proven',
    /^\/verification case:case_lumen/,
    ['the lumen card shows a saving. is it proven already?', 'is the lumen saving proven', 'the lumen case has a saving, was it confirmed'],
  ],
  [
    'cases that nobody has',
    /^\/anomalies .*person:nobody/,
    ['which cases does nobody look after yet', 'high sev nobody picked up', 'anomalies nobody works on'],
  ],
  ['cases of no team', /^\/anomalies .*team:""/, ['show anomalies which belong to no team', 'which anomalies have no team']],
  [
    'cases of a kind, called cards',
    /^\/anomalies .*category:/,
    ['which cards are about marketplace purchases', 'are there cards whose cause is unknown', 'anomaly list filtered to data transfer'],
  ],
  [
    'who did something',
    /^\/audit /,
    [
      'who has worked on the nat case',
      'what was Ines up to last week',
      'did somebody modify the settings in the last 7 days',
      'what has been done about the lumen case',
    ],
  ],
  ['talk that asks nothing', /^(?:clarify|declined)$/, ['good work, keep it up', 'hello, I am new in the company, nice to meet you', 'great job!']],
  [
    'what is held against something unknown',
    /^(?:clarify|declined)$/,
    ['this month vs last sprint', 'this month against our target', 'last week vs the roadmap'],
  ],
]

describe('one question in the words of several people', () => {
  it.each(CLASSES.flatMap(([what, view, questions]) => questions.map((question) => ({ what, view, question }))))('$what: $question', ({ view, question }) => {
    expect(viewOf(question)).toMatch(view)
  })
})
