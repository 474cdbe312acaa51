import type { Frame } from '@/schemas/frame'
import type { Slots } from '../frame/slots'
import type { ScopeKey } from '../tag/tag'

/** A view that looks at places. */
export type Placed = Extract<Frame, { scope: unknown }>
export const hasScope = (frame: Frame): frame is Placed => 'scope' in frame

const KINDS: readonly (readonly [RegExp, ScopeKey])[] = [
  [/\baccounts?\b/, 'sub_account_id'],
  [/\b(?:service|product)s?\b/, 'service_name'],
  [/\bregions?\b/, 'region_id'],
  [/\busage(?: types?)?\b/, 'usage_type'],
  [/\b(?:teams?|owners?)\b/, 'owner'],
]

/** The same view without one of the places it was narrowed to, by name or by kind; undefined when it was not narrowed to any of them. */
export function withoutFilter(previous: Placed, slots: Slots, text: string): Placed | undefined {
  const kinds = KINDS.flatMap(([pattern, key]) => (pattern.test(text) ? [{ key, value: previous.scope[key] }] : []))
  const named: { key: string; value: string | undefined }[] = [
    ...kinds,
    ...slots.except,
    ...Object.entries(slots.scope).map(([key, value]) => ({ key, value })),
  ]
  if ('environment' in previous && previous.environment !== null && /\benv(?:ironment)?\b/.test(text)) return { ...previous, environment: null }
  const scope = Object.fromEntries(Object.entries(previous.scope).filter(([key, value]) => !named.some((n) => n.key === key && n.value === value)))
  return Object.keys(scope).length === Object.keys(previous.scope).length ? undefined : { ...previous, scope }
}

export const unfiltered = (frame: Placed): Placed =>
  'any_of' in frame
    ? { ...frame, scope: {}, except: [], environment: null, any_of: [] }
    : 'except' in frame
      ? { ...frame, scope: {}, except: [], environment: null }
      : { ...frame, scope: {} }
