import type { CueRow } from './cue-row'

/** Cues of what was done and what it would do, as people say it who look at the whole sentence: who has it, what came of it, what would happen if. */
export const DOINGS_CUES: readonly CueRow[] = [
  [
    'explain_case',
    1.4,
    [
      '^(so )?what (is|was) .1 (in|inside|with|up with) <case>',
      '^(so )?what .1 <case> .1 (say|says|said|about)',
      '^(what|anything) .3 (have|got|know) .1 (on|about) <case>',
      'what is up (with|at|in) .1 (<scope>|<case>)',
      '(<scope>|<case>) .. what is up$',
      '(did|does|do|was|were|is|could|can|might|has|have) .3 (deploy|deploys|deployment|release|rollout|upgrade) .2 (cause|caused|causes|trigger|triggered|blame|behind|responsible|fault|reason)',
      '(due to|because of|caused by|triggered by|down to|come from|came from) .1 (deploy|deployment|release|rollout|upgrade)$',
    ],
  ],
  [
    'list_anomalies',
    1.2,
    [
      '({most}|{least}) .1 (open|unresolved|unsolved|active|live|current|ongoing) (issue|issues|problem|problems|trouble|troubles)',
      '({most}|{dear}|{least}) (issue|issues|problem|problems) .3 open',
      '(which|what) .2 (open|unresolved|unsolved|active|current) (issue|issues|problem|problems)',
      '(new|any|which|what) .2 (opened|raised) .. <period>',
      '{anomaly} .1 (was|were|been|got)? ?(opened|raised) .. <period>',
    ],
  ],
  [
    'rollback_options',
    1.4,
    [
      '(back|{undo}|go back|way back|way out) .. (if|when|in case|should) .. (go|goes|gone|went|break|breaks|fail|fails|backfires)',
      '(if|when) .. (goes|breaks|fails|backfires) .. (back|{undo})',
    ],
  ],
  [
    'audit_search',
    1.4,
    [
      '^(and )?(what|which|was|were|did|has|have|is|anything|any|who) .. (executed|execute|carried out) .. <period>',
      '^what .1 (ran|run) <period>$',
      '^(and )?(did|was|were|has|have|is) .3 (import|imports|imported|upload|uploads|uploaded)',
    ],
  ],
  ['audit_search', 1.4, ['^when (was|were|did) .. {plan} .2 (executed|carried out|applied|approved|signed|denied)$']],
  ['audit_search', 1, ['^who (has )?decided( (it|this|that|them|those))?$']],
  ['gate_explain', 1.4, ['^who .2 (has|have|needs|need|must|should) .2 {approve} .. (<case>|<scope>)', '^who .1 (must|should) {approve} .. (<case>|<scope>)']],
  [
    'owner_load',
    1.4,
    [
      '^(what|how much|how many|anything) .2 <person> .. (plate|desk|hands|tray|lap|busy|dealing|handling|juggling|got on|have on|has on)',
      '(on|in) <person> .1 (plate|desk|hands|tray|lap)',
      '^(what|which|how much|anything) .1 (has|have|does|is) <person> .2 (open|pending|outstanding|unresolved)$',
    ],
  ],
  [
    'what_if_threshold',
    1.4,
    [
      '(would|will|does|do|is) (<case>|<scope>) .. (still|survive|remain|stay|show|exist|open|there) .. <amount>',
      '<amount> .. (would|will|does|is) (<case>|<scope>) .. (still|survive|remain|stay|show|exist|open|there)',
    ],
  ],
  [
    'plan_show',
    1.4,
    [
      '{save} .. (if|by|when) .2 {approve} .. (<case>|<scope>)',
      '(if|when) .2 {approve} .. (<case>|<scope>) .. {save}',
      '(what|how much) .2 {approve} .. (<case>|<scope>) .. {save}',
      '(what|how much) .3 worth (if|when) .2 {approve} .. (<case>|<scope>)',
    ],
  ],
  [
    'verification_status',
    1.4,
    [
      '^(and )?(did|has|have|is|are|was|were) .1 (<case>|<scope>)? ?{save} .. (show|showed|shown|arrive|arrived|come|came|happen|happened|proven|proved|proof|confirmed|measured|real|realised|realized)',
      '^(did|has|have|is|are|was|were) .1 (<case>|<scope>) {save} .2 (proven|proved|confirmed|measured|real)',
    ],
  ],
]
