import { CLASSES } from '../words/word-classes'
import { allBut, isCost, type Operator, only } from './operator'

/** Conditions beside a figure: two things that have to be so at once, how likely or how fast something is, what was before something. No view filters by them, and none guesses. */
export const CONDITIONS: readonly Operator[] = [
  {
    // “Above 5k and still growing”: an amount of the cost, and a change of it.
    said: 'something that is so at the same time',
    pattern: new RegExp(`<amount> (?:\\S+ ){0,3}?(?:and|but) (?:(?:still|also|yet|are|is) )*(?:${[...CLASSES.rise, ...CLASSES.fall].join('|')})(?!\\S)`),
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'something that is so at the same time',
    pattern: /\b(?:while|whereas|(?:even )?though(?! (?:i|we|you)\b)|despite|in spite of|although|at the same time as)\b/,
    is_honoured: (frame) => !(isCost(frame) || only('list_anomalies', 'held_back', 'savings_summary')(frame)),
  },
  {
    // Who did it is known by name alone.
    said: 'a person by what is said of them',
    pattern: /\b(?:by|from) (?:someone|somebody|anyone|anybody|people|persons?|users?|colleagues?) (?:who|that|which|outside|from) /,
    is_honoured: only('define_term', 'help', 'gate_explain', 'owner_load'),
  },
  {
    said: 'what became of a case since',
    pattern: /\b(?:got|get|gets|getting|gotten|become|became|becoming|grown|made) (?:worse|better|bigger|smaller)\b|\bworsen(?:s|ed|ing)?\b/,
    is_honoured: allBut('list_anomalies', 'list_approvals', 'owner_load'),
  },
  {
    // Cases are listed as they stand now.
    said: 'what was open then',
    pattern: /\bopen (?:cases|anomalies|spikes|incidents|alerts) (?:did|had|were)\b.*<period>|\b(?:were|was) (?:still )?open (?:<period>|at|on|by)/,
    is_honoured: allBut('list_anomalies', 'owner_load'),
  },
  {
    said: 'what came and went again',
    pattern: /<period> (?:and|but|then) (?:\S+ ){0,2}?(?:vanished|disappeared|gone|removed|deleted|went away)\b.*<period>/,
    is_honoured: allBut('drift_between', 'top_movers', 'breakdown', 'compare_periods'),
  },
  {
    said: 'who looked at it',
    pattern:
      /^(?:did|has|have) (?:anyone|anybody|someone|somebody|<person>) (?:\S+ )?(?:read|opened?|seen?|viewed?|noticed?) (?:the |this |that )?<(?:case|scope)>/,
    is_honoured: only('audit_search', 'help'),
  },
  {
    // “Cases in accounts that cost over 5000”: what is said of the place, not of the case.
    said: 'a condition on what they have',
    pattern: /\b(?:in|of|from|on) <group>(?: \S+)? (?:that|which|whose|with|without|where)\b/,
    is_honoured: allBut('list_anomalies', 'held_back', 'owner_load', 'list_approvals'),
  },
  {
    said: 'whether there is a case',
    pattern: /\b(?:with|without|have|has|by|behind) (?:an?|any|no) (?:open )?(?:case|anomaly)\b/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'what is in one place and not in the other',
    pattern: /<scope> (?:but|and) not (?:in |on |at )?<scope>/,
    is_honoured: (frame, { scope, except }) => !isCost(frame) || frame.frame === 'drift_between' || !except.some(({ key }) => scope[key] !== undefined),
  },
  {
    said: 'how likely it is',
    pattern: /\b(?:how (?:un)?likely|likelihood|probabilit(?:y|ies)|how probable|odds|(?<!\b(?:any|by|no|a) )chances?)\b/,
    is_honoured: only('why_category', 'define_term', 'help'),
  },
  {
    said: 'how fast',
    pattern: /\b(?:fastest|slowest|quickest)\b/,
    is_honoured: allBut('list_approvals', 'list_anomalies', 'owner_load', 'savings_summary', 'verification_status', 'audit_search', 'breakdown'),
  },
  {
    said: 'what was used for the first time',
    pattern: /\b(?:start|starts|started|begin|began) (?:using|running|paying|buying)\b/,
    is_honoured: only('drift_between', 'explain_case', 'define_term', 'help'),
  },
  {
    said: 'the cost before something',
    pattern: /\b(?:bill|costs?|spend|spending) (?:\S+ ){0,3}?(?:before|after) (?!and\b)\S/,
    is_honoured: allBut('explain_case', 'plan_show'),
  },
  {
    said: 'what is there and nowhere else',
    pattern: /\b(?:that|which|who) (?:are |is |exist |exists |run |runs |appear |appears |were |was )?only (?:in|at|on|used|found|for|<)/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    // How cases were judged is on each of them; no list is narrowed by it.
    said: 'how a case was judged',
    pattern: /\bfalse (?:alarms?|positives?)\b|\b(?:marked|judged|assessed) as\b/,
    is_honoured: (frame) => !(isCost(frame) || only('list_anomalies', 'owner_load', 'list_approvals', 'savings_summary')(frame)),
  },
  {
    said: 'what should be bought',
    pattern: /<(?:category|charge)> (?:purchas\w+ |buying )?(?:recommend\w*|suggestions?|advice)\b|\bright-?sizing (?:recommend\w*|suggestions?|advice)\b/,
    is_honoured: only('define_term', 'help'),
  },
  {
    // Lines are billed once: they stand beside none of another time.
    said: 'how a line moved',
    pattern:
      /\b(?:lines?|items?|entries|entry|positions?|charges?) (?:that|which) (?:have |has )?(?:went|gone|rose|risen|grew|grown|fell|fallen|dropped|increased|decreased)\b/,
    is_honoured: (frame) => frame.frame !== 'line_items',
  },
  {
    said: 'what ended',
    pattern: /<(?:charge|category)> (?:that |which )?(?:has |have |had |just |recently )*(?:ended|expired|lapsed|stopped|ran out)\b/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'the terms of a charge',
    pattern: /<charge> (?:policy|policies|rules?|terms|conditions)\b/,
    is_honoured: only('define_term', 'help'),
  },
]
