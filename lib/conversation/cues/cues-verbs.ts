import type { CueRow } from './cue-row'

/** Cues by the verb of the sentence: what was closed, bought or pushed, who works on something or drowns in it, what has not run. */
export const VERB_CUES: readonly CueRow[] = [
  ['verification_status', 1.4, ['^(did|does|has|have) <person> .1 (fix|change|plan|action|schedule) .. {work}$']],
  [
    'verification_status',
    1.2,
    ['^(did|does|has|have) .. (fix|fixes|plan|change|changes|action|schedule|conversion|cleanup) (on|for|of|in|at) .. {work}( (so far|yet|out))?$'],
  ],
  [
    'drift_between',
    1.4,
    [
      '(what|which|anything|something|things) .. <scope> .. (that|which|but) .2 <scope> .1 (does|do|has|have|is|are|lacks|lack|misses)',
      '(what|which|anything|something|things) .2 (is|are|runs|run|running|exists|exist|used) .1 (in|on|at) <scope> .1 (that|which|but|and) .2 not .2 (in|on|at) <scope>$',
    ],
  ],
  // A difference in money is a comparison; what is different is not.
  ['compare_periods', 1.4, ['{cost} .1 (diff|difference|differences|delta) .. <period>', '(diff|difference|delta) (in|of) .2 {cost} .. <period>']],
  ['drift_between', 1.4, ['(came|come|comes|fell|fallen|dropped|went|gone) off .2 (bill|bills|invoice)']],
  ['my_queue', 1.4, ['(in|under|on) my (own )?name$']],
  ['audit_search', 1.4, ['^who .1 (declined|refused|turned down) ..']],
  // What resources cost is a sum; which they are is asked for by their lines.
  ['breakdown', 1.2, ['(how much|what) (do|does|did) .. {resource} .1 cost', '{resource} .. what (do|does|did) .1 (each|they|it) cost']],
  [
    'line_items',
    1.4,
    [
      '(each|every|all|any|single) .1 <charge> (line|lines|line item|line items|item|items|entry|entries|row|rows)',
      '<charge> (lines|line items|entries|rows|items)( |$)',
      '(lines|line items|lineitems|entries|rows|charges|resources) .1 (behind|under|in|of) (it|this|that|these|them|those)$',
      '(lines|line items|lineitems|entries|rows) .1 (behind|under|making up|that make up|of) .2 (<charge>|<period>)',
    ],
  ],
  ['audit_search', 1.4, ['^who .1 (has|have|was|were) .1 been .1 (working|looking|busy|active|involved|touching) .. (<case>|<scope>)']],
  [
    'audit_search',
    1.4,
    ['(policy|policies|settings|import|imports|upload|uploads|login|logins|execution|executions|rollback|rollbacks|approval|approvals) {log}'],
  ],
  [
    'audit_search',
    1.4,
    ['(when|who) .2 (last|latest|most recent|previous|first) .2 (import|imports|upload|rollback|execution|login|detection|run)( .2 <period>)?$'],
  ],
  [
    'breakdown',
    1.2,
    [
      '(what|which|who) .1 (eat|eats|ate|eating|burn|burns|burned|burning|swallow|swallows|gobble|gobbles|consume|consumes|guzzle|guzzles) .1 {most}',
      '(buy|bought|purchase|purchased|order|ordered|get|got|take|took) (through|on|via|from|off|at|over) .1 <charge>',
    ],
  ],
  [
    'top_movers',
    1.4,
    [
      '^(what|which|who|anything|something|everything) .. (went|gone|going|goes|go|moved|shot|moving|crept) {updown} .1 (in|at|on|for|with) .1 (<scope>|<env>|<group>)',
    ],
  ],
  [
    'top_movers',
    1.2,
    ['<group> .1 (with|having|whose) .1 ({rise}|{fall}) .1 {cost}', '(rising|growing|increasing|falling|shrinking|dropping|soaring|climbing) {cost}'],
  ],
  [
    'list_anomalies',
    1.2,
    [
      '(did|have|has) (we|you|they|team|anyone|anybody|someone|somebody) .1 (close|closed|resolve|resolved|settle|settled|solve|solved) .1 <period>',
      '{anomaly} .2 (closed|resolved|settled|solved|opened|raised) .1 <period>',
    ],
  ],
  [
    'gate_explain',
    1.4,
    [
      'why (cannot|can not|will not|would not|could not|has not|is not|did not|was not) .. {plan} .3 (run|ran|start|started|execute|executed|go|gone|applied|apply|proceed|happen|happened|carried out|through)',
    ],
  ],
  ['owner_load', 1.4, ['(anyone|anybody|someone|somebody) .1 (drowning|swamped|buried|overloaded|overworked|overwhelmed|stretched|underwater|snowed)']],
  ['owner_load', 1.4, ['(number|count) of .2 {anomaly} .1 (for|per|by|of|with|at) .1 (every|each|<group>|{person})']],
  ['health_now', 1.4, ['^(is|are) .. (behind|under|in|of|from) .1 <case> .2 (ok|okay|fine|healthy|alright|good|stable|green|up)']],
  [
    'plan_alternatives',
    1.4,
    [
      '(cheaper|simpler|safer|gentler|milder|easier|quicker|softer|kinder) .1 (ways|options|plans|fixes|paths|routes|solutions|ideas|alternatives|option|idea|way)',
    ],
  ],
  [
    'list_anomalies',
    1.4,
    [
      '^what .1 (fired|went off|alerted|paged|triggered)( <period>)?$',
      '({most}|main) .1 (problem|issue|concern|headache|worry|trouble|pain)( <period>| now| right now| at moment)?$',
    ],
  ],
  [
    'audit_search',
    1.4,
    ['^(was|were|has|have|did|is|are) .2 ({limit}|policy|policies|settings|rules) .1 (changed|edited|updated|moved|touched|modified|raised|lowered|altered)'],
  ],
  ['list_approvals', 1.4, ['^(pending|waiting|unsigned|undecided) <amount>$']],
  ['verification_status', 1.2, ['(check|checks) .1 (pending|outstanding|left|missing|open|due) .1 (for|of|on) .1 (<case>|<scope>)']],
  ['health_now', 1.4, ['(what|anything|something|did) .2 (broke|break|broken|crashed|failed|fell over|went down) .1 (after|since|when|because)']],
  [
    'breakdown',
    1.4,
    ['(what|how much) (did|do|does|has|have) (<charge>|<scope>|<env>) .1 (add|added|contribute|contributed|amount|come) to .2 ({cost}|<period>)'],
  ],
  ['top_movers', 1.2, ['(by how much|how much|how far) (did|has|have|is|are|was|were) .3 ({rise}|{fall}|gone {updown}|go {updown})']],
  [
    'timeseries',
    1.2,
    ['(which|what) .1 (day|days|date|dates) .. ({most}|{dear}|peak)', '(peak|dearest|priciest|costliest|highest|worst|busiest|most expensive) (day|days|date)'],
  ],
  ['explain_case', 1.4, ['when (did|have|has) .1 <scope> {cost} .1 (start|started|begin|begun|go|gone|jump|jumped|rise|risen|climb)']],
  ['timeseries', 1.4, ['(<scope>|<env>) .1 ({compare}|and|or) .1 (<scope>|<env>) .. (by|per|each|every) (day|week|month)']],
  [
    'plan_alternatives',
    1.4,
    ['what .1 (did|have|has) (you|planner|it|system) .1 ({deny}|discard|discarded|rule out|ruled out|throw out|dismiss|dismissed) .2 (<case>|<scope>)'],
  ],
  [
    'held_back',
    1.4,
    [
      '(dismissed|discarded|ignored|filtered|dropped|written off|treated) as .1 noise',
      'noise .. (filtered|dropped|ignored|suppressed|removed|swept)',
      'why .2 (nothing|no {anomaly}) .2 (open|opened|raised|reported|flagged|shown|told)',
    ],
  ],
  ['help', 1.4, ['^how (do|can|could|would|should) (i|one|we|you) .1 (filter|sort|group|search|ask|type|write|phrase|query)']],
  ['similar_cases', 1.4, ['(<case>|<scope>|it|this|that) .2 (1 off|one off|one-off|1-off|fluke)$']],
  ['what_if_threshold', 1.4, ['would .. (flagged|opened|raised|caught|found|told|reported|noticed) .2 <amount>']],
  [
    'health_now',
    1.4,
    ['^(did|has|have|does) .. (hurt|harm|harmed|disturb|disturbed|bother|affect|affected) .1 (anybody|anyone|anything|somebody|something|users|customers)'],
  ],
]
