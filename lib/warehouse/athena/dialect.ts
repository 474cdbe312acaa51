import { Fault, invariant } from '@/lib/kernel/errors'
import type { Values } from '@/lib/warehouse/duck'

/** The few words in which the queries of the warehouse differ between DuckDB, in which they are written, and Athena (Trino). Order counts. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bregexp_matches\(/g, 'regexp_like('],
  [/\barg_max\(/g, 'max_by('],
  [/\bfilter \((?!where\b)/g, 'filter (where '],
  [/\bstring_agg\(([\w ]+|cast\([\w ]+ as varchar\)), ',' order by (\w+)\)/g, "array_join(array_agg($1 order by $2), ',')"],
  [/\blist_contains\(/g, 'contains('],
  // A column that a later step leaves out is handed over and not read.
  [/\* exclude \(\w+\)/g, '*'],
  // Days with their weights: three lists of the same length become rows.
  [
    /select unnest\((\$\w+)\)::date as day, unnest\((\$\w+)\)::integer as before, unnest\((\$\w+)\)::integer as after/g,
    'select cast(day as date) as day, before, after from unnest($1, $2, $3) as listed (day, before, after)',
  ],
]
const AGGREGATE = /\b(?:sum|min|max|max_by|count|string_agg|array_agg|array_join)\(/

export type AthenaQuery = { sql: string; parameters: string[] }

/** One of our own queries for Athena, its values as parameters in the order of their places. Text becomes a quoted literal, as Athena asks of parameters. */
export function toAthena(duck_sql: string, values: Values): AthenaQuery {
  let sql = duck_sql.replaceAll(/\s+/g, ' ').trim()
  for (const [from, to] of WORDS) sql = sql.replaceAll(from, to)
  sql = groupByPosition(castsOf(sql))
  // What a cast may have hidden from the table above.
  for (const [from, to] of WORDS) sql = sql.replaceAll(from, to)
  const parameters: string[] = []
  const placed = sql.replaceAll(/\$(\w+)/g, (_, name: string) => {
    const value = values[name]
    invariant(value !== undefined, `the query names $${name} and no value was given`)
    if (value === null) return 'null'
    if (typeof value !== 'object') return place(parameters, value)
    if (value.length === 0) return 'array[]'
    return `array[${value.map((one) => place(parameters, one)).join(', ')}]`
  })
  return { sql: placed, parameters }
}

function place(parameters: string[], value: string | number | boolean): string {
  parameters.push(typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value))
  return '?'
}

/** `x::type` as `cast(x as type)`, from the innermost out: what is cast is a name, a parameter or a call with its brackets. */
function castsOf(sql: string): string {
  let text = sql
  for (let at = text.indexOf('::'); at >= 0; at = text.indexOf('::')) {
    const start = operandStart(text, at)
    const [type = ''] = /^\w+(?:\(\d+, ?\d+\))?/.exec(text.slice(at + 2)) ?? []
    text = `${text.slice(0, start)}cast(${text.slice(start, at)} as ${type})${text.slice(at + 2 + type.length)}`
  }
  return text
}

function operandStart(text: string, end: number): number {
  let at = end
  if (text[at - 1] === ')') {
    let depth = 0
    do {
      at -= 1
      if (text[at] === ')') depth += 1
      if (text[at] === '(') depth -= 1
    } while (depth > 0 && at > 0)
    // A filter belongs to the call before it.
    const filter = /(\w+\([^()]*\)) filter $/.exec(text.slice(0, at))
    if (filter !== null) return at - filter[0].length
  }
  while (at > 0 && /[\w$.]/.test(text[at - 1] ?? '')) at -= 1
  return at
}

/** Groups by the position of columns: neither `all` nor the name that a column is given here can be grouped by in Athena. */
function groupByPosition(sql: string): string {
  let text = sql
  for (const found of [...sql.matchAll(/\bgroup by (all|[a-zA-Z_]\w*(?:, [a-zA-Z_]\w*)*)(?=[ )]|$)/g)].reverse()) {
    const [whole, names = ''] = found
    const columns = selectedBefore(text, found.index)
    const positions =
      names === 'all'
        ? columns.flatMap((c, i) => (AGGREGATE.test(c) ? [] : [i + 1]))
        : names.split(', ').map((name) => {
            const at = columns.findIndex((c) => c === name || c.endsWith(` as ${name}`))
            return at < 0 ? name : at + 1
          })
    text = `${text.slice(0, found.index)}${positions.length === 0 ? '' : `group by ${positions.join(', ')}`}${text.slice(found.index + whole.length)}`
  }
  return text
}

/** The columns of the `select` that a place in the text belongs to. */
function selectedBefore(text: string, end: number): string[] {
  let depth = 0
  for (let at = end; at >= 0; at--) {
    if (text[at] === ')') depth += 1
    if (text[at] === '(') depth -= 1
    if (depth < 0) break
    if (depth === 0 && /^select\b/.test(text.slice(at, at + 7))) return columnsOf(text.slice(at + 7))
  }
  throw new Fault('broken_invariant', 'a query groups by what it does not select')
}

function columnsOf(text: string): string[] {
  const columns: string[] = []
  let [depth, start] = [0, 0]
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (depth === 0 && text[at] === ',') {
      columns.push(text.slice(start, at).trim())
      start = at + 1
    }
    if (depth === 0 && text.startsWith(' from ', at)) return [...columns, text.slice(start, at).trim()]
  }
  return [...columns, text.slice(start).trim()]
}
