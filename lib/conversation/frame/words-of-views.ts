import type { HeldRule } from '@/schemas/detection-run'
import type { AuditTopic } from '@/schemas/frame'
import { CLASSES } from '../words/word-classes'

// What words say of slots that only one view has.

const anyOf = (words: readonly string[]): RegExp => new RegExp(`(?<!\\S)(?:${words.join('|')})(?!\\S)`)
const UP = anyOf([...CLASSES.rise, 'up', 'upward', 'upwards', 'higher', 'growers?', 'risers?', 'climbers?', 'gainers?', 'expensive'])
const DOWN = anyOf([...CLASSES.fall, 'down', 'downward', 'downwards', 'lower', 'decliners?', 'losers?'])
/** Which way a change went, as far as it was said. */
export const directionOf = (text: string): 'up' | 'down' | 'both' =>
  DOWN.test(text) || /<amount> less\b/.test(text)
    ? UP.test(text)
      ? 'both'
      : 'down'
    : /\b(?:biggest|largest|most|top|what|which) .*\b(?:increase|increases|rise|rises|increased|rose|grew)\b/.test(text) ||
        UP.test(text) ||
        /<amount> (?:more|dearer)\b/.test(text)
      ? 'up'
      : 'both'

// One case, said by its size.
const BIGGEST_CASE =
  /\b(?:biggest|largest|worst|top|costliest|priciest|(?:most|single most) \w+) (?:\S+ )?(?:case|anomaly|spike|incident|problem|issue)\b|^worst one$/
export const isBiggestCase = (text: string): boolean => BIGGEST_CASE.test(text)

const HELD_RULES: readonly (readonly [RegExp, HeldRule])[] = [
  [/\bbudget\b/, 'alert_budget'],
  [/\balready (?:explained|told|covered)\b/, 'already_explained'],
  [/\bpartly\b/, 'partly_explained'],
  [/\b(?:unsettled|not settled|provisional)\b/, 'unsettled_days_only'],
  [/\bmonthly\b|\bfirst of the month\b/, 'monthly_fee'],
  [/\bmoved within\b/, 'moved_within_service'],
  [/\b(?:floor|too small|small)\b/, 'below_floor'],
  [/\brestated\b/, 'restated_days'],
  [/\b(?:twice|duplicate[ds]?|double)\b/, 'duplicated_day'],
  [/\b(?:person|somebody|someone|people|expected by)\b/, 'person_expects_it'],
  [/\bknown level\b/, 'known_level'],
  [/\b(?:beside|next to)\b/, 'beside_dearer_charge'],
]
/** Which rule of silence was asked about. */
export const heldRuleOf = (text: string): HeldRule | null => HELD_RULES.find(([pattern]) => pattern.test(text))?.[1] ?? null

const TOPICS: readonly (readonly [RegExp, AuditTopic])[] = [
  [/\bkill ?switch\b/, 'kill_switch'],
  [/\brollbacks?\b|\b(?:rolled back|reverted|undone)\b/, 'rollback'],
  [/\bpolic(?:y|ies)\b/, 'policy'],
  [/\b(?:approv|decid|sign|den(?:y|ie)|veto|reject|refus|declin|turned down|decision|ok'd|oke?d|okayed|greenlit)/, 'approval'],
  [/\bimport|\bupload|\bload(?:ed)?\b|\b(?:bill|invoice|data) (?:last |latest |recently )?(?:updated|refreshed)\b|^how \S+ (?:is|are) /, 'import'],
  [/\bthresholds?\b/, 'threshold'],
  [/\bdetect/, 'detection'],
  [/\bexecut|\bcarried out\b|\b(?:ran|runs?)\b/, 'execution'],
  [/\b(?:sign(?:ed)? in|log(?:ged)? in|logins?|sessions?)\b/, 'session'],
  [/\bsettings?\b/, 'settings'],
  [/\bverif/, 'verification'],
  [/\btickets?\b/, 'ticket'],
  [/\bcommands?\b/, 'command'],
  [/\bplans?\b/, 'plan'],
  [/\bclock\b/, 'clock'],
  [/\b(?:evidence|collectors?|collected)\b/, 'evidence'],
  [/\bcases?\b/, 'case'],
]
/** What of the trail was asked about. A case that was named is its own slot. */
export const topicOf = (text: string, has_case: boolean): AuditTopic | null =>
  TOPICS.find(([pattern, topic]) => pattern.test(text) && !(topic === 'case' && has_case))?.[1] ?? null

/** Which cases: open ones unless closed ones or all were asked for. */
export const caseStateOf = (text: string): 'open' | 'closed' | 'all' =>
  /\b(?:ever|all time|(?:all|any|every|whatever|whichever|regardless of|no matter) (?:the |their |its |of the )?(?:status|state)(?:s|es)?|open (?:and|or|as well as) closed|closed (?:and|or) open|(?:also|including|incl|plus|even|all and|open and) (?:the )?(?:closed|resolved|settled)|(?:closed|resolved|settled)(?: ones| cases)? (?:too|as well|also|included))\b/.test(
    text,
  )
    ? 'all'
    : /(?<!\b(?:not|never|nobody|un) (?:yet |been |is |has )?)\b(?:closed?|resolved|solved|done|finished|past|settled)\b/.test(text)
      ? 'closed'
      : 'open'

const DECIDED =
  /\b(?:did|have|has) (?:we|i|you|they|anyone|anybody|someone|somebody|<person>) (?:approve|reject|deny|veto|sign|decline)|\b(?:history|decisions (?:of|from|in)(?= <period>)|(?:past|previous|earlier|last) (?:approvals|decisions|requests)|granted|given|approved|denied|rejected|vetoed|expired|denials?|rejections?|veto(?:es)?|decided|declined|turned down)\b/
// A signature that was given, not one that is missing.
const SIGNED = /(?<!\b(?:not|never|nobody|un|to be|be|needs?|to) (?:yet |been |has )?)\b(?:signed(?: off)?|approved|okayed|ok'd|cleared)\b/
/** Requests that wait, or those that were decided. What was asked for in a time that is over is what was decided in it, unless it still waits. */
export const requestStateOf = (text: string, is_over: boolean): 'waiting' | 'decided' =>
  (is_over && (/\bdecisions?\b/.test(text) || SIGNED.test(text))) || DECIDED.test(text) ? 'decided' : 'waiting'
