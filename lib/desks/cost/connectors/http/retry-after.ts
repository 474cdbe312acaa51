/** Milliseconds that a `Retry-After` header asks to wait, from its seconds or its date; null where it says nothing that is understood. Never negative. */
export function retryAfterMs(header: string | undefined, now_ms: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  const at_ms = /^[A-Z][a-z]{2}, \d/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at_ms) ? null : Math.max(0, at_ms - now_ms)
}
