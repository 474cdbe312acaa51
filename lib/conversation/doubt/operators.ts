import { NOBODY } from '../tag/nobody'
import { COMBINING } from './combining'
import { allBut, isCost, type Operator, only } from './operator'

const LEAD = '^(?:and |but |so |ok |please |tell me |do you know |can you (?:tell|say)(?: me)? |i want to know |show me )*'

/** Words of one question that say what is asked of it: not, when, who, why, how many, if. */
const ASKING: readonly Operator[] = [
  {
    said: 'a “not”',
    pattern:
      /\b(?:not|no|never(?! mind)|nobody|none|neither|nor|without|except|excluding|unless|besides|apart from|no longer|anymore|stop(?:ped|s)? (?:using|paying|buying|running))\b/,
    is_honoured: (frame, slots, text) =>
      slots.except.length > 0 ||
      slots.left_out.length > 0 ||
      slots.scope.owner === '' ||
      (frame.frame === 'list_anomalies' && slots.person === NOBODY) ||
      only(
        'why_category',
        'plan_alternatives',
        'gate_explain',
        'verification_status',
        'health_now',
        'evidence_for',
        'similar_cases',
        'define_term',
        'help',
        'rollback_options',
        'explain_case',
        'held_back',
      )(frame) ||
      (only('list_approvals', 'my_queue')(frame) &&
        /\b(?:not|never|nobody) (?:yet |been |has )*(?:decided|signed|approved|answered|touched|looked)\b/.test(text)) ||
      /\bnot (?:closed|resolved|solved|finished|done|settled|only|yet)\b|\bno (?:matter|problem|idea)\b/.test(text),
  },
  {
    said: '“when”',
    pattern: new RegExp(`${LEAD}(?:at |on |since |from |until )?(?:when|what time|which days?|what days?|which dates?|what dates?)\\b`),
    is_honoured: allBut(
      'breakdown',
      'top_movers',
      'compare_periods',
      'list_anomalies',
      'plan_show',
      'line_items',
      'plan_alternatives',
      'my_queue',
      'owner_load',
      'help',
    ),
  },
  {
    said: '“who”',
    pattern: new RegExp(`${LEAD}(?:by |for |with )?(?:who|whose)\\b(?! (?:decided|says|said|called|claims|thinks) .*<category>)`),
    is_honoured: allBut(
      'plan_show',
      'evidence_for',
      'verification_status',
      'rollback_options',
      'health_now',
      'why_category',
      'timeseries',
      'line_items',
      'savings_summary',
      'what_if_threshold',
    ),
  },
  {
    said: '“why”',
    pattern: /\b(?:why|how come)\b/,
    is_honoured: allBut(
      'breakdown',
      'timeseries',
      'list_anomalies',
      'compare_periods',
      'line_items',
      'list_approvals',
      'my_queue',
      'owner_load',
      'audit_search',
      'what_if_threshold',
      'help',
    ),
  },
  {
    said: '“how many”',
    pattern: /\bhow many (?:(?:is|are|was|were) (?:the )?)?(?!<charge>|.{0,16}\b(?:spend|spent|pay|paid|cost|costs|money|dollars)\b)|\bnumber of\b/,
    is_honoured: allBut('breakdown', 'top_movers', 'compare_periods', 'timeseries', 'line_items', 'plan_show', 'evidence_for', 'savings_summary', 'health_now'),
  },
  {
    said: '“how much”',
    pattern: /\bhow much\b/,
    is_honoured: allBut('list_approvals', 'my_queue', 'owner_load', 'audit_search', 'help'),
  },
  {
    said: '“how long”',
    pattern: /\bhow (?:long|often|old|soon|fast|quickly|frequently)\b/,
    is_honoured: allBut(
      'breakdown',
      'top_movers',
      'compare_periods',
      'list_anomalies',
      'line_items',
      'plan_show',
      'my_queue',
      'owner_load',
      'savings_summary',
      'drift_between',
      'plan_alternatives',
    ),
  },
  {
    said: 'an average or a rate per unit',
    pattern:
      /\b(?:average|mean|median|typical|typically|percentile|unit costs?|(?:cost|spend|spending|price|costs) (?:per|for each|of each|for every|of one|of a single) (?!<|day\b|week\b|month\b|date\b)\w+|per (?:customer|user|request|transaction|order|unit|employee|head|gb|tb|hour|vcpu|core|instance|query|invocation|pod|node|person))\b/,
    is_honoured: (frame, { period }, text) =>
      frame.frame === 'define_term' ||
      // Its card says the mean day of a time.
      (frame.frame === 'timeseries' && period !== null && /\b(?:average|mean|typical) (?:daily|(?:\S+ )?(?:per|a) day)\b/.test(text)) ||
      (frame.frame === 'owner_load' && !/\b(?:average|mean|median)\b/.test(text)) ||
      /\b(?:you|we|it|that|this) mean\b/.test(text),
  },
  {
    said: 'a share',
    pattern: /\b(?:share|percentage|percent|proportion|fraction|ratio|what part|how big a part)\b/,
    is_honoured: (frame, _, text) =>
      only('define_term', 'why_category', 'savings_summary', 'evidence_for')(frame) ||
      // A breakdown shows shares, but not of a part whose whole it leaves out.
      (only('breakdown', 'compare_periods')(frame) && !/<(?:scope|env)>/.test(text)) ||
      /\b(?:share|sharing) (?:it|this|that|the|with)\b/.test(text),
  },
  {
    said: 'the future',
    pattern:
      /\b(?:forecast\w*|predict|prediction|project(?:ed|ion|ions)|will|going to|tomorrow|next (?:day|week|month|quarter|year)|(?:by|until|at) (?:the )?(?:end of|year)|year[ -]end|end of (?:the |this )?(?:month|year|quarter))\b/,
    is_honoured: (frame, _, text) => !(isCost(frame) || only('list_anomalies', 'owner_load')(frame)) || /\bgoing to (?:look|check)\b/.test(text),
  },
  {
    said: 'a time',
    pattern:
      /\b(?:(?<!\b(?:per|by|each|every|a|over|to) )(?:year|month|week|quarter)s?\b(?! (?:over|by|to|on) )|weekends?|weekdays?|(?:work(?:ing)?|business) ?days?|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|hours?|hourly|nights?|nightly|(?<!good )mornings?|ago)\b/,
    is_honoured: (frame, slots, text) =>
      !isCost(frame) ||
      (slots.period !== null && !/\b(?:ago|hours?|hourly|nights?|nightly|mornings?|weekends?|weekdays?|\w+days)\b/.test(text)) ||
      /\b(?:day|week|month|quarter) before\b/.test(text),
  },
  {
    said: '“before”, “after” or “until”',
    pattern: /(?<!\b(?:day|week|month|quarter) )\b(?:before|after|until|till|during)\b(?! *$)|\bsince\b(?! <period>)/,
    is_honoured: (frame) => !isCost(frame) && frame.frame !== 'list_anomalies',
  },
  {
    said: '“last” or “next”',
    pattern: /(?<!\b(?:at|the very) )\b(?:last|previous|prior|next)\b(?! (?:<|one))/,
    is_honoured: (frame, slots) => !isCost(frame) || slots.period !== null || slots.limit !== null,
  },
  {
    said: 'a budget',
    pattern: /\bbudget(?:s|ed)?\b/,
    is_honoured: allBut('breakdown', 'top_movers', 'compare_periods', 'timeseries', 'line_items', 'drift_between', 'list_anomalies'),
  },
  {
    said: '“new”',
    pattern: /\bnew(?:ly|est)?\b/,
    is_honoured: allBut('breakdown', 'timeseries', 'compare_periods', 'top_movers'),
  },
  {
    said: '“if”',
    pattern: /\b(?:if|supposing|assuming|were to)\b/,
    is_honoured: (frame, _, text) =>
      !(isCost(frame) || only('list_anomalies', 'held_back', 'audit_search', 'owner_load', 'list_approvals', 'my_queue', 'similar_cases')(frame)) ||
      /\b(?:wonder|know|tell|see|say|check) (?:me )?if\b|\bif (?:possible|any|anything)\b/.test(text),
  },
  {
    said: '“this case”',
    pattern: /\b(?:this|that) (?:case|anomaly|one|incident)\b/,
    is_honoured: (frame, slots) => frame.frame !== 'list_anomalies' || slots.severity !== null,
  },
  {
    said: 'the cost',
    pattern: /\b(?:costs?|spend|spending|bill|invoice)\b/,
    is_honoured: allBut('health_now', 'my_queue', 'owner_load', 'list_approvals', 'held_back'),
  },
  {
    said: '“if”',
    pattern: /\bsav\w+ .*\bif (?:we|i|you) (?!follow|do|run|execute|approve|implement|accept|take|go)/,
    is_honoured: allBut('plan_show', 'savings_summary'),
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

export const OPERATORS: readonly Operator[] = [...ASKING, ...COMBINING]
