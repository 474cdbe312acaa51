import type { Frame } from '@/schemas/frame'
import type { Said, Slots } from '../frame/slots'
import type { ScopeKey } from '../tag/tag'

export type Sources = {
  scope: Partial<Record<ScopeKey, { source: Said; said: string }>>
  case_id: Said
  /** Where every other slot came from; one that is not listed is a default. */
  of: Readonly<Partial<Record<string, Said>>>
}

/** Where each slot came from: said in this question, carried from the last one, or the default. */
export function sourcesOf(frame: Frame, slots: Slots, previous: Frame | null, case_source: Said): Sources {
  const [now, before] = [frame as unknown as Record<string, unknown>, (previous ?? {}) as unknown as Record<string, unknown>]
  const said: Record<string, boolean> = {
    period: slots.period !== null,
    baseline: slots.baseline !== null,
    group_by: slots.group_by !== null || slots.side_by_side !== null,
    limit: slots.limit !== null,
    except: slots.except.length > 0,
    any_of: slots.several.length > 0,
    environment: slots.environment !== null,
    charge: slots.charge !== null,
    measure: slots.measure !== null,
    threshold: slots.threshold !== null,
    category: slots.category !== null,
    person: slots.person !== null,
    severity: slots.severity !== null,
    direction: true,
    order: true,
    state: true,
    about: true,
    rule: true,
    by: true,
    term: true,
    other: true,
  }
  const same = (slot: string): boolean => slot in before && JSON.stringify(before[slot]) === JSON.stringify(now[slot])
  return {
    scope: slots.scope_from,
    case_id: case_source,
    of: Object.fromEntries(Object.entries(said).map(([slot, is_said]) => [slot, is_said ? 'said' : same(slot) ? 'carried' : 'default'])),
  }
}
