import type { BillLayout } from '@/lib/warehouse/bill-layout'
import { textSql } from '@/lib/warehouse/column-sql'
import { literal } from '@/lib/warehouse/sql-text'

// First key that has a value wins. Keys are compared without case, blanks and the `user:` that AWS puts before them.
const OWNER_KEYS = ['team', 'owner', 'squad', 'cost-center', 'cost_center', 'costcenter']
const ENVIRONMENT_KEYS = ['env', 'environment', 'stage']

/** SQL for tags as one JSON text, and for the two tags that decide where a cost belongs ('' when untagged). */
export function tagFields({ fields, tag_columns }: BillLayout): { tags: string; owner: string; environment: string } {
  if (tag_columns.length > 0) {
    const pairs = tag_columns.map(({ key, column }) => `${literal(key)}, ${textSql(column)}`)
    const first = (keys: string[]) => clean(keys.flatMap((key) => tag_columns.filter((tag) => tag.key === key).map((tag) => textSql(tag.column))))
    return { tags: `cast(json_object(${pairs.join(', ')}) as varchar)`, owner: first(OWNER_KEYS), environment: first(ENVIRONMENT_KEYS) }
  }
  const tags = textSql(fields.get('tags'))
  // A bill has far more rows than tag sets; most rows fail the first test, which is cheap.
  const first = (keys: string[]) =>
    `case when regexp_matches(${tags}, ${tagPattern(`(?:${keys.join('|')})`)}, 'i') then ${clean(keys.map((key) => `regexp_extract(${tags}, ${tagPattern(key)}, 1, 'i')`))} else '' end`
  return { tags, owner: first(OWNER_KEYS), environment: first(ENVIRONMENT_KEYS) }
}

const tagPattern = (key: string): string => literal(`"\\s*(?:user[:_])?${key}\\s*"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`)

const clean = (values: string[]): string =>
  values.length === 0 ? `''` : `lower(trim(coalesce(${values.map((value) => `nullif(${value}, '')`).join(', ')}, '')))`
