import { daysBetween } from '@/lib/kernel/time'
import type { HeldRule } from '@/schemas/detection-run'
import type { Scope } from '@/schemas/evidence/cost'
import type { AuditTopic, ChargeKind, Exception, Frame, FrameName, FramePeriod, Grouping, Included, Measure } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { defaultBaseline, lastDays, parsePeriod } from '../period/period'
import { CLASSES } from '../words/word-classes'
import type { Slots } from './slots'

const LIMITS = { list_anomalies: 20, held_back: 20, line_items: 20, audit_search: 20, similar_cases: 5, other: 10 } as const
const DEFAULT_DAYS = { top_movers: 7, compare_periods: 7, drift_between: 7, line_items: 7, timeseries: 30 } as const

export type Carried = {
  scope?: Scope
  except?: Exception[]
  environment?: Slots['environment']
  any_of?: Included[]
  charge?: ChargeKind | null
  measure?: Measure
  period?: FramePeriod
  baseline?: FramePeriod
  group_by?: Grouping
}

/** What to group by when nobody said: services, unless a service is already fixed. */
const defaultGroup = (scope: Scope): Grouping =>
  scope.service_name === undefined
    ? scope.usage_type === undefined
      ? 'service_name'
      : 'sub_account_id'
    : scope.usage_type === undefined
      ? 'usage_type'
      : 'sub_account_id'

const named = (words: string, today: Day): FramePeriod => parsePeriod(words, today) ?? lastDays(7, today)

/** The period that a lone baseline asks for: "vs last month" looks at this month so far. */
export function periodFor(baseline: FramePeriod, today: Day): FramePeriod {
  const length = daysBetween(baseline.start, baseline.end)
  if (length >= 28 && length <= 31) return named('this month', today)
  if (length >= 89 && length <= 92) return named('this quarter', today)
  if (length === 1) return named('yesterday', today)
  return lastDays(Math.min(length, 30), today)
}

/** "week over week": both periods at once. */
const OVER: readonly (readonly [RegExp, string, string | null])[] = [
  [/\b(?:week over week|wow)\b/, 'last 7d', null],
  [/\b(?:month over month|mom)\b/, 'this month', 'last month'],
  [/\b(?:quarter over quarter|qoq)\b/, 'this quarter', 'last quarter'],
  [/\b(?:day over day|dod)\b/, 'yesterday', 'the day before yesterday'],
]

const anyOf = (words: readonly string[]): RegExp => new RegExp(`(?<!\\S)(?:${words.join('|')})(?!\\S)`)
const UP = anyOf([...CLASSES.rise, 'up', 'upward', 'upwards', 'higher', 'growers?', 'risers?', 'gainers?', 'expensive'])
const DOWN = anyOf([...CLASSES.fall, 'down', 'downward', 'downwards', 'lower', 'decliners?', 'losers?'])
const directionOf = (text: string): 'up' | 'down' | 'both' =>
  DOWN.test(text)
    ? UP.test(text)
      ? 'both'
      : 'down'
    : /\b(?:biggest|largest|most|top|what|which) .*\b(?:increase|increases|rise|rises|increased|rose|grew)\b/.test(text) || UP.test(text)
      ? 'up'
      : 'both'

// One case, said by its size.
const BIGGEST_CASE =
  /\b(?:biggest|largest|worst|top|costliest|priciest|(?:most|single most) \w+) (?:\S+ )?(?:case|anomaly|spike|incident|problem|issue)\b|^worst one$/
const WHO_SPENDS =
  /^(?:(?:and|so|but) )?who(?:ever)? (?:\S+ ){0,3}(?:spend|spends|spent|spending|pay|pays|paid|cost|costs|burn|burns|burned|burning|use|uses|used)\b/

const HELD_RULES: readonly (readonly [RegExp, HeldRule])[] = [
  [/\bbudget\b/, 'alert_budget'],
  [/\balready (?:explained|told|covered)\b/, 'already_explained'],
  [/\bpartly\b/, 'partly_explained'],
  [/\b(?:unsettled|not settled|provisional)\b/, 'unsettled_days_only'],
  [/\bmonthly\b|\bfirst of the month\b/, 'monthly_fee'],
  [/\bmoved within\b/, 'moved_within_service'],
  [/\b(?:floor|too small|small)\b/, 'below_floor'],
  [/\brestated\b/, 'restated_days'],
  [/\b(?:twice|duplicated?|double)\b/, 'duplicated_day'],
  [/\b(?:person|somebody|someone|people|expected by)\b/, 'person_expects_it'],
  [/\bknown level\b/, 'known_level'],
]

const TOPICS: readonly (readonly [RegExp, AuditTopic])[] = [
  [/\bkill ?switch\b/, 'kill_switch'],
  [/\brollbacks?\b|\brolled back\b/, 'rollback'],
  [/\bpolic(?:y|ies)\b/, 'policy'],
  [/\b(?:approv|sign|den(?:y|ie)|veto|reject|decision|ok'd|oke?d|okayed|greenlit)/, 'approval'],
  [/\bimport|\bupload/, 'import'],
  [/\bthresholds?\b/, 'threshold'],
  [/\bdetect/, 'detection'],
  [/\bexecut|\b(?:ran|runs?)\b/, 'execution'],
  [/\b(?:sign(?:ed)? in|log(?:ged)? in|logins?|sessions?)\b/, 'session'],
  [/\bsettings?\b/, 'settings'],
  [/\bverif/, 'verification'],
  [/\btickets?\b/, 'ticket'],
  [/\bplans?\b/, 'plan'],
  [/\bclock\b/, 'clock'],
  [/\bcases?\b/, 'case'],
]

// Places that are held against one another do not count together.
const APART =
  /\b(?:compar\w*|vs|versus|against|than|differ\w*|between|side by side|relative)\b|\b(?:which|whether|more|less|cheaper|dearer|costlier|higher|lower|bigger|larger|smaller)\b.*\bor\b/

/** Places that one frame can name beside one another (schemas/frame). */
const MOST_PLACES = 6

/** Several places of one kind are what is shown and nothing else: a row each where the view is split by their kind, counted together where it is split by another. */
function anyOfFor(name: FrameName, { several, side_by_side, group_by, scope }: Slots, carried: Carried, text: string): Included[] {
  const kept = (carried.any_of ?? []).filter((p) => scope[p.key] === undefined && several.every((s) => s.key !== p.key))
  const is_split = (group_by ?? side_by_side) === side_by_side && name !== 'line_items'
  const places = APART.test(text) && !is_split ? kept : [...kept, ...several]
  return places.length > MOST_PLACES ? [] : places
}

/** Slots to frame: said before carried before default. Frames of a case get it from outside, because finding it may fail. `text` is the question as the cues read it. */
export function buildFrame(name: FrameName, slots: Slots, today: Day, text = '', carried: Carried = {}, case_id: string | null = null): Frame {
  const scope: Scope = { ...carried.scope, ...slots.scope }
  const place = { scope, except: [...(carried.except ?? []), ...slots.except].slice(0, 5), environment: slots.environment ?? carried.environment ?? null }
  const measure = slots.measure ?? carried.measure ?? 'effective'
  const side = slots.side_by_side
  // "Who spends the most": whoever spends is a team.
  const spender = WHO_SPENDS.test(text) && scope.owner === undefined ? ('owner' as const) : undefined
  const group_by = slots.group_by ?? side ?? carried.group_by ?? spender ?? defaultGroup(scope)
  const cost = { ...place, charge: slots.charge ?? carried.charge ?? null, any_of: measure === 'coverage' ? [] : anyOfFor(name, slots, carried, text) }
  const over = OVER.find(([pattern]) => pattern.test(text))
  const period = slots.period ?? (over === undefined ? undefined : named(over[1], today)) ?? carried.period
  const baseline = slots.baseline ?? (over?.[2] == null ? undefined : named(over[2], today)) ?? carried.baseline
  const limit = (fallback: number): number => slots.limit ?? fallback
  switch (name) {
    case 'list_anomalies': {
      const state = /\b(?:ever|all time|open (?:and|or|as well as) closed|closed (?:and|or) open)\b/.test(text)
        ? 'all'
        : /\b(?:closed?|resolved|solved|done|finished|past|settled)\b/.test(text)
          ? 'closed'
          : 'open'
      return {
        frame: name,
        ...place,
        severity: slots.severity,
        category: slots.category,
        state,
        person: slots.person,
        threshold: slots.threshold,
        period: slots.period,
        limit: limit(BIGGEST_CASE.test(text) ? 1 : LIMITS[name]),
      }
    }
    case 'top_movers':
    case 'compare_periods':
    case 'drift_between': {
      const of = period ?? (baseline === undefined ? lastDays(DEFAULT_DAYS[name], today) : periodFor(baseline, today))
      const against = baseline ?? defaultBaseline(of, today)
      if (name === 'drift_between') return { frame: name, ...place, other: slots.other, period: of, baseline: against, limit: limit(LIMITS.other) }
      if (name === 'compare_periods') return { frame: name, ...cost, measure, group_by, period: of, baseline: against, limit: limit(LIMITS.other) }
      return {
        frame: name,
        ...cost,
        measure,
        group_by,
        period: of,
        baseline: against,
        direction: directionOf(text),
        threshold: slots.threshold,
        limit: limit(LIMITS.other),
      }
    }
    case 'breakdown': {
      const order = /\b(?:cheapest|smallest|lowest|least|bottom|fewest|less(?! than))\b/.test(text) ? 'smallest' : 'largest'
      return {
        frame: name,
        ...cost,
        measure,
        group_by,
        period: period ?? named('this month', today),
        order,
        threshold: slots.threshold,
        limit: limit(LIMITS.other),
      }
    }
    case 'timeseries':
      return { frame: name, ...cost, group_by: slots.group_by ?? side, period: period ?? lastDays(DEFAULT_DAYS[name], today) }
    case 'line_items':
      return { frame: name, ...cost, period: period ?? lastDays(DEFAULT_DAYS[name], today), limit: limit(LIMITS[name]) }
    case 'why_category':
      return { frame: name, case_id: case_id ?? '', category: slots.category }
    case 'similar_cases':
      return { frame: name, case_id: case_id ?? '', limit: limit(LIMITS[name]) }
    case 'explain_case':
    case 'evidence_for':
    case 'plan_show':
    case 'plan_alternatives':
    case 'gate_explain':
      return { frame: name, case_id: case_id ?? '' }
    case 'rollback_options':
    case 'verification_status':
    case 'health_now':
      return { frame: name, case_id }
    case 'what_if_threshold':
      return { frame: name, case_id, threshold: slots.threshold ?? { side: 'over', amount: '100', unit: 'day' } }
    case 'savings_summary':
      return { frame: name, scope: slots.scope, period: slots.period }
    case 'owner_load':
      return { frame: name, by: slots.group_by === 'owner' || /\bteams?\b/.test(text) ? 'team' : 'person', person: slots.person }
    case 'list_approvals':
      return {
        frame: name,
        period: slots.period,
        // What was asked for in a time that is over is what was decided in it, unless it still waits.
        state:
          (slots.period !== null && slots.period.end <= today && /\bdecisions?\b/.test(text)) ||
          /\b(?:did|have|has) (?:we|i|you|they|<person>) (?:approve|reject|deny|veto|sign|decline)|\b(?:history|decisions (?:of|from|in)(?= <period>)|(?:past|previous|earlier|last) (?:approvals|decisions|requests)|granted|given|approved|denied|rejected|vetoed|expired|denials?|rejections?|decided|declined|turned down)\b/.test(
            text,
          )
            ? 'decided'
            : 'waiting',
        threshold: slots.threshold,
      }
    case 'audit_search':
      return {
        frame: name,
        person: slots.person,
        case_id,
        // The case that was named is its own slot.
        about: TOPICS.find(([pattern, topic]) => pattern.test(text) && !(topic === 'case' && case_id !== null))?.[1] ?? null,
        period: slots.period,
        limit: limit(LIMITS[name]),
      }
    case 'held_back':
      return { frame: name, rule: HELD_RULES.find(([pattern]) => pattern.test(text))?.[1] ?? null, scope, limit: limit(LIMITS[name]) }
    case 'define_term':
      return { frame: name, term: '' }
    case 'my_queue':
    case 'help':
      return { frame: name }
  }
}
