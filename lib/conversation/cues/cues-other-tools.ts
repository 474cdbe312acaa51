import type { CueRow } from './cue-row'

/** Cues in words of other cost tools, and of people who say what they want without asking for it. */
export const OTHER_TOOLS_CUES: readonly CueRow[] = [
  [
    'timeseries',
    1.4,
    [
      '(daily|weekly|monthly|day|week|month) .1 (granularity|grain|interval|intervals|resolution|buckets)',
      '(granularity|grain|interval|resolution) .1 (daily|weekly|monthly|day|week|month)',
      '(stacked|stack) .1 (by|per) <group>',
      'stacked .1 (bar|bars|area|column|columns|chart|graph)',
      'how .2 (<charge>|<measure>|<group>) .1 (developed|evolved|progressed|moved|behaved|went) (over|through|across|during|since|in|<period>)',
    ],
  ],
  ['line_items', 1.4, ['(single|individual) (charge|charges|line|lines|item|items) .2 <scope> .1 (posted|billed|booked|invoiced|charged)']],
  ['top_movers', 1.2, ['(<scope>|<env>|<group>) .1 (got|gotten|getting|became|becoming|turned) .1 (expensive|costly|pricey|dear)']],
  ['line_items', 1.2, ['raw bill (rows|row|lines|line|items|data|records|entries)']],
  [
    'why_category',
    1.4,
    [
      '(on|under) (what|which) (grounds|ground) .. (<case>|<scope>|<category>|it|this|that)',
      '<case> .1 (filed|put|placed|sorted|binned|grouped|booked) .1 (under|into|as|in|with) .1 (<category>|<charge>|data transfer)',
    ],
  ],
  [
    'plan_alternatives',
    1.4,
    [
      '(milder|gentler|softer|safer) .1 ({plan}|option|way|step|measure|solution)',
      '(less|lower) .1 (drastic|extreme|aggressive|heavy|heavy-handed|severe|harsh) .1 ({plan}|option|way|step|measure|one|thing|solution)',
    ],
  ],
  [
    'gate_explain',
    1.4,
    [
      '(which|what|how many) .1 {approve} (does|do|is|are|will|would) .. ({plan}|<case>|<scope>) .2 (require|requires|required|need|needs|needed|take|takes|call for)',
      '(which|what) {approve} .. (under|by|because of|following) (which|what) (rule|rules|policy|policies|clause)',
    ],
  ],
  [
    'held_back',
    1.4,
    ['(detector|detection|detectors|scanner) .1 (suppress|suppressed|mute|muted|silence|silenced|swallow|swallowed|ignore|ignored|drop|dropped)'],
  ],
  [
    'help',
    1.4,
    [
      '^(what|which) .1 (reports|report|views|charts|questions|dashboards) .. (can|could|may) (i|we|you) .1 (get|see|ask|have|show|open|run|pull)( (here|in here|with this|from you))?$',
    ],
  ],
]
