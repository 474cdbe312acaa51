import { CATEGORY_KEY } from '@/lib/warehouse/files/header-name'
import type { BillLayout, SourceColumn } from '@/lib/warehouse/formats/bill-layout'
import { literal } from '@/lib/warehouse/sql-text'

// First key that has a value wins. Keys are compared without case, blanks and the `user:` that AWS puts before them.
const OWNER_KEYS = ['team', 'owner', 'squad', 'cost-center', 'cost_center', 'costcenter'] as const
const ENVIRONMENT_KEYS = ['env', 'environment', 'stage'] as const
/** How a first key is written when it is clean: one pass over the JSON finds all of them, and most tagged rows have them. */
const CLEAN = ['$.team', '$.user_team', '$."user:team"', '$.env', '$.user_env', '$."user:env"'] as const

/** How a cell is read as text, and as JSON. */
export type TextOf = (column: SourceColumn | undefined) => string
export type TextsOf = { text: TextOf; json: TextOf }

/**
 * The source fields about tags: `tags` as one JSON text, with the cost categories that a bill has beside them, and `clean_tags`, the values under the keys of
 * CLEAN.
 */
export function tagFields({ fields, tag_columns }: BillLayout, { text, json }: TextsOf): string[] {
  if (tag_columns.length > 0) {
    const value = (keys: readonly string[]) =>
      `coalesce(${[...keys.flatMap((key) => tag_columns.filter((tag) => tag.key === key).map((tag) => text(tag.column))), `''`].join(', ')})`
    const pairs = tag_columns.map(({ key, column }) => `${literal(key)}, ${text(column)}`)
    return [
      `cast(json_object(${pairs.join(', ')}) as varchar) as tags`,
      `[${value(OWNER_KEYS)}, null, null, ${value(ENVIRONMENT_KEYS)}, null, null] as clean_tags`,
    ]
  }
  const tags = json(fields.get('tags'))
  return [
    `${withCategories(tags, fields.has('cost_categories') ? json(fields.get('cost_categories')) : null)} as tags`,
    `try(json_extract_string(${tags}, [${CLEAN.map(literal).join(', ')}])) as clean_tags`,
  ]
}

/**
 * Tags with cost categories among them, under keys that say so. Most lines have none, and are left as they are; so is a cell of tags that is no object, because
 * it is told to people as it came.
 */
function withCategories(tags: string, categories: string | null): string {
  if (categories === null) return tags
  const as_map = `cast(cast(${categories} as json) as map(varchar, varchar))`
  const named = `cast(to_json(map_from_entries(list_transform(map_entries(${as_map}), lambda e: {k: ${literal(CATEGORY_KEY)} || e.key, v: e.value}))) as varchar)`
  const merged = `case when ${tags} is null or regexp_full_match(${tags}, '\\s*\\{\\s*\\}\\s*') then ${named}
    when ${tags} like '{%' and json_valid(${tags}) then regexp_replace(${tags}, '\\s*\\}\\s*$', ',') || substr(${named}, 2) end`
  return `case when ${categories} is null or ${categories} = '{}' then ${tags} else coalesce(try(${merged}), ${tags}) end`
}

/** Over the source fields: the value of the team or owner tag, '' when there is none. */
export const OWNER = firstOf([1, 2, 3], OWNER_KEYS)
export const ENVIRONMENT = firstOf([4, 5, 6], ENVIRONMENT_KEYS)

function firstOf(clean: readonly number[], keys: readonly string[]): string {
  const found = (value: string) => `nullif(${value}, '')`
  const anywhere = keys.map((key) => found(`regexp_extract(tags, ${pattern(key)}, 1, 'i')`))
  return `lower(trim(coalesce(${clean.map((at) => found(`clean_tags[${at}]`)).join(', ')}, case when regexp_matches(tags, ${pattern(`(?:${keys.join('|')})`)}, 'i') then ${decoded(`coalesce(${anywhere.join(', ')})`)} end, '')))`
}

/** What a piece between quotes of JSON says. A piece that is no JSON stays as it is written. The list is there so that the text is found once. */
function decoded(piece: string): string {
  return `list_transform([${piece}], lambda p: case when contains(p, '\\') then coalesce(try(json_extract_string('"' || p || '"', '$')), p) else p end)[1]`
}

function pattern(key: string): string {
  return literal(`"\\s*(?:user[:_])?\\s*${key}\\s*"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`)
}
