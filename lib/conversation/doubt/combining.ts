import { daysBetween } from '@/lib/kernel/time'
import { CLASSES } from '../words/word-classes'
import { allBut, isCost, type Operator, only } from './operator'

const COMPARES = new RegExp(`(?<!\\S)(?:${[...CLASSES.compare, ...CLASSES.different, ...CLASSES.change, 'than', 'or'].join('|')})(?!\\S)`)

// Whatever was decided, one way or the other.
const DECIDED_EITHER_WAY =
  /\b(?:approved|signed|granted|accepted|cleared) or (?:denied|rejected|declined|vetoed|refused|turned down|expired)\b|\b(?:denied|rejected|declined|vetoed|refused) or (?:approved|signed|granted|accepted|expired)\b/

/** Words that ask for several things of which a view shows one: every month, both, or above, the second largest, one time or another. */
export const COMBINING: readonly Operator[] = [
  {
    said: 'one measure or another',
    pattern: /<measure> (?:cost |price )?(?:or|and|vs|versus)\b|\b(?:or|and|vs|versus) <measure>/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'every one of several times',
    pattern: /(?<!\bof )\b(?:every|each|all|a|an) <period>/,
    is_honoured: (frame) => !isCost(frame) && frame.frame !== 'list_anomalies',
  },
  {
    // What rose in one time and again in the next: movers hold one against the other.
    said: 'both of two times',
    pattern: /\bboth (?:in |during |for )?<period> and (?:in |during |for )?<period>|<period> as well as (?:in |during )?<period>/,
    is_honoured: (frame) => frame.frame !== 'top_movers',
  },
  {
    said: 'each by itself',
    pattern: /\b(?:individually|one by one|item by item)\b/,
    is_honoured: (frame) => frame.frame === 'line_items' || !isCost(frame),
  },
  {
    said: 'how many times as much',
    pattern: /\b(?:whose|which|that|who) .*\b(?:doubled|tripled|quadrupled|halved)\b|\b(?:twice|thrice|half|times) (?:as|of|the)\b/,
    is_honoured: (frame, slots) => !isCost(frame) || slots.threshold !== null,
  },
  {
    said: 'a comparison with a place',
    pattern: /\bthan (?:in |on |of |for |the |our |my )*(?:<scope>|<env>)/,
    // Movers show what changed, not which of the two costs more.
    is_honoured: (frame, slots) => !isCost(frame) || (slots.side_by_side !== null && frame.frame !== 'top_movers'),
  },
  {
    said: 'a time for each place',
    pattern: /<scope>.*<period>.*<scope>.*<period>|<period>.*<scope>.*<period>.*<scope>/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'one time or another',
    pattern: /\bor (?:(?:the|in|for|only|just|merely|rather|is|was|it|did) )*(?:since |from |after )?<period>|\bwhichever\b/,
    is_honoured: (frame) => !isCost(frame) && frame.frame !== 'list_anomalies',
  },
  {
    said: 'each of them',
    pattern:
      /\b(?:every|each|by) (?:single )?(?:day|week|month|quarter|year)\b|\bweekly\b(?! (?:report|review|meeting|cost|costs|spend|bill|summary|digest|mail))/,
    is_honoured: only('timeseries', 'explain_case', 'plan_show', 'verification_status', 'held_back', 'define_term'),
  },
  {
    // Sums by time are for cost alone.
    said: 'each of them',
    pattern: /\bper (?:day|week|month|quarter|year)\b/,
    is_honoured: allBut('list_approvals', 'savings_summary', 'audit_search', 'rollback_options', 'owner_load', 'my_queue'),
  },
  {
    // A chart has a line for each of them, whichever way it goes.
    said: 'only those that rose or fell',
    pattern: new RegExp(
      `<group> (?!.*\\bhow\\b)(?:\\S+ ){0,4}?(?:${[...CLASSES.rise, ...CLASSES.fall, 'less', 'more', 'cheaper', 'dearer'].join('|')})(?!\\S)`,
    ),
    is_honoured: (frame) => frame.frame !== 'timeseries',
  },
  {
    // “They hardly ever change; their daily cost, please”.
    said: 'what hardly changes',
    pattern: /\b(?:hardly|barely|scarcely|seldom|rarely)(?: ever)? (?:change|changes|move|moves|moved|changed)\b/,
    is_honoured: (frame) => frame.frame !== 'top_movers',
  },
  {
    said: '“monthly”',
    pattern: /\bmonthly (?:cost|costs|spend|spending|bill|total|totals)\b.*<period>/,
    // Of one month the sum is the monthly one.
    is_honoured: (frame, { period }) =>
      allBut('top_movers', 'breakdown', 'compare_periods')(frame) || (period !== null && daysBetween(period.start, period.end) <= 31),
  },
  {
    said: '“but”',
    pattern: /\S \bbut\b(?! (?:not|only|like only|without|i|we|please|just|now|with|what|how|who|why|show)\b)/,
    is_honoured: (frame, slots) => slots.except.length > 0 || !(isCost(frame) || frame.frame === 'list_anomalies'),
  },
  {
    said: '“or above”',
    pattern: /<severity> (?:severity )?(?:or|and) (?:above|higher|worse|up|more|over|below|lower|less)\b/,
    is_honoured: (frame) => frame.frame !== 'list_anomalies',
  },
  {
    // Side by side without a word that sets them against each other: one time, written in two parts.
    said: 'a second time',
    pattern: /<period> <period>|(?<!\b(?:from|between) )<period> to <period>/,
    is_honoured: (frame, _, text) => !isCost(frame) || COMPARES.test(text),
  },
  {
    said: '“or”',
    pattern:
      /\bor\b(?! (?:(?:just|only|merely|still|simply) )?(?:(?:a|an) )?(?:estimat\w+|guess\w*|forecast|projected|assumed|expected|promised)\b)(?! (?:so|not|down|up|upward|upwards|downward|less|more|lower|higher|above|below|anything|something|whatever|whichever)\b)/,
    is_honoured: (frame, slots, text) =>
      slots.side_by_side !== null ||
      (only('list_approvals', 'audit_search')(frame) && DECIDED_EITHER_WAY.test(text)) ||
      allBut('breakdown', 'timeseries', 'line_items', 'savings_summary', 'verification_status', 'list_approvals', 'plan_show')(frame),
  },
  {
    said: 'the sum of two times',
    pattern: /<period>.*<period>.*\b(?:together|combined|added up|summed up|in sum)\b/,
    is_honoured: (frame, slots) => !('baseline' in frame) || slots.baseline === null,
  },
  {
    said: '“both”',
    pattern: /\bboth\b/,
    is_honoured: (frame, slots, text) =>
      slots.side_by_side !== null ||
      slots.baseline !== null ||
      (frame.frame === 'list_anomalies' && /\bopen (?:and|as well as) (?:the )?closed\b|\bclosed (?:and|as well as) (?:the )?open\b/.test(text)) ||
      !(isCost(frame) || only('list_anomalies', 'list_approvals', 'owner_load')(frame)),
  },
  {
    said: 'a third time',
    pattern: /<period>.*<period>.*<period>/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'a place in the order',
    pattern: /\b(?:second|third|fourth|fifth|2nd|3rd|4th|5th)[- ](?:most|biggest|largest|highest|costliest|priciest|cheapest|least|smallest|worst)\b/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'a condition on what they have',
    pattern: /<group>(?: \S+)? (?:that|which|who|with|whose) (?:have|has|had|got(?! (?:cheaper|dearer|more|less|costlier|pricier))|having|<|open|at least)/,
    is_honoured: (frame) => !isCost(frame) && frame.frame !== 'list_anomalies',
  },
  {
    // “Accounts without any CloudTrail cost”: those that have none of it, not what they cost without it.
    said: 'those that have none of it',
    pattern:
      /(?<!\b(?:by|per|each|every) )<group>(?: \S+)? (?:(?:that|which|who) )?(?:(?:have|has|had|having|with|show|use|used|run|ran) no|without any|(?:with|have|had) zero) <(?:scope|charge|env|measure)>/,
    is_honoured: (frame) => !isCost(frame),
  },
]
