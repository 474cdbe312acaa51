import type { CueRow } from './cue-row'

/** Words that name the subject of a view and are said alone: they count where no phrase says more. */
export const TOPIC_CUES: readonly CueRow[] = [
  [
    'why_category',
    0.8,
    [
      '(confidence|certainty|reasoning|rationale|diagnosis|classification|category|triage)',
      '^why .. (deploy_related|data_transfer|new_resource|expected_growth|config_drift)',
    ],
  ],
  [
    'gate_explain',
    0.8,
    [
      '(risk|risky|risks|safety|approver|approvers|signer|signers|signatory|signatories|clearance|permission|permissions|blocker|blockers|obstacle|obstacles|hurdle|hurdles|danger|dangers|downside|downsides|drawback|drawbacks)',
    ],
  ],
  ['verification_status', 0.8, ['(effect|effects|outcome|result|results|checks|success|successful|verified|worked|effective)']],
  ['explain_case', 0.8, ['(impact|damage|backstory|situation)', '<charge> .1 (story|saga|thing)']],
  ['plan_show', 0.8, ['(remedy|remedies|countermeasure|countermeasures|treatment|cure|to fix|solve|resolve)']],
  [
    'plan_alternatives',
    0.8,
    ['(alternatives|options|less drastic|drastic|milder|gentler|other ways)', '^why not (rightsize|right-size|downsize|snapshot|migrate|convert|buy|commit)'],
  ],
  ['evidence_for', 0.8, ['(provenance|freshness|completeness|data quality|citations|sources)']],
  ['similar_cases', 0.8, ['(precedent|precedents|recurrence|recurring|deja vu)']],
  ['my_queue', 0.8, ['(todo|todos|to-do|to-dos|chores|assignments|mine)', '(i|me) .2 (sign|decide|approve)$']],
  [
    'health_now',
    0.8,
    [
      '(performance|5xx|4xx|p99|p95|slo|slos|uptime|outage|outages|latency|latencies|errors|incidents on prod)',
      '^all .1 (good|green|fine|ok|okay|well|quiet)$',
    ],
  ],
  [
    'savings_summary',
    0.8,
    [
      '(wins|payback|roi|benefit|benefits|savings)',
      '(promised|expected|planned) .1 (money|savings|dollars) .. (arrived|arrive|come|came|materialised|materialized|real)',
    ],
  ],
  ['owner_load', 0.8, ['(workload|workloads|capacity|caseload|plate|busy|busiest)']],
  ['list_approvals', 0.8, ['(approvals|signoffs|sign-offs)', '(which|what|any|open|show|list) .2 requests']],
  ['audit_search', 0.8, ['(ticket|tickets|logins|imports|imported|activity|activities|changelog)']],
  ['held_back', 0.8, ['(muted|suppressed|silenced|unreported|swept|withheld|ignoring|ignored)']],
  ['help', 0.8, ['(tutorial|manual|commands|cheatsheet|cheat sheet|faq)', 'what .2 (i|we) .1 (type|say|write|enter|try)']],
  [
    'list_anomalies',
    0.8,
    ['(firing|ringing|paging|offender|offenders|culprit|culprits|troublemaker|troublemakers)', '(something|things) .2 (off|odd|weird|strange|wrong)'],
  ],
  ['my_queue', 0.8, ['(task|tasks|work|job|jobs) .1 (for|of) me', '(need|needs|want) .. from me$']],
  ['held_back', 1, ['(what|which|anything) .2 did (you|it|we) .1 (skip|ignore|drop|suppress|hide)$', '(kept|keeps|keep) .2 to (itself|yourself)']],
  [
    'audit_search',
    1,
    [
      '(logbook|journal|protocol) .. (<case>|<scope>|<person>|<period>)',
      '(anyone|anybody|someone|somebody|who) .1 (touch|touched|change|changed|edit|edited|modify|modified) .2 {policy}',
    ],
  ],
  ['owner_load', 1, ['how (is|are) <person> .1 (doing|getting|coping)', 'who .1 (should|could|can) (take|get|handle|own) .. {anomaly}']],
  ['help', 1, ['(question|questions|query) (types|kinds|forms)', 'what am i .1 able']],
  ['explain_case', 1, ['(still|already) (ongoing|happening|going on)']],
  [
    'why_category',
    1.2,
    ['why (is|was) (it|this|that) .1 <case>', '^why (is|was|are|were) (not )?<case> .2 <category>$', '^(is|was|are) <case> .2 (<charge>|<category>)$'],
  ],
  ['plan_show', 1.4, ['{save} .1 (of|from|by|for) .1 (<scope>|<case>) (plan|fix|change|schedule)']],
  ['gate_explain', 1.2, ['(rule|rules|clause|clauses) .2 (allow|allows|permit|permits|forbid|forbids|block|blocks|stop|stops) .. (plan|it|this|fix|change)']],
  [
    'breakdown',
    1.2,
    [
      '(cheaper|dearer|costlier|pricier|expensive|bigger|higher|lower) (<scope>|<env>) or (<scope>|<env>)',
      '(<scope>|<env>) or (<scope>|<env>) .. (cheaper|dearer|costlier|pricier|expensive|bigger|higher|lower)',
    ],
  ],
  ['top_movers', 1, ['(<group>|<scope>|{cost}) .3 {updown} .3 <amount>']],
  ['top_movers', 1.2, ['^(is|are|was|were) .3 (<scope>|<env>|<group>|{cost}) .1 (going|gone|trending|heading|moving) .1 {updown}']],
]
