import type { CueRow } from './cue-row'

/** Cues of views of what came of it: checks, savings, health, and what was kept quiet. */
export const OUTCOME_CUES: readonly CueRow[] = [
  [
    'verification_status',
    1,
    [
      '{verify}',
      '(did|does|has|have|is|are|was|were|do) (it|this|that|fix|fixes|plan|plans|change|changes|action|actions|schedule|correction|remedy|measure|measures|solution|intervention|things|they|we|<case>) .3 ({work}|pay off|paid off|any good|done anything|do anything|take effect|took effect|in effect|in place|success|successful)',
      '(fix|fixes|plan|change|changes|action|actions|schedule|measures|correction) .2 {work}',
      '(effect|impact|outcome|outcomes|result|results|success) of .. (fix|plan|change|action|schedule|it|this|that|<case>|execution|measure|measures)',
      '(check|checks) .2 (due|next|when|result|results|scheduled|passed|failed|pass|fail|planned)',
      '(next|last|latest|health) (check|checks)',
      '(outcome|outcomes)',
      '(it|this|that) {work}$',
      '^(it|this|that|they|fix|plan|schedule) .1 {work}',
      'if (it|this|that|fix|plan|change) .2 {work}',
      'counterfactual .. (<case>|it|this|plan)',
      '(distinguishable|noise|statistically|significant)',
      'still {work}',
      'what .1 (change|fix|plan|schedule|action|actions|measures) .3 (bring|brought|achieve|achieved|yield|yielded|accomplish|accomplished)',
      '(fix|plan|change|schedule|measures|correction) .2 (active|in place|in effect|in force|enabled|applied)',
      'since (fix|change|execution|we changed)',
      'how .2 (plan|fix|change|schedule) .2 (doing|performing|going|perform|performed)',
    ],
  ],
  [
    'held_back',
    1.2,
    [
      '(held|hold|holding|kept|keep|keeping|stayed|stay) .1 (back|quiet|silent)',
      '(silenced|suppressed|muted|unreported|withheld)',
      '(silence|quiet) (ledger|list|log)',
      '^(silence|silences)$',
      'ledger of silence',
      '(not|without) .2 (told|reported|alerted|flagged|raised|open|opened|become|became) .2 ({anomaly}|us|me)?$',
      '(noticed|seen|detected|found) .. (but not|and not|without) .. ({anomaly}|opened|told|reported|alerted|flagged|raised)',
      '(what|which|anything) .3 (skipped|left out|leave out|not told|not tell|not reported|not report|not flag|not flagged)',
      'opened no {anomaly}',
      'no {anomaly} was opened',
    ],
  ],
  [
    'savings_summary',
    1,
    [
      '{save}',
      '(predicted|expected|promised|planned|forecast) .2 (vs|versus|against|and) .2 (actual|realised|realized|real|achieved)',
      'how much .. (cut|reduced|gained|trimmed|shaved)',
      'return on',
    ],
  ],
  [
    'health_now',
    1,
    [
      '{health}',
      '(error|failure) (rate|rates)',
      '^(is|are) (everything|all|things|system|systems|services|production|we|<env>|prod|<scope>) .2 (ok|okay|fine|alright|good|up|running|normal|well|down|green|red)',
      'how (is|are) (everything|things|system|systems|services|production)',
      '(system|service|services) (status|state)',
      'anything .1 (down|broken|failing|red|degraded)',
      '(prod|production|<env>|<scope>) .1 on fire',
      '(side effects|side effect)',
    ],
  ],
]
