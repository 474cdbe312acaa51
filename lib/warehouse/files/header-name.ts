/**
 * The normal form of a Cost and Usage Report header. CUR 2.0 and Athena write `line_item_usage_type`, the legacy report writes
 * `lineItem/UsageType`: both become the former. Tag columns become `resource_tags_user_<key>`.
 */
export function curHeaderName(header: string): string {
  const trimmed = header.trim()
  if (!trimmed.includes('/')) return trimmed.toLowerCase()
  return trimmed.split('/').map(snake).join('_').replaceAll(':', '_')
}

/** FOCUS writes PascalCase; some pipelines lower it or put underscores in. */
export function focusHeaderName(header: string): string {
  const lower = header.trim().toLowerCase()
  return lower.startsWith('x_') ? `x_${lower.slice(2).replaceAll('_', '')}` : lower.replaceAll(/[_ ]/g, '')
}

/** What the key of a cost category begins with where it stands among tags. */
export const CATEGORY_KEY = 'cost_category:'

/** The key of a column of a single tag or cost category, or undefined for any other column. */
export function tagKey(header: string): string | undefined {
  const category = /^costCategory\/(.+)$/i.exec(header.trim())?.[1]
  if (category !== undefined) return `${CATEGORY_KEY}${category.trim().toLowerCase()}`
  const match = /^resource_?tags[/_](?:user[:_])?(.+)$/i.exec(header.trim())
  return match?.[1]?.trim().toLowerCase()
}

const snake = (word: string): string => word.replace(/[A-Z]/g, (letter, at: number) => (at > 0 && word[at - 1] !== ':' ? '_' : '') + letter.toLowerCase())
