import { isCost, type Operator, only } from './operator'

// Figures that no view measures. They are spoken of like those that a view has, with the same places and times beside them, so that nothing but the noun itself tells them apart.

export const MEASURING: readonly Operator[] = [
  {
    said: 'how long something takes',
    pattern:
      /\b(?:mean|average|median|usual|typical) time\b|\btime (?:to|until|till|before|between) (?!date\b|time\b|<)[a-z]+|\bmtt[a-z]\b|\b(?:lead|response|cycle|processing) times?\b|\bturnaround\b|\bhow long (?:has|have|was|were|is) (?:\S+ ){1,4}?(?:blocked|waiting|pending|stuck|disabled)\b|\bhow long (?:did|does|do|will|would|has|have) (?:\S+ ){1,3}?(?:take|took|taken|need)\b/,
    is_honoured: (frame, _, text) =>
      only('define_term', 'gate_explain', 'rollback_options', 'verification_status')(frame) || /\b(?:no|first|right|about|good|every) time to\b/.test(text),
  },
  {
    said: 'a rate',
    pattern:
      /\b(?:(?:hit|error|failure|success|growth|approval|alert|exchange|interest|discount|denial|rejection|close|closing)[ -]rates?|rate of|rates? (?:per|for)|utili[sz]ation|throughput|efficiency|unit economics)\b/,
    is_honoured: only('health_now', 'evidence_for', 'define_term'),
  },
  {
    said: 'what costs nothing',
    pattern: /\b(?:cost|costs|costing|spent|spend|paid|pay) (?:us )?(?:nothing|zero|0)\b|\bzero[- ](?:cost|spend)\b|\bfree of charge\b|\bfree tier\b/,
    is_honoured: (frame, slots) => !isCost(frame) || slots.threshold !== null,
  },
  {
    said: 'a number on a document',
    pattern:
      /\b(?:invoice|order|po|purchase order|contract|reference|vendor|cost cent(?:er|re)) (?:numbers?|ids?|no|nr|code|codes)\b|\baccruals?\b|\bheadcounts?\b|\bpayment terms?\b/,
    is_honoured: only('define_term', 'help'),
  },
  {
    said: 'a split that no view has',
    pattern: /\b(?:by|per) (?:action|type of|kind of|category|severity|approver|status|state|tier|risk|rule|priority|age|purchase|person|project|tag)s?\b/,
    is_honoured: (frame) => !(isCost(frame) || only('savings_summary', 'list_approvals', 'verification_status')(frame)),
  },
  {
    said: 'what a person spent',
    pattern: /<person> (?:\S+ )?(?:spend|spent|spending|costs?|pays?|paid|burn(?:ed|t)?)\b/,
    is_honoured: (frame) => !(isCost(frame) || frame.frame === 'audit_search'),
  },
  {
    said: 'what was missed',
    pattern: /\b(?:sav\w+) (?:\S+ ){0,3}?(?:missed|forgone|overlooked|left on the table)\b|\b(?:missed|forgone) sav\w+/,
    is_honoured: only('plan_alternatives', 'held_back', 'define_term'),
  },
  {
    said: 'the price of one',
    pattern: /\bhow much (?:is|does|would) (?:an?|one|a single) (?!(?:day|week|month|year)\b)|\bprice of (?:an?|one|a single)\b/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    // “Price of m6i.large”: what one of them costs, where the bill has what all of them did.
    said: 'the price of one',
    pattern: /\bprices? (?:of|for) (?:an? |one |the )?<scope>/,
    is_honoured: (frame, { scope, measure }) => !isCost(frame) || scope.usage_type === undefined || measure === 'list',
  },
  {
    said: 'prices of another time',
    pattern: /\b(?:at|in|with|using) <period> (?:prices|rates|pricing)\b/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'what it would cost',
    pattern: /\bwould (?!know\b|like\b|love\b|want\b|be\b)(?:\S+ ){0,5}?(?:cost|pay|spend)\b(?! (?:of|for|by|per|in <period>))/,
    is_honoured: (frame, slots) => !isCost(frame) || slots.measure === 'list',
  },
  {
    said: 'a part of the whole',
    pattern: /\b(?:relative|compared|in (?:relation|proportion)) (?:to|with) (?:the |our )?(?:total|whole|rest|overall|everything|others?|average)\b/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'what stayed within a bound',
    pattern: /\bwithin <amount>/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'what a document says',
    pattern: /\bbetween (?:\S+ ){1,5}?(?:invoice|pdf|statement|console)\b.*\b(?:here|shown|you show|your (?:figures|numbers))\b/,
    is_honoured: only('define_term', 'evidence_for', 'help'),
  },
  {
    said: 'one figure for all of them',
    pattern: /\b(?:one|1|single) (?:figure|number|sum|total|amount)\b/,
    is_honoured: (frame, { side_by_side }) => side_by_side === null || !('group_by' in frame) || frame.group_by !== side_by_side,
  },
  {
    said: 'a part of a sum',
    pattern: /\b(?:is|are|was|were|be) <amount> of\b/,
    is_honoured: (frame) => !isCost(frame),
  },
]
