import { inZone } from './format'

// What somebody has to send back as it is: moved by an hour, it would no longer be what they were shown.
export const AS_IT_IS: ReadonlySet<string> = new Set(['phrase', 'acknowledgement', 'params', 'digest', 'query', 'editable'])

/** Every text in a value by the clocks of a zone. Instants stay instants, days of the bill stay days. */
export function inZoneDeep<T>(value: T, zone: string, now: string): T {
  if (zone === 'UTC') return value
  if (typeof value === 'string') return inZone(value, zone, now) as T
  if (Array.isArray(value)) return value.map((v) => inZoneDeep(v, zone, now)) as T
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, AS_IT_IS.has(k) ? v : inZoneDeep(v, zone, now)])) as T
  return value
}
