/** Text cut to `max` characters with an ellipsis, so that long input never breaks an envelope. */
export const clip = (text: string, max: number): string => (text.length <= max ? text : `${text.slice(0, max - 1).trimEnd()}…`)

/** Every string in a value cut to `max`. Shapes stay as they are. */
export function clipDeep<T>(value: T, max: number): T {
  if (typeof value === 'string') return clip(value, max) as T
  if (Array.isArray(value)) return value.map((v) => clipDeep(v, max)) as T
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, clipDeep(v, max)])) as T
  return value
}
