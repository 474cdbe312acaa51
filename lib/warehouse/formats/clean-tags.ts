import { CATEGORY_KEY } from '@/lib/warehouse/files/header-name'

/** Tags as people meant them: keys without the provider's prefix, blanks and case; empty values dropped. The first of two equal keys wins. */
export function cleanTags(json: string | null): Record<string, string> {
  // A map, and no object until the end: a key may be called `constructor`.
  const tags = new Map<string, string>()
  for (const [key, value] of Object.entries(parse(json))) {
    const clean = key
      .trim()
      .replace(/^user[:_]/i, '')
      .trim()
      .toLowerCase()
    const text = value === null || value === undefined ? '' : String(value).trim()
    if (clean !== '' && text !== '' && !tags.has(clean)) tags.set(clean, text)
  }
  return Object.fromEntries(tags)
}

/** The tags that are on a resource. A cost category stands among a line's tags and is none: nobody put it there. */
export const resourceTags = (json: string | null): Record<string, string> =>
  Object.fromEntries(Object.entries(cleanTags(json)).filter(([key]) => !key.startsWith(CATEGORY_KEY)))

/** A bill's tag cell is whatever somebody's pipeline wrote: what is no JSON object holds no tags. */
function parse(json: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '{}')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
