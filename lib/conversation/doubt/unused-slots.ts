import type { Frame } from '@/schemas/frame'
import type { Slots } from '../frame/slots'
import { CATEGORY_OF } from '../tag/category-of-charge'

/** Views in which a person or a place is only mentioned: "can Tomas approve this", "approve the plan of lumen-dev". */
const MENTIONS: ReadonlySet<Frame['frame']> = new Set(['gate_explain', 'my_queue', 'verification_status', 'define_term', 'help'])

// What they show is how things stand now: "today" takes nothing away.
const LIVE: ReadonlySet<Frame['frame']> = new Set(['my_queue', 'health_now', 'owner_load', 'verification_status', 'gate_explain', 'help'])

// Views of a case that have no time.
const AS_IT_IS: ReadonlySet<Frame['frame']> = new Set(['plan_show', 'plan_alternatives'])

/** What was said and has no place in the view it was read as, so that it is asked back: `hard` by its kind, `soft` by its words. */
export function unusedSlots(frame: Frame, slots: Slots): { hard: string[]; soft: string[] } {
  const fields = frame as unknown as Record<string, unknown>
  const is_case = 'case_id' in frame && frame.case_id !== null
  const lost = (slot: string, value: unknown): boolean => value !== null && !(slot in fields)
  const is_kind_of_case = frame.frame === 'list_anomalies' && slots.charge !== null && CATEGORY_OF[slots.charge] === frame.category
  const hard = [
    lost('category', slots.category) && !is_case && 'a kind of anomaly',
    lost('severity', slots.severity) && !is_case && 'a severity',
    lost('threshold', slots.threshold) && 'an amount',
    lost('baseline', slots.baseline) && !is_case && !('period' in fields && slots.joined !== null) && 'a second time',
    lost('charge', slots.charge) && !is_case && frame.frame !== 'held_back' && !is_kind_of_case && 'a kind of charge',
    lost('measure', slots.measure) && slots.measure !== 'effective' && !is_case && 'a measure',
    lost('limit', slots.limit) && !is_case && 'a number of rows',
    lost('person', slots.person) && !MENTIONS.has(frame.frame) && 'a person',
    slots.except.length > 0 && !('except' in fields) && 'something left out',
  ].filter((found) => found !== false)
  const soft = [
    lost('period', slots.period) && !is_case && !(LIVE.has(frame.frame) && slots.period?.label === 'today') && (slots.period?.label ?? ''),
    // “Cost of lumen-dev last month and its plan”: a plan is as it is now.
    lost('period', slots.period) && AS_IT_IS.has(frame.frame) && slots.period?.label !== 'today' && (slots.period?.label ?? ''),
    Object.keys(slots.scope).length > 0 && !('scope' in fields) && !is_case && 'the place',
    lost('environment', slots.environment) && !is_case && frame.frame !== 'health_now' && 'the environment',
  ].filter((found) => found !== false)
  return { hard, soft }
}
