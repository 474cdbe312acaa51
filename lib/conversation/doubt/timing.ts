import { isCost, type Operator, only } from './operator'
import { FUTURE } from './unsure'

/** Words of time that became no days: the future, an hour, a weekend, before something. */
export const TIMING: readonly Operator[] = [
  {
    said: FUTURE,
    pattern:
      /\b(?:forecast\w*|predict|prediction|project(?:ed|ion|ions)|will|going to|tomorrow|next (?:day|week|month|quarter|year)|(?:by|until|at) (?:the )?(?:end of|year)|year[ -]end|end of (?:the |this )?(?:month|year|quarter))\b/,
    is_honoured: (frame, _, text) =>
      only(
        'verification_status',
        'gate_explain',
        'plan_show',
        'plan_alternatives',
        'explain_case',
        'rollback_options',
        'what_if_threshold',
        'health_now',
        'my_queue',
        'define_term',
      )(frame) || /\bgoing to (?:look|check)\b/.test(text),
  },
  {
    said: 'hours, weekdays or parts of a year',
    pattern:
      /\b(?:(?<!\b(?:per|by|each|every|a|over|to) )(?:year|month|week|quarter)s?\b(?! (?:over|by|to|on) )|weekends?|weekdays?|(?:work(?:ing)?|business) ?days?|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|hours?|hourly|nights?|nightly|(?<!good )mornings?|ago)\b/,
    is_honoured: (frame, slots, text) =>
      only('list_anomalies', 'explain_case', 'gate_explain', 'rollback_options', 'verification_status', 'define_term', 'help')(frame) ||
      (slots.period !== null && slots.measure === 'usage' && /<scope> hours\b|\bhours of <scope>/.test(text)) ||
      (slots.period !== null && !/\b(?:ago|hours?|hourly|nights?|nightly|mornings?|weekends?|weekdays?|\w+days)\b/.test(text)) ||
      /\b(?:day|week|month|quarter) before\b/.test(text),
  },
  {
    said: '“before”, “after” or “until”',
    pattern:
      /(?<!\b(?:day|week|month|quarter|looks?|looked|looking) )\b(?:before|after|until|till|during)\b(?! *$)(?! (?:the |my |our |i )?(?:month[- ]end |monthly |books )?(?:close|lunch|weekend|meeting|call|board|review|stand-?up|leave|log off|go)\b)|\bsince\b(?! <period>)/,
    is_honoured: only(
      'health_now',
      'verification_status',
      'rollback_options',
      'explain_case',
      'similar_cases',
      'evidence_for',
      'plan_show',
      'gate_explain',
      'my_queue',
      'define_term',
    ),
  },
  {
    // “Before I sign the gp2 one: what would it change”: what is asked comes after it.
    said: '“before”',
    pattern: /^before (?:i|we) .*\b(?:what|which|who|how|why|show|list)\b/,
    is_honoured: () => false,
  },
  {
    said: 'a part of a day',
    pattern: /<period> (?:morning|noon|afternoon|evening|night)\b/,
    is_honoured: only('audit_search', 'define_term', 'help'),
  },
  {
    said: '“last” or “next”',
    pattern: /(?<!\b(?:at|the very) )\b(?:last|previous|prior|next)\b(?! (?:<|one))/,
    is_honoured: (frame, slots) => !isCost(frame) || slots.period !== null || slots.limit !== null,
  },
]
