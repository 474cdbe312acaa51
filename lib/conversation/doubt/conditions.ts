import { isCost, type Operator, only } from './operator'

/** Two things that have to be so at once, and how likely something is: no view filters by a second figure, and none guesses. */
export const CONDITIONS: readonly Operator[] = [
  {
    said: 'something that is so at the same time',
    pattern: /\b(?:while|whereas|even though|despite|in spite of|although|at the same time as)\b/,
    is_honoured: (frame) => !(isCost(frame) || only('list_anomalies', 'held_back', 'savings_summary')(frame)),
  },
  {
    said: 'how likely it is',
    pattern: /\b(?:how (?:un)?likely|likelihood|probabilit(?:y|ies)|how probable|odds|(?<!\b(?:any|by|no|a) )chances?)\b/,
    is_honoured: only('why_category', 'define_term', 'help'),
  },
]
