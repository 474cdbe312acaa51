import type { BudgetFilter } from '@/schemas/evidence/budget-filter'
import type { Scope } from '@/schemas/evidence/cost'

type Is = Extract<BudgetFilter, { op: 'is' }>
/** Whether charges of a scope are counted: all of them, none, or not known, with what is missing to know it. */
export type Counted = { says: 'all' } | { says: 'none' } | { says: 'unknown'; missing: string[] }

const ALL: Counted = { says: 'all' }
const NONE: Counted = { says: 'none' }
const KEYS = ['sub_account_id', 'service_name', 'region_id', 'usage_type'] as const
const WORDS: Readonly<Record<(typeof KEYS)[number], string>> = {
  sub_account_id: 'account',
  service_name: 'service',
  region_id: 'region',
  usage_type: 'usage type',
}

/** What is known of charges beside their scope. */
type Terms = ReadonlyMap<string, string>
const NO_TERMS: Terms = new Map()
const wordsOf = (key: string): string => (/^(?:tag|cost category) /.test(key) ? key : key.toLowerCase().replaceAll('_', ' '))

/** The provider's name for the kind of a charge; these are named alike in its bill and in its cost tools. Source: RECORD_TYPE of Cost Explorer. */
const CHARGE_TYPE = 'RECORD_TYPE'
const PLAIN_CHARGES: readonly string[] = ['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage', 'Credit', 'Refund', 'Tax']

// One service of the bill that the provider's cost tools count as two. Source: values of their SERVICE dimension.
const EC2 = 'Amazon Elastic Compute Cloud'
const EC2_COMPUTE = `${EC2} - Compute`
const EC2_OTHER = 'EC2 - Other'
// What the provider's cost tools call the region of charges that have none; the bill leaves it empty.
const NOWHERE = ['global', 'NoRegion']
const COMPUTE_USAGE = /(?:BoxUsage|DedicatedUsage|HostBoxUsage|SpotUsage|UnusedBox|UnusedDed|Reservation:)/

/**
 * Pure. A dimension that a scope leaves open, or that our bill does not keep, is never taken for one that does not match. `terms` are what is known of the charges
 * beside their scope, by the name that a filter has for it.
 */
export function countsIn(filter: BudgetFilter | null, scope: Scope, terms: Terms = NO_TERMS): Counted {
  if (filter === null) return ALL
  if (filter.op === 'not') return opposite(countsIn(filter.of, scope, terms))
  if (filter.op === 'is') return matches(filter, scope, terms)
  const parts = filter.of.map((f) => countsIn(f, scope, terms))
  const [decides, otherwise] = filter.op === 'and' ? (['none', ALL] as const) : (['all', NONE] as const)
  const decided = parts.find((p) => p.says === decides)
  if (decided !== undefined) return decided
  const missing = parts.flatMap((p) => (p.says === 'unknown' ? p.missing : []))
  return missing.length === 0 ? otherwise : { says: 'unknown', missing: [...new Set(missing)].sort() }
}

const opposite = (c: Counted): Counted => (c.says === 'unknown' ? c : c.says === 'all' ? NONE : ALL)

function matches(f: Is, scope: Scope, terms: Terms): Counted {
  const key = KEYS.find((k) => k === f.key)
  const term = terms.get(f.key)
  if (term !== undefined) return matchesTerm(f, term)
  if (key === undefined) return { says: 'unknown', missing: [wordsOf(f.key)] }
  if (f.match === 'other') return { says: 'unknown', missing: [`how it compares the ${WORDS[key]}`] }
  const names = namesOf(key, scope)
  if (names?.sure.some((name) => isMatch(f, name))) return ALL
  return names === null || names.perhaps.some((name) => isMatch(f, name)) ? { says: 'unknown', missing: [WORDS[key]] } : NONE
}

/** One value that is known of the charges. Of a kind of charge that the provider's cost tools split further, a name that the bill has not is perhaps one of its parts. */
function matchesTerm(f: Is, value: string): Counted {
  const unknown: Counted = { says: 'unknown', missing: [wordsOf(f.key)] }
  if (f.match === 'other') return { says: 'unknown', missing: [`how it compares the ${wordsOf(f.key)}`] }
  if (f.key !== CHARGE_TYPE || value === '') return f.key === CHARGE_TYPE ? unknown : isMatch(f, value) ? ALL : NONE
  if (isMatch(f, value)) return ALL
  return PLAIN_CHARGES.includes(value) && f.match === 'equals' ? NONE : unknown
}

/** What the provider calls a value of our scope, surely and perhaps; null where the scope does not say it. */
function namesOf(key: (typeof KEYS)[number], { usage_type, ...scope }: Scope): { sure: string[]; perhaps: string[] } | null {
  const value = key === 'usage_type' ? usage_type : scope[key]
  if (value === undefined) return null
  if (key === 'region_id' && value === '') return { sure: [''], perhaps: NOWHERE }
  if (key !== 'service_name' || value !== EC2) return { sure: [value], perhaps: [] }
  if (usage_type === undefined) return { sure: [value], perhaps: [EC2_COMPUTE, EC2_OTHER] }
  return { sure: [value, COMPUTE_USAGE.test(usage_type) ? EC2_COMPUTE : EC2_OTHER], perhaps: [] }
}

function isMatch({ match, values, ignores_case }: Is, name: string): boolean {
  const plain = (text: string): string => (ignores_case ? text.toLowerCase() : text)
  const [is, wanted] = [plain(name), values.map(plain)]
  if (match === 'absent') return is === ''
  if (match === 'starts_with') return wanted.some((w) => is.startsWith(w))
  if (match === 'ends_with') return wanted.some((w) => is.endsWith(w))
  return match === 'contains' ? wanted.some((w) => is.includes(w)) : wanted.includes(is)
}
