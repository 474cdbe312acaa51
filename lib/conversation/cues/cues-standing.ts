import type { CueRow } from './cue-row'

/** Cues of how things stand: what was decided, what came and went, what is still possible, what all of it comes to. */
export const STANDING_CUES: readonly CueRow[] = [
  [
    'list_approvals',
    1.4,
    [
      '(what|which <group>|which|anything|everything|who) .3 (signed|signed off|approved|cleared|okayed) <period>',
      '(got|been|was|were) .1 (turned down|{deny}) .. <period>',
      '{decision} .. {approve} .2 <period>',
      '{approve} {decision} .3 <period>',
      '{decision} .2 (taken|made|reached) .. <period>',
    ],
  ],
  [
    'drift_between',
    1.4,
    [
      '(new|appeared|added|came|arrived|there) (and|or) .1 (gone|went|removed|disappeared|vanished|missing|left)',
      '(gone|went|removed|disappeared|vanished) (and|or) .1 (new|appeared|added|came|arrived)',
    ],
  ],
  [
    'plan_alternatives',
    1.4,
    [
      '(less|lower|smaller|fewer) (risk|risky|risks|dangerous|invasive|disruptive|intrusive|radical)',
      '(anything|something|nothing|option|way|what|one) .1 (safer|gentler|milder|softer)',
    ],
  ],
  ['audit_search', 1.4, ['(full|complete|whole|entire) history (of|for|on|behind) .1 (<case>|<scope>)( case)?( <period>)?$']],
  [
    'similar_cases',
    1.4,
    ['(happened|happen|occurred|hit) .1 (to )?(us|me) .1 (before|previously|earlier|already)', '(sort|kind|type) of (thing|problem|issue|event) .. before'],
  ],
  [
    'breakdown',
    1.2,
    [
      '^(what|how much) (is|are|does|do) .1 (<scope>|<env>|<group>) .2 (burning|burn|spending|costing|eating)( up)?( (now|at moment|right now|at present|today))?$',
    ],
  ],
  [
    'timeseries',
    1.4,
    ['(1|one|single|separate|own) (line|curve|series|graph|trace) .1 (for|per|by) .1 (each|every|<group>|<scope>)', '(line|curve|series) (each|per <group>)'],
  ],
  ['rollback_options', 1.2, ['(which|what|any|list|show) .1 {undo} .3 (possible|available|open|left|do|doable|still)']],
  [
    'verification_status',
    1.2,
    [
      '(how|where|state|status) .3 {verify} .3 (going|stand|stands|doing|progress|across|all|everything|overall)',
      '{verify} .2 (across|of|for|over) .1 (all|every|everything)',
    ],
  ],
]
