// JSON can escape what no UTF-8 text holds: a lone surrogate (half of a character) and, for Postgres, NUL. jsonb keeps neither, so neither may get that far.

import { Fault } from './errors'

const BROKEN = /\\u(?:0000|d[89a-f])/i
// With the flag `u` a pair is one character, so this finds lone surrogates only.
const HALVES = /\p{Cs}/gu

/** JSON that jsonb takes, whatever texts the value holds. Throws as `write` does. */
export function storableJson(value: unknown, write: (value: unknown) => string = JSON.stringify): string {
  const json = write(value)
  return mayHoldBroken(json) ? write(wellFormedDeep(value)) : json
}

/** Whether JSON text could hold such an escape. A backslash that somebody typed before such digits counts too. */
export const mayHoldBroken = (json: string): boolean => BROKEN.test(json)

const isWhole = (text: string): boolean => text.search(HALVES) < 0 && !text.includes('\0')

/** The text with each lone surrogate and each NUL as U+FFFD. */
export const wellFormed = (text: string): string => (isWhole(text) ? text : text.replace(HALVES, '\ufffd').replaceAll('\0', '\ufffd'))

/** `wellFormed` for every text in a value of JSON, names of fields included. */
export function wellFormedDeep<T>(value: T): T {
  if (typeof value === 'string') return wellFormed(value) as T
  if (Array.isArray(value)) return value.map(wellFormedDeep) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [wellFormed(key), wellFormedDeep(inner)])) as T
}

/** Throws Fault `validation_failed` naming the first field with text that nothing can keep. */
export function requireKeepable(value: unknown): void {
  const field = brokenField(value)
  if (field !== null)
    throw new Fault('validation_failed', `${field}: holds half of a character or a NUL, which nothing can keep: take it out and send it again`, { field })
}

/** Where a value of JSON holds such a text, as "params.query"; null where nowhere. It keeps its own stack: what is nested deeply is looked at too. */
export function brokenField(value: unknown): string | null {
  const open: { field: string; value: unknown }[] = [{ field: '', value }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { field, value: held } = next
    if (typeof held === 'string' && !isWhole(held)) return field === '' ? 'body' : field
    if (held === null || typeof held !== 'object') continue
    for (const [key, inner] of Object.entries(held)) {
      const name = field === '' ? key : `${field}.${key}`
      if (!isWhole(key)) return wellFormed(name)
      if (typeof inner === 'string' || (inner !== null && typeof inner === 'object')) open.push({ field: name, value: inner })
    }
  }
  return null
}
