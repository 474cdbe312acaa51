import { wordTable } from '@/lib/kernel/word-table'
import type { BudgetFilter } from '@/schemas/evidence/budget-filter'
import type { WireExpression } from './wire'

// Dimensions that our scopes know, in both of the provider's spellings.
const KEYS: Readonly<Record<string, string>> = wordTable({
  LINKEDACCOUNT: 'sub_account_id',
  REGION: 'region_id',
  SERVICE: 'service_name',
  USAGETYPE: 'usage_type',
  RECORDTYPE: 'RECORD_TYPE',
})
const MATCHES: Readonly<Record<string, Extract<BudgetFilter, { op: 'is' }>['match']>> = wordTable({
  EQUALS: 'equals',
  CASE_SENSITIVE: 'equals',
  CASE_INSENSITIVE: 'equals',
  STARTS_WITH: 'starts_with',
  ENDS_WITH: 'ends_with',
  CONTAINS: 'contains',
  ABSENT: 'absent',
})
const keyOf = (name: string): string => KEYS[name.replaceAll('_', '').toUpperCase()] ?? name

type Values = NonNullable<WireExpression['Dimensions']>
function isOneOf(key: string, { Values: values, MatchOptions: options }: Values): BudgetFilter {
  const named = options ?? []
  // Two comparisons at once are not one of ours.
  const kinds = [...new Set(named.map((o) => MATCHES[o] ?? 'other'))]
  return { op: 'is', key, values: values ?? [], match: kinds.length > 1 ? 'other' : (kinds[0] ?? 'equals'), ignores_case: named.includes('CASE_INSENSITIVE') }
}

/** The expression of a budget. Null where it has none, which counts every charge of the account. */
function fromExpression({ And, Or, Not, Dimensions, Tags, CostCategories }: WireExpression): BudgetFilter | null {
  const all = (list: readonly WireExpression[]): BudgetFilter[] => list.flatMap((e) => fromExpression(e) ?? [])
  const parts: BudgetFilter[] = [
    ...(And == null ? [] : all(And)),
    ...(Or == null || all(Or).length === 0 ? [] : [{ op: 'or' as const, of: all(Or) }]),
    ...(Not == null ? [] : all([Not]).map((of) => ({ op: 'not' as const, of }))),
    ...(Dimensions == null ? [] : [isOneOf(keyOf(Dimensions.Key ?? 'a dimension without a name'), Dimensions)]),
    ...(Tags == null ? [] : [isOneOf(`tag ${Tags.Key ?? ''}`, Tags)]),
    ...(CostCategories == null ? [] : [isOneOf(`cost category ${CostCategories.Key ?? ''}`, CostCategories)]),
  ]
  const [only] = parts
  return only === undefined ? null : parts.length === 1 ? only : { op: 'and', of: parts }
}

// How the older filters write one value of one tag that people gave.
const TAG_VALUE = /^user:([^$]+)\$(.*)$/s

/** Values of one tag in the older form; null for anything else, also for values of several tags, of which nothing says how they go together. */
function ofTags(name: string, values: readonly string[]): BudgetFilter | null {
  if (name.replaceAll('_', '').toUpperCase() !== 'TAGKEYVALUE') return null
  const pairs = values.flatMap((value) => {
    const [, key, tagged] = TAG_VALUE.exec(value) ?? []
    return key === undefined || tagged === undefined ? [] : [{ key, tagged }]
  })
  const [first] = pairs
  if (first === undefined || pairs.length < values.length || pairs.some((p) => p.key !== first.key)) return null
  return isOneOf(`tag ${first.key}`, { Values: pairs.map((p) => p.tagged) })
}

/** What a budget counts, from the expression or from the older filters: every name has to match, with one of its values. */
export function toFilter(expression: WireExpression | null | undefined, filters: Record<string, string[]> | null | undefined): BudgetFilter | null {
  if (expression != null) return fromExpression(expression)
  const parts = Object.entries(filters ?? {})
    .filter(([, values]) => values.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, Values]): BudgetFilter => ofTags(name, Values) ?? isOneOf(keyOf(name), { Values }))
  const [only] = parts
  return only === undefined ? null : parts.length === 1 ? only : { op: 'and', of: parts }
}
