import { allBut, isCost, type Operator, only } from './operator'

/** Words of time that became no days: the future, an hour, a weekend, before something. */
export const TIMING: readonly Operator[] = [
  {
    said: 'the future',
    pattern:
      /\b(?:forecast\w*|predict|prediction|project(?:ed|ion|ions)|will|going to|tomorrow|next (?:day|week|month|quarter|year)|(?:by|until|at) (?:the )?(?:end of|year)|year[ -]end|end of (?:the |this )?(?:month|year|quarter))\b/,
    is_honoured: (frame, _, text) => !(isCost(frame) || only('list_anomalies', 'owner_load')(frame)) || /\bgoing to (?:look|check)\b/.test(text),
  },
  {
    said: 'the future',
    pattern: /\b(?:tomorrow|next (?:day|week|month|quarter|year)|by year[- ]end|end of (?:the |this )?year)\b/,
    is_honoured: (frame) => !only('savings_summary', 'list_approvals', 'audit_search', 'held_back', 'what_if_threshold', 'health_now')(frame),
  },
  {
    // The trail holds what was done.
    said: 'the future',
    pattern: /\bwhen (?:will|is) (?:\S+ ){1,4}?be\b|\bwhen will\b/,
    is_honoured: allBut('audit_search', 'list_approvals'),
  },
  {
    said: 'what was before something',
    pattern:
      /\b(?:before|after|until|during) (?:the|our|an?|my) (?!<|(?:month[- ]end|books|close|lunch|weekend|meeting|call|board|review|stand-?up|change|fix|plan|schedule|rollout|release|deploy)\b)/,
    is_honoured: (frame) => !only('savings_summary', 'list_approvals', 'held_back', 'owner_load')(frame),
  },
  {
    said: 'hours, weekdays or parts of a year',
    pattern:
      /\b(?:(?<!\b(?:per|by|each|every|a|over|to) )(?:year|month|week|quarter)s?\b(?! (?:over|by|to|on) )|weekends?|weekdays?|(?:work(?:ing)?|business) ?days?|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|hours?|hourly|nights?|nightly|(?<!good )mornings?|ago)\b/,
    is_honoured: (frame, slots, text) =>
      !isCost(frame) ||
      (slots.period !== null && slots.measure === 'usage' && /<scope> hours\b/.test(text)) ||
      (slots.period !== null && !/\b(?:ago|hours?|hourly|nights?|nightly|mornings?|weekends?|weekdays?|\w+days)\b/.test(text)) ||
      /\b(?:day|week|month|quarter) before\b/.test(text),
  },
  {
    said: '“before”, “after” or “until”',
    pattern:
      /(?<!\b(?:day|week|month|quarter) )\b(?:before|after|until|till|during)\b(?! *$)(?! (?:the |my |our |i )?(?:month[- ]end |monthly |books )?(?:close|lunch|weekend|meeting|call|board|review|stand-?up|leave|log off|go)\b)|\bsince\b(?! <period>)/,
    is_honoured: (frame) => !isCost(frame) && frame.frame !== 'list_anomalies',
  },
  {
    said: '“last” or “next”',
    pattern: /(?<!\b(?:at|the very) )\b(?:last|previous|prior|next)\b(?! (?:<|one))/,
    is_honoured: (frame, slots) => !isCost(frame) || slots.period !== null || slots.limit !== null,
  },
]
