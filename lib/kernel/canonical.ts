import { hash } from 'node:crypto'

/** JSON with object keys sorted at every depth (RFC 8785 order), so equal values give equal bytes. Throws on NaN, ±Infinity and undefined. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) => {
    if (v === undefined || (typeof v === 'number' && !Number.isFinite(v))) throw new TypeError('value has no canonical JSON')
    if (v === null || typeof v !== 'object' || Array.isArray(v)) return v
    return Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/** Lower-case hex SHA-256 of text. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex')

/** Lower-case hex SHA-256 of the canonical JSON. */
export const digest = (value: unknown): string => sha256(canonicalJson(value))
