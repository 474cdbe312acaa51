import type { CueRow } from './cue-row'

/** Cues of whole sentences: whether something was approved, checked or came as promised, what went on in a time, how bad it is. */
export const SENTENCE_CUES: readonly CueRow[] = [
  ['list_anomalies', 1.2, ['{anomaly} .1 without .1 {own}', '{anomaly} .3 (nobody|no one|noone) .1 {own}']],
  ['list_anomalies', 1, ['^(what|anything|something) .1 (happened|happens|happening|occurred) .1 <period>$']],
  ['gate_explain', 0.8, ['(freeze|freezes|frozen|change freeze|change window)']],
  ['plan_alternatives', 1.4, ['(plan b|second best|next best|fallback)']],
  // What an approval takes, and whether it was given.
  [
    'gate_explain',
    1.4,
    [
      'what .2 (take|takes|need|needs|missing|lacks|lack) .. (get|bring|push|have|see) .. (through|approved|signed|signed off|past|over line|cleared|going|done)',
      '(get|push|bring) (<case>|<scope>) .1 {plan} .1 (through|approved|signed|past|over line|cleared)',
      '^(is|was|were|has|have|are) .. (<case>|<scope>) .1 {plan} .2 (approved|signed|denied|rejected|vetoed|cleared|countersigned|signed off)',
    ],
  ],
  ['plan_show', 1.2, ['what (would|will|does|do) <case> .1 (change|do|touch|affect|stop|remove|delete)']],
  // Whether what was promised came.
  [
    'verification_status',
    1.4,
    [
      '^(is|are|was|were|has|have) .2 {save} .. (real|true|confirmed|proven|proved|genuine)',
      '^(did|has|have|does) .. {plan} .. (bring|brought|give|gave|yield|yielded|achieve|achieved|do|done) .. (expected|hoped|promised|planned|wanted|predicted)',
      '^(did|has|have|does) .. (change|schedule|switch|stop|conversion|cleanup) .. (bring|brought|give|gave|yield|yielded|achieve|achieved) .. (expected|hoped|promised|planned|wanted|predicted)',
    ],
  ],
  ['savings_summary', 1.4, ['^(what|which|how much|how many) .1 {save} .. {verify} .. <period>', '^{save} .1 {verify} .. <period>']],
  [
    'health_now',
    1.2,
    [
      '^(is|are|do|does) .4 (ok|okay|fine|healthy|alright|stable|well|good|normal|green) (since|after|following|now that|with) .. (touched|changed|stopped|applied|ran|executed|did|change|stop|schedule|fix|plan|rollout|<case>)',
    ],
  ],
  [
    'audit_search',
    1.2,
    [
      '^(did|have|has|were|was) .1 (we|anyone|anybody|someone|somebody|anything|something|ever|they) .2 (rolled back|roll back|undone|undo|undid|reverted|revert|reversed)',
    ],
  ],
  // What names the subject of a view, said beside the case it is about.
  [
    'why_category',
    1.2,
    [
      '(confidence|certainty|reasoning|rationale|diagnosis|classification) .3 <case>',
      '<case> .1 (confidence|certainty|reasoning|rationale|diagnosis|classification)',
    ],
  ],
  [
    'gate_explain',
    1.2,
    [
      '(approver|approvers|signers|clearance|permission|blocker|blockers|obstacle|obstacles|hurdle|hurdles) .3 <case>',
      'what .1 missing before .. (run|start|go|executed)',
    ],
  ],
  [
    'similar_cases',
    1.2,
    [
      '(did|has|have|had) .2 (<scope>|<case>|this|it|that) .2 (happen|happened|occur|occurred|do|done) .3 (before|earlier|previously|already|past)$',
      '(did|has|have) (this|it|that) (happen|happened|occur|occurred) .. (<scope>|<env>|<group>) .2 (before|earlier|previously|already)',
    ],
  ],
  [
    'verification_status',
    1.2,
    [
      '^(has|have|was|were|is|are) .. (change|changes|fix|fixes|plan|schedule|conversion|action|actions|stop) .1 (checked|verified|confirmed|validated|measured)',
    ],
  ],
  // How things stand with cost.
  [
    'breakdown',
    1.2,
    [
      '(damage|tally|grand total) (for|in|of|on) .2 (<period>|<scope>|<env>)',
      'how bad (is|was|are|were|does|did) .1 (<period>|{cost}|<scope>)',
      '^(who|which <group>) .2 (burned|burns|burning|burnt|ate|eats|eating) .2 {most} .. <period>',
      '^(who|which <group>) .2 (burned|burns|burning|burnt|ate|eats|eating) .2 {most} {cost}',
    ],
  ],
  [
    'top_movers',
    1.2,
    [
      '^(is|are|has|have) .1 (<scope>|<env>|{cost}) .1 (getting|become|becoming|gotten|got|growing) .1 (cheaper|dearer|costlier|expensive|more|pricier|bigger|smaller|larger|lower|higher)',
    ],
  ],
  // What is out of the ordinary, asked in the morning.
  [
    'list_anomalies',
    1.2,
    [
      '^(any|what|anything|some) .1 (news|surprises|surprise|excitement|drama|incidents) .. <period>',
      '^(any|what) .1 (news|surprises|surprise|drama)$',
      'what .1 (should|must|needs to|has to) .1 (worry|concern|alarm|bother) (me|us)',
      '^(list |show |give |see )?(everything|all|anything) .2 <severity>( (only|right now))?$',
      '{anomaly} .. (nobody|no one|without anyone|without anybody)',
    ],
  ],
  [
    'explain_case',
    1.2,
    [
      '^(explain|describe|elaborate|details) .. ({rise}|spike|bump) .2 <case>',
      '^(rise|jump|spike|bump|surge|increase) (in|of|on|at) <scope>',
      '(<case>|<scope>) .1 ({rise}|spike|bump) .1 what is (it|that)$',
    ],
  ],
  // What detection kept to itself.
  [
    'held_back',
    1.2,
    [
      '^(what|which|anything|something|everything) .1 (did|was|were|has|have|got) .3 (ignore|ignored|skip|skipped|suppress|suppressed|mute|muted|silence|silenced)( <period>)?$',
      'why .2 nothing .1 (opened|raised|reported|flagged|shown)',
    ],
  ],
  [
    'audit_search',
    1.2,
    [
      '^(every|all|each|any|list|show|which|what) .1 (login|logins|import|imports|upload|uploads|run|runs|execution|executions|rollback|rollbacks) .. <period>',
      '^(when|who|by whom) .. {limit} .. (changed|set|moved|raised|lowered|edited|touched)',
      '(has|have|did) (anyone|anybody|someone|somebody) .1 (act|acted|do|done|touch|touched|worked|intervened|reacted|respond|responded) .2 (on|to|at|with|about|anything|something) .. (<case>|<scope>)',
    ],
  ],
  [
    'plan_show',
    1,
    ['(what|which) .3 (gets|get|will be|would be|going to be|is|are) .1 (stopped|deleted|converted|terminated|resized|scheduled|shut down|bought|purchased)$'],
  ],
  ['plan_alternatives', 1.2, ['(do|doing) nothing .1 (option|alternative|variant)']],
  [
    'evidence_for',
    1,
    [
      'how (fresh|complete|current|old|recent|reliable|good|stale|up-to-date) .2 (data|numbers|figures)',
      '(is|are) .1 (data|numbers|figures|bill) .. (complete|fresh|current|up to date|final|settled|stale)$',
    ],
  ],
  [
    'gate_explain',
    1.2,
    [
      '^(is|was|are) .. {plan} .. (allowed|permitted|forbidden|prohibited|compliant)',
      'what (risk )?tier (is|has|does) .. (<case>|{plan})',
      '(tier|risk tier) (of|for) .. (<case>|{plan})',
    ],
  ],
  ['breakdown', 1.4, ['^(which|what) <group> .. (responsible for|accounts for|account for|makes up|make up|stands for|generates|generate) .. {cost}']],
  [
    'timeseries',
    1.2,
    [
      '^(has|have|is|are) .1 {cost} (in|of|for|on|at) .1 (<scope>|<env>) been .1 (creeping|growing|rising|climbing|going|trending|increasing|falling|dropping|shrinking)',
    ],
  ],
  ['why_category', 1.4, ['(led|leads|made|makes|brought|causes|caused) you .2 (call|say|think|conclude|classify|believe|name|label|put|file)']],
  [
    'health_now',
    1.2,
    [
      '^(any|new|were there any|are there any) .1 (alarms|alerts|errors|incidents|problems|complaints) (after|since|following) .. (<case>|change|changes|shutdown|stop|plan|schedule|rollout|run)',
    ],
  ],
  ['owner_load', 1.2, ['(lightest|heaviest|smallest|biggest|lowest|highest) .1 (load|workload|pile|caseload)']],
  ['my_queue', 1.4, ['what should i .2 (work on|working on|doing)', '(something|anything|what|plans|requests) .2 for me to (do|decide|review)']],
  ['list_anomalies', 1.2, ['^(which|what) .2 {anomaly} .. (highest|biggest|largest|most) .1 (impact|exposure|stake|effect)']],
  ['verification_status', 1.2, ['^{plan} .. (has|have|had|did|does) .1 {work}$']],
  ['my_queue', 1.2, ['^queue$']],
  ['explain_case', 1.2, ['^(since|from) when .. (<case>|<scope>) .2 (there|here|high|up|running|happening|around)$']],
  ['plan_show', 1.2, ['(proposition|propositions|remedies|cure|way forward) .2 (for|of|on) .2 <case>']],
  ['drift_between', 1, ['(what|which) .2 new .1 (things|stuff|items|bits|ones) .. <period>']],
  ['gate_explain', 1, ['(approval|signoff|sign-off|signature|clearance) (for|of|on) .1 <scope>']],
  // How a case or its plan stands.
  ['explain_case', 1.2, ['^(is|was|are|were) <case> .1 (closed|open|resolved|solved|settled|over|finished)( (yet|already|again|now))?$']],
  [
    'verification_status',
    1.2,
    [
      '^(is|was|has|have|did) .. {plan} .1 (executed|run|ran|carried out|applied)( (yet|already))?$',
      '^(did|have|has|are) .1 {cost} .1 ({fall}|{rise}|gone|come) .. (after|since) .. (<case>|plan|change|fix|stop)',
    ],
  ],
  ['plan_show', 1.2, ['^(does|will|would|do|can|could) .. {plan} .1 (delete|touch|affect|stop|remove|hurt|break|interrupt|harm)']],
  ['gate_explain', 1.4, ['what .1 (needs|has|must|needed|required) .. before .. (run|runs|start|starts|go|goes|executed)']],
  ['what_if_threshold', 1.4, ['<amount> .. how many {anomaly} .. (remain|left|stay|survive)', 'how many {anomaly} .. (remain|left|stay|survive) .. <amount>']],
  ['owner_load', 1.2, ['<person> .1 (queue|inbox|pile|desk|tray)']],
  ['audit_search', 1.4, ['what happened (to|with) .1 (policy|policies|settings|kill switch|{limit})']],
  ['similar_cases', 1.4, ['how (many times|often) .. (this|it|that) .1 (happen|happened|occur|occurred|come up)']],
  ['list_anomalies', 1.2, ['(everything|all|anything) .1 (in|for|of|on|at) (<scope>|<env>) .2 open$']],
]
