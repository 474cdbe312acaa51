/** Text cut to `max` characters with an ellipsis and without tags, so that no input breaks an envelope. */
export const clip = (text: string, max: number): string => {
  const plain = withoutTags(text)
  return plain.length <= max ? plain : `${plain.slice(0, max - 1).trimEnd()}…`
}

/** Text with every "<" that could open a tag as "‹": nothing that somebody named or tagged is ever markup. */
const withoutTags = (text: string): string => text.replace(/<(?=[a-zA-Z/!?])/g, '‹')

/** Every string in a value cut to `max`. Shapes stay as they are. */
export function clipDeep<T>(value: T, max: number): T {
  if (typeof value === 'string') return clip(value, max) as T
  if (Array.isArray(value)) return value.map((v) => clipDeep(v, max)) as T
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, clipDeep(v, max)])) as T
  return value
}
