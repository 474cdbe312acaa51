import type { CueRow } from './cue-row'

/** Cues of kinds of charge: what was given back, granted, applied or levied is cost of that kind, whoever did it to whom. */
export const CHARGE_CUES: readonly CueRow[] = [
  [
    'breakdown',
    1.4,
    ['{cost} .3 back .. <charge>', '(how much|how big|how large|how many) .2 (was|were|is|are) .2 <charge>', '<charge> .. (broken|split) (out|up|down) by'],
  ],
  [
    'breakdown',
    1,
    [
      '<charge> .. (gave|given|granted|received|applied|booked|posted|issued|deducted|collected|incurred)',
      '(gave|given|granted|received|applied|booked|posted|issued|deducted|incurred) .2 <charge>',
    ],
  ],
]
