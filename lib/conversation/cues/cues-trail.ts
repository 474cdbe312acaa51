import type { CueRow } from './cue-row'

/** Cues of the trail by what is written in it: entries about a subject, what a part of the product wrote, what somebody had to do with a case. */
export const TRAIL_CUES: readonly CueRow[] = [
  [
    'audit_search',
    1.4,
    [
      '(policy|policies|settings|setting|threshold|thresholds|import|imports|upload|uploads|detection|execution|executions|kill switch|rollback|rollbacks|session|sessions|login|logins|ticket|tickets|verification|verifications) .1 (event|events|entry|entries|edit|edits|records|alterations|modifications)',
      '(policy|policies|settings|threshold|thresholds|clock) .1 (changes|updates|edits) .2 (<person>|<period>)',
      '(latest|newest|last|recent|first|oldest) .1 <limit> (entries|events|records)',
      '(latest|newest|last|recent) (entries|events|records) .. {audit}',
      '(did|has|have) (detection|planner|triage|worker|scheduler|system|importer|policy engine) .2 (write|wrote|written|record|recorded|log|logged) .. {log}',
      '(alter|altered|adjust|adjusted|amend|amended|tweak|tweaked|flip|flipped|touch|touched) .2 (settings|setting|policy|policies|threshold|thresholds|kill switch)',
      '<person> .1 (logins|uploads|imports|edits|changes|rollbacks|executions)',
      '(logins|uploads|imports|edits|changes|rollbacks|executions) (by|of|from) <person>',
      '<person> .1 (part|role|hand|involvement|contribution) .1 (in|on|with|at) .. (<case>|<scope>|case)',
      '(which|what) .1 (detections|executions|imports|rollbacks|logins|uploads|verifications) .2 (ran|run|happened|took place|there|made|started|finished)',
      '(collected|gathered) .. (when|by whom)',
      'when .. {proof} .. (collected|gathered|recorded|taken)',
      '(latest|newest|last|recent) .1 audit (entry|event|record|entries|events|records)',
      'audit (entry|entries|record|records|event|events) (for|of|on|about|in) .1 (<case>|<scope>|<person>|<period>)',
      '(settings|setting|policy|policies|threshold|thresholds) .1 (modified|changed|edited|altered|adjusted|updated|touched|amended) .1 (by|in|during|since|<period>|<person>)',
      '^(anything|something|what|which plans|which actions) .2 (rolled back|reverted|undone) .1 <period>$',
      '^(anything|what|which plans|which actions) .1 (ran|executed|carried out) .1 <period>',
      '^<person> (do|did|done|does|doing) .1 (anything|something|much)',
      '(plans|plan|requests) (submitted|proposed|filed|drafted|created) .1 <period>',
    ],
  ],
  ['audit_search', 1.6, ['({approve}|approvals|decisions) .2 (by|of|from) <person>']],
]
