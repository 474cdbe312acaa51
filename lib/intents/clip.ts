import { cut } from '@/lib/kernel/format'
import { wellFormed } from '@/lib/kernel/well-formed'

/** Text cut to `max` characters with an ellipsis, as `harmless` leaves it, so that no input breaks an envelope. */
export const clip = (text: string, max: number): string => {
  const plain = harmless(text)
  return plain.length <= max ? plain : `${cut(plain, max - 1).trimEnd()}…`
}

// What is not seen and changes how the text around it is read: controls (a terminal obeys them; line feed and tab stay), what turns the direction or the
// order of letters around, and what is nothing at all between two letters. Joiners stay: scripts and emoji need them.
// https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
const UNSEEN = /[^\P{Cc}\n\t]|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu

/**
 * Text that somebody named, tagged or typed, as people may read it beside ours: whole characters and nothing unseen. U+FFFD stands where it was, so that two
 * names that differ look different.
 */
export const legible = (text: string): string => wellFormed(text).replace(UNSEEN, '\ufffd')

/** JSON with everything unseen in its texts as an escape: what is read from it is the same, and what is seen of it is not another. */
export const seenJson = (value: unknown): string => JSON.stringify(value).replace(UNSEEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The same with every "<" that could open a tag as "‹": nothing of it is ever markup. */
const harmless = (text: string): string => legible(text).replace(/<(?=[a-zA-Z/!?])/g, '‹')

/** Every string in a value legible, but under the names of `as_it_is`, which somebody has to send back as they are. */
export function legibleDeep<T>(value: T, as_it_is: ReadonlySet<string>): T {
  if (typeof value === 'string') return legible(value) as T
  if (Array.isArray(value)) return value.map((v) => legibleDeep(v, as_it_is)) as T
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, as_it_is.has(k) ? v : legibleDeep(v, as_it_is)])) as T
  return value
}

/** Every string in a value cut to `max`. Shapes stay as they are. */
export function clipDeep<T>(value: T, max: number): T {
  if (typeof value === 'string') return clip(value, max) as T
  if (Array.isArray(value)) return value.map((v) => clipDeep(v, max)) as T
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, clipDeep(v, max)])) as T
  return value
}
