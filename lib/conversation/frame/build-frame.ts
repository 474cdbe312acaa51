import type { Frame, FrameName } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { type Carried, costFrame, placeOf } from './cost-frame'
import { caseCategory, type Slots } from './slots'
import { caseStateOf, heldRuleOf, isBiggestCase, requestStateOf, topicOf } from './words-of-views'

const LIMITS = { list_anomalies: 20, held_back: 20, audit_search: 20, similar_cases: 5 } as const

/** “Each person on the team”: whoever is counted, whatever they belong to. */
const EACH_PERSON = /\b(?:each|every|per) (?:person|colleague|member|engineer|analyst|user|of us|of them)\b/

/** Slots to frame: said before carried before default. Frames of a case get it from outside, because finding it may fail. `text` is the question as the cues read it. */
export function buildFrame(name: FrameName, slots: Slots, today: Day, text = '', carried: Carried = {}, case_id: string | null = null): Frame {
  const { severity, category, person, threshold } = slots
  const period = slots.joined ?? slots.period
  const limit = (fallback: number): number => slots.limit ?? fallback
  switch (name) {
    case 'top_movers':
    case 'compare_periods':
    case 'drift_between':
    case 'breakdown':
    case 'timeseries':
    case 'line_items':
      return costFrame(name, slots, today, text, carried)
    case 'list_anomalies': {
      const kinds = { severity, category: caseCategory(slots), state: caseStateOf(text), person, threshold, period }
      return { frame: name, ...placeOf(slots, carried), ...kinds, limit: limit(isBiggestCase(text) ? 1 : LIMITS[name]) }
    }
    case 'why_category':
      return { frame: name, case_id: case_id ?? '', category }
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
      return { frame: name, case_id, threshold: threshold ?? { side: 'over', amount: '100', unit: 'day' } }
    case 'savings_summary':
      return { frame: name, scope: slots.scope, period }
    case 'owner_load':
      return { frame: name, by: !EACH_PERSON.test(text) && (slots.group_by === 'owner' || /\bteams?\b/.test(text)) ? 'team' : 'person', person }
    case 'list_approvals':
      return { frame: name, period, state: requestStateOf(text, period !== null && period.end <= today), threshold }
    case 'audit_search':
      return { frame: name, person, case_id, about: topicOf(text, case_id !== null), period, limit: limit(LIMITS[name]) }
    case 'held_back':
      return { frame: name, rule: heldRuleOf(text), scope: placeOf(slots, carried).scope, limit: limit(LIMITS[name]) }
    case 'define_term':
      return { frame: name, term: '' }
    case 'my_queue':
    case 'help':
      return { frame: name }
  }
}
