import { Severity } from '@/schemas/decision'
import type { Frame } from '@/schemas/frame'
import { heldRuleOf, topicOf } from '../frame/words-of-views'
import type { Piece } from '../tag/tag'

// “Only the approvals”, “and the decided ones”, “the closed ones too”: another part of the list that is shown, said in words that alone would ask for another view.

const LEADS = /^(?:and|but|only|just|now|also|include|including|add|with|about|on|the|those|what about|how about|show|same|ok)\b/
const BESIDE = /\b(?:too|also|as well|both|all|plus|includ(?:e|ing)|add|with)\b/
const TRAIL =
  /^(?:approvals?|denials?|decisions?|imports?|uploads?|executions?|runs?|rollbacks?|logins?|sessions?|polic(?:y|ies)|settings?|thresholds?|tickets?|verifications?|detections?|plans?|edits|changes|events?|entries|evidence)$/
const DECIDED = /^(?:decided|approved|denied|rejected|vetoed|expired|signed|closed|done|past)$/
const WAITING = /^(?:waiting|pending|open|undecided|unsigned)$/
const CLOSED = /^(?:closed|resolved|settled|solved|finished)$/
const SEVERITY = /^(?:critical|high|medium|low)$/
const OPEN = /^(?:open|unresolved|active)$/

/** The same list with another topic or in another state. Undefined where anything but that was said. */
export function otherPart(previous: Frame, pieces: readonly Piece[], joints: ReadonlySet<string>): Frame | undefined {
  const text = pieces.map((p) => p.text).join(' ')
  if (!LEADS.test(text) && !/ (?:too|also|as well|ones|only|instead)$/.test(text)) return undefined
  const isOnly = (...parts: readonly RegExp[]): boolean =>
    pieces.every(
      (p) =>
        p.tag === null &&
        (joints.has(p.text) || /^(?:too|well|both|include|including|add|his|her|their)$/.test(p.text) || parts.some((part) => part.test(p.text))),
    )
  const has = (part: RegExp): boolean => pieces.some((p) => part.test(p.text))
  const severity = isOnly(SEVERITY) ? Severity.safeParse(pieces.find((p) => SEVERITY.test(p.text))?.text).data : undefined
  switch (previous.frame) {
    case 'audit_search': {
      const about = has(TRAIL) && isOnly(TRAIL) ? topicOf(text, previous.case_id !== null) : null
      return about === null ? undefined : { ...previous, about }
    }
    case 'list_approvals':
      if (!isOnly(DECIDED, WAITING) || has(DECIDED) === has(WAITING)) return undefined
      return { ...previous, state: has(DECIDED) ? 'decided' : 'waiting' }
    case 'list_anomalies':
      if (severity === undefined && !(isOnly(CLOSED, OPEN) && (has(CLOSED) || has(OPEN)))) return undefined
      if (severity !== undefined) return { ...previous, severity }
      if (has(CLOSED) && has(OPEN)) return { ...previous, state: 'all' }
      // Beside those that are shown, or instead of them.
      return { ...previous, state: BESIDE.test(text) ? 'all' : has(CLOSED) ? 'closed' : 'open' }
    case 'held_back': {
      const rule = pieces.every((p) => p.tag === null) ? heldRuleOf(text) : null
      return rule === null ? undefined : { ...previous, rule }
    }
    default:
      return undefined
  }
}
