import { CLASSES } from '../words/word-classes'
import { allBut, isCost, type Operator, only } from './operator'

const HELD_AGAINST = new RegExp(
  `(?<!\\S)(?:${[...CLASSES.compare, ...CLASSES.different].join('|')}|than|since|before|after|from|between|up|down|more|less)(?!\\S)`,
)

/** Words that ask for another figure than the sum: an average, a share, a budget, more than usual, one against another. */
export const COMPARING: readonly Operator[] = [
  {
    // "Against last sprint": held against something that is neither a time nor a place here.
    said: 'what it is held against',
    pattern:
      /(?:<period> than|\b(?:vs|versus|against|compared (?:to|with))) (?:(?:the|last|previous|prior|our|my|in|to) )*(?:<charge>|(?!<|usual|normal|expected|before|last|previous|prior)[a-z])/,
    is_honoured: (frame, slots) => !isCost(frame) || slots.baseline !== null || slots.side_by_side !== null || slots.threshold !== null,
  },
  {
    // “The meeting is on Tuesday, so what did we pay last quarter”: nobody holds one against the other.
    said: 'a second time',
    pattern: /<period>(?: \S+){0,2}? (?:so (?:i|we|can|could|please|give|show|tell)|(?:so )?(?:what|how much|who|has|have|did)) (?:\S+ )*?<period>/,
    is_honoured: (frame, _, text) => !isCost(frame) || HELD_AGAINST.test(text),
  },
  {
    said: 'an average or a rate per unit',
    pattern:
      /\b(?:average|mean|median|typical|typically|percentile|unit costs?|(?:cost|spend|spending|price|costs) per(?= <measure>)|(?:cost|spend|spending|price|costs) (?:per|for each|of each|for every|of one|of a single) (?!<|day\b|week\b|month\b|date\b)\w+|per (?!<|day\b|date\b|week\b|month\b|quarter\b|year\b|case\b)[a-z]+)\b|\b(?:one|1|single|each|every) <measure>/,
    is_honoured: (frame, { period }, text) =>
      frame.frame === 'define_term' ||
      // Its card says the mean day of a time.
      (frame.frame === 'timeseries' && period !== null && /\b(?:average|mean|typical) (?:daily|(?:\S+ )?(?:per|a) day)\b/.test(text)) ||
      (frame.frame === 'owner_load' &&
        !/\b(?:average|mean|median)\b/.test(text) &&
        /\bper (?:person|head|owner|engineer|analyst|colleague|user|assignee)\b/.test(text)) ||
      /\b(?:i|you|we|it|that|this) mean\b/.test(text),
  },
  {
    said: 'a share',
    pattern: /\b(?:share|percentage|percent|proportion|fraction|ratio|what part|how big a part)\b/,
    is_honoured: (frame, { measure }, text) =>
      only('define_term', 'why_category', 'evidence_for')(frame) ||
      (frame.frame === 'savings_summary' && !/\bof (?:the |our )?(?:bill|costs?|spend|total)\b/.test(text)) ||
      // What is covered is a share by itself.
      measure === 'coverage' ||
      // A breakdown shows shares, but not of a part whose whole it leaves out.
      (only('breakdown', 'compare_periods')(frame) && !/<(?:scope|env)>/.test(text)) ||
      // Each of them of all that is shown.
      (frame.frame === 'breakdown' && /\bshares? of (?:every|each) <group>/.test(text)) ||
      /\b(?:share|sharing) (?:it|this|that|the|with)\b/.test(text),
  },
  {
    said: 'savings held against cost',
    pattern: /\bsavings? (?:vs|versus|against|compared (?:to|with)) (?:the |our )?(?:costs?|spend|spending|bill)\b/,
    is_honoured: only('define_term', 'help'),
  },
  {
    // Neither view has one place in the stead of another.
    said: 'one place rather than another',
    pattern: /<(?:scope|env)> (?:rather than|instead of) (?:in |on |at |for )?(?:the )?<(?:scope|env)>/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'the money that came back',
    pattern: /\b(?:get|got|gets|getting|come|comes|came|coming|receive|received|paid|given|gave) (?:\S+ )?back\b/,
    is_honoured: (frame, { charge }) => !isCost(frame) || charge === 'credit' || charge === 'refund',
  },
  {
    // A sum of everything is not what was wasted of it.
    said: 'what was wasted',
    pattern: /\b(?:wast(?:e|ed|ing)|for nothing|needlessly|unnecessar\w+)\b/,
    is_honoured: (frame, { charge }) => charge !== null || !isCost(frame),
  },
  {
    // “The baseline cost of data-platform”: what was expected, where a sum is what was spent.
    said: 'what was expected',
    pattern: /\b(?:baseline|normal|usual|expected) (?:daily |monthly )?(?:costs?|spend|spending|level|bill)\b/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'a record of all time',
    pattern: /\b(?:highest|lowest|biggest|largest|most|record) .*\b(?:ever|of all time)\b|\ball-time\b/,
    is_honoured: (frame, { period }) => !isCost(frame) || period !== null,
  },
  {
    said: 'a budget',
    pattern: /\bbudget(?:s|ed)?\b/,
    is_honoured: only('held_back', 'define_term', 'help'),
  },
  {
    said: '“new”',
    pattern: /\bnew(?:ly|est)?\b(?! (?:bill|invoice|import|data|run|look)\b)/,
    is_honoured: only(
      'list_anomalies',
      'drift_between',
      'explain_case',
      'why_category',
      'evidence_for',
      'similar_cases',
      'plan_show',
      'plan_alternatives',
      'verification_status',
      'audit_search',
      'define_term',
      'help',
    ),
  },
  {
    said: 'the cost',
    pattern: /\b(?:costs?|spend|spending|(?<!\b(?:on|in|of|from) (?:the|our|my)(?: (?:newest|latest|last|new))? )(?:bill|invoice))\b/,
    is_honoured: allBut('health_now', 'my_queue', 'owner_load', 'list_approvals', 'held_back'),
  },
  {
    said: '“more than usual”',
    pattern: /\b(?:extra|additional|than (?:usual|normal|expected|planned|(?:they|it|we|you) (?:should|need|ought|have to))|unusually)\b/,
    is_honoured: allBut('breakdown', 'timeseries', 'line_items', 'compare_periods'),
  },
  {
    said: 'another currency',
    pattern: /\b(?:euros?|eur|pounds?|gbp|sterling|rupees?|inr|yen|jpy|francs?|chf)\b/,
    is_honoured: only('define_term', 'help'),
  },
  {
    said: 'a change that ends below an amount',
    pattern: /<amount>/,
    is_honoured: (frame, slots) => frame.frame !== 'top_movers' || slots.threshold?.side !== 'under',
  },
  {
    said: 'a comparison',
    pattern: /\b(?:than|vs|versus|compared|against|before and after)\b/,
    is_honoured: (frame, slots) =>
      slots.threshold !== null ||
      slots.side_by_side !== null ||
      slots.baseline !== null ||
      allBut('breakdown', 'timeseries', 'line_items', 'list_anomalies', 'list_approvals', 'my_queue', 'audit_search', 'explain_case')(frame),
  },
]
