import type { CueRow } from './cue-row'

/** Cues of questions that name what is wanted by what one would do with it, not by the name of a view. */
export const INDIRECT_CUES: readonly CueRow[] = [
  [
    'compare_periods',
    1,
    [
      '(is|are|was|were|am) .2 (over|above|below|under|ahead of|behind|past|beyond) <period>',
      '(ahead of|behind) <period>',
      '(over|above|below|under) .1 (same time|this time) <period>',
    ],
  ],
  ['top_movers', 1.2, ['(where|what) .2 (extra|additional) .1 ({cost}|dollars|bucks) .1 (go|went|come|came|gone|coming|going)']],
  [
    'list_approvals',
    1.2,
    [
      '(anything|everything|what|something|which|requests|plans|stuff|things) <amount> .3 {approve}',
      '(oldest|longest) .2 {pending}',
      '{pending} .2 (longest|oldest)',
    ],
  ],
  ['my_queue', 1.2, ['(anything|something|what is|what) .1 for me( <period>)?$']],
  ['verification_status', 1.2, ['(check|checks) (on|of|for) .1 (<case>|<scope>)']],
  ['plan_show', 1.2, ['what .1 (breaks|break|fails|stops|suffers|dies|changes) .. if (i|we|you) .. ({approve}|say yes)', 'blast radius']],
  [
    'gate_explain',
    1.2,
    [
      'why .. (automatic|automatically|by itself|on its own)',
      '(whose|what|which) .1 authority',
      '(can|may|could|should|must) (i|we) .1 (say yes|say no|ok|okay|nod|wave)',
      '(does|did) .2 need .2 {approve}',
    ],
  ],
  ['savings_summary', 1.4, ['(has|have|was|were|is|are) .2 {save} .1 (confirmed|verified|proven|proved|realised|realized) .. <period>']],
  ['list_approvals', 1.2, ['{deny} (plans|requests|approvals|ones) .. <period>', '(approvals|plans|requests) .1 {deny} .. <period>']],
  ['plan_show', 1.4, ['{plan} .. (<case>|<scope>) .. (it|this|that) {save}']],
  ['gate_explain', 1.4, ['^(is|was|were|has|have|are) .. (<case>|<scope>) .1 (request|approval) .2 ({approve}|{deny}|decided)']],
  ['line_items', 1.2, ['(listed|itemised|itemized) .. (bill|invoice)']],
  ['drift_between', 1.2, ['how (do|does|did) (<scope>|<env>) and (<scope>|<env>) .1 differ']],
  ['why_category', 1.4, ['^(could|can|might|may) <case> .3 be <category>$']],
  ['gate_explain', 1.4, ['who .2 (needed|required) .. (release|run|execute|{approve}) ..', '^who .2 (needed|required) .. {plan}$']],
  ['what_if_threshold', 1.2, ['{anomaly} .1 (left|remaining) .. <amount>']],
  ['gate_explain', 1.4, ['why .. (<scope>|<case>|it|this) .2 (need|needs|require|requires|want|wants) .. {approve}']],
  ['held_back', 1.4, ['(not|never) (alerted|told|reported|raised|flagged) .. (because|due to|since|as) ..', 'alert budget']],
  ['verification_status', 1.4, ['what .2 (came|come|became|become) of .. ({plan}|<case>|change)']],
  ['why_category', 1.2, ['how {sure} .. cause']],
  [
    'drift_between',
    1.4,
    [
      '(what|which|anything|something) .. (went|gone|go|goes|going) away',
      '(anything|something|what|which|stuff) .2 new .. (show|showed|shown|turn|turned|pop|popped|crop|cropped|come|came) up',
    ],
  ],
  ['list_anomalies', 1.2, ['^(is there |are there )?(anything|something|what|things|stuff|everything|all) .3 <severity>']],
  ['similar_cases', 1.2, ['(anything|something|case|one|ones) like .3 before$', '(ever|seen|had) .2 like .3 before$']],
  ['why_up', 1, ['(something|someone|somebody|what|who|it) .1 (blew|blows|blown) up']],
  ['list_anomalies', 1, ['(everything|all|anything|things|it) .1 (quiet|calm|peaceful) .2 <period>']],
  ['evidence_for', 1.4, ['chain of custody', '(where|from where) .1 (figures|numbers|figure|number) .2 (<case>|<scope>) .1 (come|comes|from)']],
  ['audit_search', 1.2, ['(rollbacks|reverts) .2 <period>', '(ticket|tickets) .3 <case>', '(detections|detection) (run|runs)']],
  [
    'audit_search',
    1.4,
    [
      '(what|which|everything|anything|stuff|things) <person> .1 ({approve}|{deny}|decided)',
      'my .1 (approvals|signatures|decisions|denials|vetoes) .2 <period>',
      '(was|were|has|have|is) <scope> .2 (ever |been )?(reviewed|looked at|examined|inspected|audited|investigated)',
      '(was|were|has|have|is) <case> .2 (ever |been )?(reviewed|looked at|examined|inspected|audited|investigated)',
    ],
  ],
]
