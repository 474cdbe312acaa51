import type { CueRow } from './cue-row'

/** Cues of how people speak of people's work, of cases and of cost over time, where the name of no view is said. */
export const SPOKEN_CUES: readonly CueRow[] = [
  [
    'audit_search',
    1.4,
    [
      '<person> .. (in|on|from) .1 {log}$',
      '{decision} .1 <person> .2 (made|make|makes|took|take|takes)',
      '{decision} (of|by|from) <person>',
      '(anything|something|everything|what|all|which) .1 <person> .1 (decided|{approve}|{deny}|{decision}|{did})',
      '(every|all|each|any|list|which|what) .1 (action|actions|step|steps|decision|decisions) <person>',
      '(by whom|who) and when',
      '(everything|what|all) .2 (people|anyone|everyone|somebody|users|others) .1 (did|do|done|changed)',
      '(anybody|anyone|someone|somebody) .1 (run|ran|execute|executed|trigger|triggered) .1 (anything|something|plan)',
      '(execution|executions|rollback|rollbacks|import|imports|login|logins|run|runs|approval|approvals) .3 (logged|recorded)',
      '{plan} (history|log)',
    ],
  ],
  [
    'owner_load',
    1.4,
    [
      '(which|what) .1 (<group>|{person}) .. (most|highest|largest|biggest) .. (at stake|at risk|exposure)',
      '(team|teams|person|people|<group>) with .1 (most|fewest|least) .. {anomaly}',
      'whose .1 (pile|plate|stack|load|desk|workload)',
    ],
  ],
  [
    'verification_status',
    1.2,
    [
      '(cleanup|cleanups|clean-up|cleaning|fix|fixes|change|changes|actions|measures|conversion|schedules) .. (paid off|pay off|pays off|functioned|verified|delivered)',
      '(executed|carried-out|applied|finished) .1 {plan}',
      '{plan} .. (been|were|was) verified',
    ],
  ],
  ['health_now', 1.4, ['(health check|health checks|health) .2 (look|looks|looking|green|red|amber|ok|fine|good|<case>|<scope>)']],
  [
    'list_anomalies',
    1.2,
    [
      '^(what|which) .1 (matters|matter) .1 (now|most|today)?$',
      '(cut|skip|past|beyond|without|through) noise',
      '^(show |list )?worst (case|anomaly|one)$',
      '<category> category',
      '<category> (only|ones|one)$',
      '^(any|anything|was|were|is|are) .3 (expired|ended|lapsed|lost) <category>',
      'needs .1 attention',
    ],
  ],
  ['savings_summary', 1.2, ['money .1 (come|came|coming) back', '(get|got|see|seen) .2 money back']],
  [
    'plan_alternatives',
    1.4,
    [
      '({deny}|dismissed|discarded|ruled out|turned down|skipped) as .1 (fix|plan|remedy|action|option|solution|answer)',
      'planner .2 (turn|turned|turns|throw|threw|rule|ruled|strike|struck) (down|out|away)',
    ],
  ],
  [
    'why_category',
    1.4,
    [
      '(who|how|why) .. (decided|decides|says|said|called|filed|put|ended up) .. <category>',
      '(classed|classified|filed|labelled|labeled|categorised|categorized|diagnosed|sorted) .1 (properly|correctly|rightly|right|wrong|wrongly)',
      '{category} .. (nearly|almost|narrowly|instead)',
      '(<case>|it|this|that|case) .1 be (something|anything|another|of another) .1 (else|category|kind)',
    ],
  ],
  ['gate_explain', 1.2, ['(stand|stands|standing|is|are) in way', 'who .3 (say|says|said) .1 (yes|no)']],
  ['evidence_for', 1.2, ['(rest|rests|rely|relies|stand|stands|hinge|hinges) .1 on$', 'what .. (rest|rests|rely|relies|hinge|hinges) on']],
  ['explain_case', 1.2, ['^(tell|tell me|remind me|say) what (this|it|that|<case>) (was|is) .1 about$']],
  [
    'similar_cases',
    1.2,
    [
      '(this|it|that|<case>) .1 (1-off|one-off|isolated|fluke)$',
      '(bitten|hit|burned|burnt|hurt|stung|happened to) us .1 (before|already|earlier)',
      '(same|similar) as (something|anything|one|ones|what) .. (had|saw|seen|met|before)',
    ],
  ],
  ['gate_explain', 1.4, ['{policy} .1 (ground|grounds|basis|reason|reasons|clause)']],
  [
    'held_back',
    1.4,
    ['held (items|item|things|ones|list|findings|back)', '(noticed|seen|found)-but-(dropped|ignored|skipped|held)', '(something|anything|what) .2 held back'],
  ],
  [
    'my_queue',
    1.4,
    [
      'i .3 (told|asked|supposed|expected|meant) .2 to .1 (review|approve|sign|decide|do|handle)',
      '(anything|something|what|all) .2 (that )?i .1 supposed to (do|sign|decide|review)',
    ],
  ],
  ['audit_search', 1.4, ['(what|who) .1 changed .2 (setting|settings)', '(change|changes) (of|to|in) (setting|settings)']],
  ['what_if_threshold', 1.4, ['^{limit} .1 <amount>']],
  ['compare_periods', 1.2, ['(show|see|me|us|want) .2 <period> (against|vs|versus|beside|next to) <period>']],
  ['help', 1.4, ['what .2 (am|are) (i|we) .1 (allowed|able) to (type|ask|say|write|enter)']],
  ['list_approvals', 1.4, ['(what|list|which|anything) .2 (needs|need|lacks|lack|misses) .1 (signature|signatures|approval|signing)$']],
  [
    'timeseries',
    1.2,
    [
      'day for day',
      '(plot|chart|graph|draw|sketch) .2 <period>',
      '{cost} of <scope> over <period>',
      // One thing over a time, and nothing that asks for its sum or its parts.
      '^(show|see|give|display|view)? (me|us)? <scope> ({cost})? (over|across|throughout) <period>$',
      '^(show|see|give|display|view)? (me|us)? {cost} (for|in|on|from) <scope> (over|across|throughout) <period>$',
      '(draw|sketch) .1 (that|it|this|me|us|{cost}|<scope>)',
      '(draw|drawn|sketch|plot|see|show) .2 (line|curve) (of|for) .. ({cost}|<scope>|<period>)',
      'how (is|are) .1 {cost} (of|for|in) .. <period>',
      'how (is|are) going .. ({cost}|<scope>)',
      '(as|in) .1 (daily|weekly) line',
    ],
  ],
  [
    'line_items',
    1.4,
    [
      '(line|item|charge|position) by (line|item|charge|position)',
      '(biggest|largest|top|highest|single|dearest) .1 (positions|position|entries)',
      '(which|what) (bits|parts|pieces|positions) .. {cost} .. {most}',
    ],
  ],
  [
    'top_movers',
    1.2,
    [
      '^{updown} most',
      '{updown} most .. (<group>|<period>)',
      '(<scope>|<env>) (is|are|was|gets|keeps) .1 (getting|becoming|growing|gotten) .1 (pricey|pricier|costlier|dearer|cheaper|expensive|costly)',
    ],
  ],
  ['breakdown', 1.2, ['^(team|account|service|region)? ?(<scope>|<env>|<period>|<group>) .1 how much$']],
  [
    'explain_case',
    1.4,
    [
      '(anybody|anyone|somebody|someone) .1 (assigned|working|looking|on) .. <case>',
      '^(tell me|tell|give me|what is|hear) .1 (story|background|backstory)$',
      '<case> .2 (story|quadrupled|exploded)',
      '<charge> .1 (ran|run) out',
      '^why is .1 <charge> .1 (thing|charge|line|item) (on|in)',
    ],
  ],
  [
    'similar_cases',
    1.4,
    [
      'what else .2 (looks|look|behaves|resembles|is|was) .1 like .. (<case>|<scope>|<ordinal>|case|it|this|that)',
      '(anything|something|others|other|cases|case|which) .2 (look|looks|looked|behave|behaves|behaved) .1 like .. (<case>|<scope>|<ordinal>|case|it|this|that)',
      '{plan} like (it|this|that|<case>) .. (before|earlier|already|ever)',
    ],
  ],
  [
    'timeseries',
    1.4,
    [
      '{trend} .. (by|per|grouped by|split by|for each) .1 <group>',
      '{trend} .1 (of|for|in)? ?<scope> .1 ({compare}|and|or) .1 <scope>',
      '(<scope>|<env>) .1 ({compare}|and|or) .1 (<scope>|<env>) .. ({trend}|per day|by day|each day|over time|day by day)',
    ],
  ],
  [
    'plan_show',
    1.4,
    [
      '(exact|actual|concrete|precise|specific) .1 (change|changes|steps|commands|edits)',
      '(change|changes|steps) .2 (would|will|should|to) be (made|applied|done)',
      '(show|see|read|open|give) .2 {plan} .. before .1 (i|we|you) .1 ({approve}|decide)',
    ],
  ],
  ['evidence_for', 1.4, ['{proof} .. before .1 (i|we|you) .1 ({approve}|decide)', 'before .1 (i|we|you) .1 ({approve}|decide) .. {proof}']],
  [
    'audit_search',
    1.4,
    [
      '(has|have|did|was|is) <person> .1 (looked|look|looking|done|do|worked|work|touched|touch|opened|open|been) .. (anything|something|it|this|that|<case>|<scope>|<period>)',
      '(when|who) .. (proposed|submitted|sent|drafted|created|edited) .. (by whom|who|when)',
      'when .2 {plan} .1 (proposed|submitted|sent|drafted|created|edited|made)',
    ],
  ],
  ['top_movers', 1.4, ['(is|are|was|were|do|did|does|has|have) .2 {cost} .2 ({updown}|{rise}|{fall})$']],
  ['line_items', 1.2, ['(all|every|any|which|what|list|show) .1 (charges|lines|items|positions) .. <amount>']],
  [
    'plan_show',
    1.4,
    ['what .1 (would|will|shall) .1 (change|happen) .. ({resource}|it|this|that)$', '^{tell} .1 (<scope>|<case>|<ordinal>|this|that) {plan}$'],
  ],
  ['list_approvals', 1.2, ['(everything|anything|all|what|which|requests) .1 {pending} .. <amount>']],
  ['plan_show', 1.4, ['(what|whats) .1 (happens|happen|comes|follows) .1 (after|once|when) .1 (i|we) .1 ({approve}|decide|say yes)$']],
  ['timeseries', 1.4, ['(average|mean|typical) (daily|per day|a day) ({cost})?']],
  ['list_anomalies', 1.4, ['(overview|rundown|summary|recap|digest|glance|look|status) .2 inbox$']],
]
