import { NOBODY } from '../tag/nobody'
import { CLASSES } from '../words/word-classes'
import { allBut, isCost, type Operator, only } from './operator'

const LEAD = '^(?:and |but |so |ok |please |tell me |do you know |can you (?:tell|say)(?: me)? |i want to know |show me )*'
const CHANGES = new RegExp(`(?<!\\S)(?:${[...CLASSES.rise, ...CLASSES.fall, ...CLASSES.updown, ...CLASSES.change].join('|')})(?!\\S)`)

/** A yes or a no that a sum does answer: whether something cost anything, or is on the bill. After “does” and “did”, “cost” is what it did. */
const SUM_SAYS =
  /\b(?:do|does|did) .*\bcost (?:us |me )?(?:more|less|anything|nothing|something|much|a lot|as much|over|under|above|below|<)|\bcost (?:us|me)\b|\b(?:on|in) (?:our|the|my|this|that) (?:bill|invoice)(?: (?:(?:for|in|of|from) )?<period>)?$/
// What is done to come to an answer: asked after with “how”, it is no list of answers.
const METHOD =
  `verify verified measure measured calculate calculated compute computed detect detected decide decided determine determined choose chosen pick define defined rank ranked
  work works function happen score scored estimate estimated classify classified attribute attributed`.split(/\s+/)
const CAME_BACK = /\b(?:booked|posted|issued|applied|granted|get|got|gotten|receive|received|give|gave|given|use|used|have|had|refunded)\b/

/** Words that say what is asked of a question: not, when, who, why, how many, if, a yes or a no. */
export const ASKING: readonly Operator[] = [
  {
    said: 'what is not there',
    pattern:
      /\b(?:not|no|never(?! mind)|nobody|none|neither|nor|without|except|excluding|unless|besides|apart from|excluded|omitted|left out|no longer|anymore|stop(?:ped|s)? (?:using|paying|buying|running))\b/,
    is_honoured: (frame, slots, text) =>
      slots.except.length > 0 ||
      slots.left_out.length > 0 ||
      slots.charge === 'commitment_unused' ||
      (frame.frame === 'drift_between' && (slots.other !== null || /\bnot there\b/.test(text))) ||
      (slots.measure === 'usage' && /\bnot (?:the |in )?(?:costs?|dollars|money|spend|prices?)\b/.test(text)) ||
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
        'what_if_threshold',
      )(frame) ||
      // Its card says why there is none.
      (frame.frame === 'plan_show' && /\bno (?:plan|proposal|action|fix|recommendation)\b/.test(text)) ||
      (only('list_approvals', 'my_queue')(frame) &&
        /\b(?:not|never|nobody) (?:yet |been |has )*(?:decided|signed|approved|answered|touched|looked)\b/.test(text)) ||
      /\bnot (?:closed|resolved|solved|finished|done|settled|only|yet)\b|\bno (?:matter|problem|idea)\b/.test(text),
  },
  {
    // “Can Tomas see it”: what somebody may do is said of plans alone.
    said: 'who may do what',
    pattern:
      /^(?:can|may|could|is|are) (?:<person>|users?|people|somebody|someone|everybody|everyone|anybody|anyone) (?:be )?(?:able to |allowed to |permitted to )?(?:see|open|view|access|delete|edit|close|change|read|export|share)\b/,
    is_honoured: only('gate_explain', 'audit_search', 'define_term', 'help'),
  },
  {
    said: 'when it was',
    pattern: new RegExp(
      `${LEAD}(?:at |on |since |from |until )?(?:when(?! (?:we|i|you) (?:put|set|raise|lower|move|change)\\b)|what time|which days?|what days?|which dates?|what dates?)\\b`,
    ),
    is_honoured: only(
      'verification_status',
      'audit_search',
      'timeseries',
      'gate_explain',
      'explain_case',
      'rollback_options',
      'similar_cases',
      'evidence_for',
      'define_term',
    ),
  },
  {
    said: 'who it is',
    pattern: new RegExp(`${LEAD}(?:by |for |with )?(?:who|whose)\\b(?! (?:decided|says|said|called|claims|thinks) .*<category>)`),
    is_honoured: only(
      'gate_explain',
      'breakdown',
      'top_movers',
      'owner_load',
      'audit_search',
      'explain_case',
      'list_anomalies',
      'list_approvals',
      'my_queue',
      'define_term',
    ),
  },
  {
    said: 'why it is so',
    pattern: /\b(?:why|how come)\b/,
    is_honoured: only('top_movers', 'explain_case', 'why_category', 'gate_explain', 'plan_show', 'plan_alternatives', 'held_back', 'define_term'),
  },
  {
    said: 'how many there are',
    pattern: /\bhow many (?:(?:is|are|was|were) (?:the )?)?(?!<charge>|.{0,16}\b(?:spend|spent|pay|paid|cost|costs|money|dollars)\b)|\bnumber of\b/,
    // How many gigabytes is an amount of usage.
    is_honoured: (frame, slots) =>
      (slots.measure === 'usage' && 'measure' in frame) ||
      allBut('breakdown', 'top_movers', 'compare_periods', 'timeseries', 'line_items', 'plan_show', 'evidence_for', 'savings_summary', 'health_now')(frame),
  },
  {
    said: 'what is so only if something is',
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
    // “How do you verify a saving”: how it is done, not what came of it.
    said: 'how it is done',
    pattern: new RegExp(`${LEAD}how (?:do|does|is|are|can) (?:\\S+ ){1,4}?(?<!\\b(?:the|our|open) )(?:${METHOD.join('|')})(?!\\S)`),
    is_honoured: (frame, slots) =>
      slots.case_ids.length > 0 ||
      allBut(
        'list_anomalies',
        'verification_status',
        'savings_summary',
        'list_approvals',
        'my_queue',
        'held_back',
        'owner_load',
        'health_now',
        'breakdown',
      )(frame),
  },
  {
    said: 'what would be',
    pattern: /\bwould\b(?! (?:like|love|you|need|want|appreciate|be (?:nice|great|good|interesting|interested|grateful|glad|happy|helpful|possible)|know)\b)/,
    is_honoured: (frame, _, text) =>
      only(
        'plan_show',
        'plan_alternatives',
        'what_if_threshold',
        'rollback_options',
        'gate_explain',
        'savings_summary',
        'breakdown',
        'compare_periods',
        'explain_case',
        'why_category',
        'my_queue',
        'define_term',
        'help',
      )(frame) || /\bwould (?:i|we) (?:see|find|look)\b/.test(text),
  },
  {
    said: 'what is so only if something is',
    pattern: /\bsav\w+ .*\bif (?:we|i|you) (?!follow|do|run|execute|approve|sign|countersign|implement|accept|take|go)/,
    is_honoured: allBut('plan_show', 'savings_summary'),
  },
  {
    // A sum is no answer to a question that wants a yes or a no: “was the charge ever reviewed by anyone”.
    said: 'the yes or no that was asked for',
    pattern: /^(?:and |but |so |ok )*(?:is|are|was|were|did|does|has|have) (?!there\b)/,
    is_honoured: (frame, slots, text) =>
      allBut('breakdown', 'timeseries', 'line_items')(frame) ||
      /\b(?:spend|spent|spending|pay|paid|paying|cost|costing|billed|charged)\b/.test(text.replace(/<(?:scope|charge)> (?:cost|charged)\b/g, '')) ||
      SUM_SAYS.test(text) ||
      slots.threshold !== null ||
      (slots.side_by_side !== null && /\bthan\b/.test(text)) ||
      ((slots.charge === 'credit' || slots.charge === 'refund') && CAME_BACK.test(text)) ||
      (frame.frame === 'timeseries' && CHANGES.test(text)),
  },
  {
    said: 'whether the bill was paid',
    pattern:
      /^(?:and |but |so |ok )*(?:is|are|was|were|has|have|did) .*\b(?:(?:bills?|invoices?)\b.*\b(?:paid|settled|overdue)|(?:pay|paid|settled?) (?:the |our |that |this )?(?:<period> )?(?:bill|invoice))\b/,
    is_honoured: allBut('breakdown', 'timeseries', 'line_items', 'compare_periods'),
  },
  {
    said: 'what would happen',
    pattern: /^what (?:\S+ )?(?:breaks|break|fails|fail|suffers|stops|dies)\b/,
    is_honoured: allBut('gate_explain', 'my_queue', 'list_approvals', 'explain_case', 'plan_show'),
  },
]
