import type { CueRow } from './cue-row'

/** Cues of views of what came of a plan: whether it worked, what it saved, how things are since, and how it is taken back. */
export const OUTCOME_CUES: readonly CueRow[] = [
  [
    'rollback_options',
    1.4,
    [
      '(back|{undo}|go back|way back|way out) .. (if|when|in case|should) .. (go|goes|gone|went|break|breaks|fail|fails|backfires)',
      '(if|when) .. (goes|breaks|fails|backfires) .. (back|{undo})',
    ],
  ],
  [
    'rollback_options',
    1.2,
    [
      '(if|when|should) .. (goes wrong|go wrong|fails|breaks|break|goes bad|goes south|backfires) .. (back|undo|revert|restore)',
      '(start|bring|turn|switch|spin|power) .2 (again|back on|back up)',
      '(if|when|should) (it|this|that|something|anything|<scope>|<case>|plan|fix|change) .1 (breaks|break|fails|fail|goes wrong|go wrong|goes bad|backfires|explodes)$',
      'if .. (go|get|switch|roll|turn|change) .2 back',
      '(time|window|long|until when|deadline) .. ({undo}|go back|roll back)',
      '(recovery|fallback|fall-back|backout|back-out|exit|contingency|emergency) (plan|option|options|path|strategy)',
      '(safety net|safety-net|escape hatch|emergency exit)',
    ],
  ],
  [
    'rollback_options',
    1,
    [
      '{undo}',
      'roll .2 back',
      'rolled back',
      'make back',
      'way back',
      '(can|could|possible|able|may) .3 (go|come|get|return) .1 back',
      '(return|returning|back) to .1 (old|previous|former|original|earlier) (state|version|configuration|setup|situation|way|settings)',
      '(take|taken|turn|turned|put|bring|brought|set|switch|switched|change|changed) .2 back',
      'rolling back',
      'back out',
    ],
  ],
  [
    'verification_status',
    1.6,
    [
      '{save} .. <case> .2 (verified|confirmed|proven|measured)',
      '^(did|has|have|is) .1 {cost} .1 ({fall}|gone|come) .. (after|since) .. <scope> (run|plan|fix|change|shutdown|schedule)',
    ],
  ],
  [
    'verification_status',
    1.4,
    [
      '^(and )?(did|has|have|is|are|was|were) .1 (<case>|<scope>)? ?{save} .. (show|showed|shown|arrive|arrived|come|came|happen|happened|proven|proved|proof|confirmed|measured|real|realised|realized)',
      // Whether what was promised came.
      '^(is|are|was|were|has|have) .2 {save} .. (real|true|confirmed|proven|proved|genuine)',
      '^(did|has|have|does) .. {plan} .. (bring|brought|give|gave|yield|yielded|achieve|achieved|do|done) .. (expected|hoped|promised|planned|wanted|predicted)',
      '^(did|has|have|does) .. (change|schedule|switch|stop|conversion|cleanup) .. (bring|brought|give|gave|yield|yielded|achieve|achieved) .. (expected|hoped|promised|planned|wanted|predicted)',
      '^(did|does|has|have) <person> .1 (fix|change|plan|action|schedule) .. {work}$',
    ],
  ],
  [
    'verification_status',
    1.2,
    [
      '(fix|change|plan|schedule|action|rollout|cleanup|clean-up|conversion|migration|it|this|that|<case>) .. (proven|proved|shown) .1 to {work}',
      '(did|has|have) .. (fix|change|plan|schedule|action|rollout|cleanup|clean-up|conversion|migration|it|this|that) .. (deliver|delivered|promised|promise|keep its promise|pay off|paid off|pan out|panned out|have any effect|had any effect|make a difference|made a difference)',
      '^(did|has|have) .. (help|helped|pay off|paid off|bring anything|change anything)$',
      'how (did|has) .. (turn|turned|pan|panned|work|worked) out',
      '(check|checks) (on|of|for) .1 (<case>|<scope>)',
      '(cleanup|cleanups|clean-up|cleaning|fix|fixes|change|changes|actions|measures|conversion|schedules) .. (paid off|pay off|pays off|functioned|verified|delivered)',
      '(executed|carried-out|applied|finished) .1 {plan}',
      '(how|where|state|status) .3 {verify} .3 (going|stand|stands|doing|progress|across|all|everything|overall)',
      '{verify} .2 (across|of|for|over) .1 (all|every|everything)',
      '^(did|does|has|have) .. (fix|fixes|plan|change|changes|action|schedule|conversion|cleanup) (on|for|of|in|at) .. {work}( (so far|yet|out))?$',
    ],
  ],
  [
    'verification_status',
    1,
    [
      '{verify}',
      '(did|does|has|have|is|are|was|were|do) (it|this|that|fix|fixes|plan|plans|change|changes|action|actions|schedule|correction|remedy|measure|measures|solution|intervention|things|they|we|<case>) .3 ({work}|pay off|paid off|any good|done anything|do anything|take effect|took effect|in effect|in place|success|successful)',
      '(fix|fixes|plan|change|changes|action|actions|schedule|measures|correction) .2 {work}',
      '(check|checks) .2 (due|next|when|result|results|scheduled|passed|failed|pass|fail|planned)',
      '(next|last|latest|health) (check|checks)',
      '(it|this|that) {work}$',
      '(distinguishable|noise|statistically|significant)',
      'what .1 (change|fix|plan|schedule|action|actions|measures) .3 (bring|brought|achieve|achieved|yield|yielded|accomplish|accomplished)',
      '(outcome|outcomes)',
      'still {work}',
      'since (fix|change|execution|we changed)',
    ],
  ],
  ['verification_status', 0.8, ['(effect|effects|outcome|result|results|checks|success|successful|verified|worked|effective)']],
  ['savings_summary', 1.6, ['^(did|have|has|do) (our|all|these|those) (plans|actions|fixes|changes|measures) .. {save}']],
  ['savings_summary', 1.4, ['^(what|which|how much|how many) .1 {save} .. {verify} .. <period>', '(verified|proven|confirmed) {save} .. <period>']],
  ['savings_summary', 1.2, ['money .1 (come|came|coming) back', 'how much (have|has|did|do|does|are|is) .. {save}']],
  [
    'savings_summary',
    1,
    ['{save}', '(predicted|expected|promised|planned|forecast) .2 (vs|versus|against|and) .2 (actual|realised|realized|real|achieved)', 'return on'],
  ],
  ['savings_summary', 0.8, ['(wins|payback|roi|benefit|benefits|savings)']],
  [
    'health_now',
    1.4,
    [
      '(health check|health checks|health) .2 (look|looks|looking|green|red|amber|ok|fine|good|<case>|<scope>)',
      '^(is|are) .. (behind|under|in|of|from) .1 <case> .2 (ok|okay|fine|healthy|alright|good|stable|green|up)',
      '(what|anything|something|did) .2 (broke|break|broken|crashed|failed|fell over|went down) .1 (after|since|when|because)',
      '^(did|has|have|does) .. (hurt|harm|harmed|disturb|disturbed|bother|affect|affected) .1 (anybody|anyone|anything|somebody|something|users|customers)',
    ],
  ],
  [
    'health_now',
    1.2,
    [
      '^(is|are|do|does) .4 (ok|okay|fine|healthy|alright|stable|well|good|normal|green) (since|after|following|now that|with) .. (touched|changed|stopped|applied|ran|executed|did|change|stop|schedule|fix|plan|rollout|<case>)',
    ],
  ],
  [
    'health_now',
    1,
    [
      '^(everything|all|things|systems|services|prod|production|<env>) .2 (green|red|amber|ok|okay|fine|healthy|alright|normal|stable)',
      '^(is|are) (everything|all|things|we|systems|services|prod|production|<env>|<scope>) .2 (green|red|amber|ok|okay|fine|healthy|up|down|alright|normal|stable|good)',
      '(slo|slos|latency|latencies|error rate|error rates|errors|saturation) .. (ok|okay|fine|looking|doing|after|since|since change)',
      '{health}',
      '(error|failure) (rate|rates)',
      '^(is|are) (everything|all|things|system|systems|services|production|we|<env>|prod|<scope>) .2 (ok|okay|fine|alright|good|up|running|normal|well|down|green|red)',
      '(side effects|side effect)',
      '(system|service|services) (status|state)',
    ],
  ],
  ['health_now', 0.8, ['(performance|5xx|4xx|p99|p95|slo|slos|uptime|outage|outages|latency|latencies|errors|incidents on prod)']],
]
