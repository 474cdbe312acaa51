import { allBut, isCost, type Operator, only } from './operator'

const LISTS = only('list_anomalies', 'list_approvals', 'savings_summary', 'owner_load', 'audit_search', 'held_back', 'my_queue')

/** Words of order in time: the day that was dearest, the case that is oldest, what went on month after month, what is yet to end. Views add up a time or list by size. */
export const SEQUENCE: readonly Operator[] = [
  {
    said: 'one day of several',
    pattern:
      /\b(?:highest|lowest|biggest|largest|costliest|priciest|cheapest|dearest|worst|best|peak|busiest|most expensive) (?:single )?(?:day|date|week|weekday|month|quarter|hour)s?\b(?! (?:over|on|by) )|\bsingle day\b/,
    is_honoured: (frame) => !isCost(frame) || frame.frame === 'timeseries',
  },
  {
    // “Days on which we spent more than 5k”, “the three days with the highest cost”: a chart shows them, and picks none.
    said: 'one day of several',
    pattern: /(?<!\b(?:per|a|each|every|by) )\b(?:days?|dates?|weeks?|months?) (?:on which|in which|when|with|where|that (?:had|were|was|cost))\b/,
    is_honoured: (frame) => !isCost(frame) || frame.frame === 'timeseries',
  },
  {
    // Lists of cases begin with the most at stake.
    said: 'an order by age',
    pattern:
      /\b(?:newest|latest|most recent|oldest|earliest) (?:ones? |cases? )?(?:first|last|on top|at the top)\b|\b(?:latest|newest|most recent) (?:open |<\S+> )*(?:case|anomaly|spike|incident)\b|\b(?:case|anomaly|spike|incident) (?:is|was) (?:the )?(?:oldest|newest|latest|youngest)\b|\bsorted by (?:date|age|start)\b/,
    is_honoured: allBut('list_anomalies', 'list_approvals'),
  },
  {
    said: 'an order by age',
    pattern: /\b(?:oldest|youngest|earliest|longest[- ](?:open|running|standing)) (?:\S+ ){0,2}?(?:case|cases|anomaly|anomalies|spikes?|incidents?|alerts?)\b/,
    is_honoured: allBut('list_anomalies', 'list_approvals', 'breakdown', 'my_queue', 'owner_load'),
  },
  {
    said: 'one after another',
    pattern:
      /\bin (?:a )?row\b|\bconsecutive(?:ly)?\b|\bstraight (?:days|weeks|months|quarters)\b|\b(?:day|week|month|quarter) after (?:day|week|month|quarter)\b/,
    is_honoured: (frame) => !(isCost(frame) || only('list_anomalies', 'audit_search')(frame)),
  },
  {
    said: 'how many times',
    pattern: /\b(?:twice|thrice|(?:two|three|four|five|several|many|[2-9]) times|a (?:second|third) time)\b(?! (?:as|of|the|more|a)\b)/,
    is_honoured: only('held_back', 'similar_cases', 'explain_case', 'why_category', 'evidence_for', 'define_term', 'help'),
  },
  {
    said: 'how many times',
    pattern: /\b(?:more than once|several times|repeatedly|multiple times|many times|at least (?:twice|once)|(?:only|just) once)\b/,
    is_honoured: (frame) => !(isCost(frame) || LISTS(frame)),
  },
  {
    said: 'what is about to end',
    pattern: /\b(?:expiring|expires?|lapsing|lapses?|running out|about to (?:end|lapse))\b/,
    is_honoured: (frame) => !(isCost(frame) || only('list_approvals', 'list_anomalies', 'my_queue', 'owner_load', 'savings_summary')(frame)),
  },
  {
    said: 'when it ends',
    pattern: /\bwhen (?:do|does|will|is|are) .*\b(?:run out|runs out|expire|expires|end|ends|lapse|lapses|renew|renews|renewed|due for)\b/,
    is_honoured: (frame) => !(isCost(frame) || only('explain_case', 'list_anomalies', 'savings_summary')(frame)),
  },
]
