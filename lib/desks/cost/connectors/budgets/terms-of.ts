import { CATEGORY_KEY } from '@/lib/warehouse/files/header-name'
import type { LineTerm } from '@/lib/warehouse/queries/budget-lines'
import type { BudgetFilter } from '@/schemas/evidence/budget-filter'

// How a filter names them (`to-filter.ts`).
const TAG = 'tag '
const CATEGORY = 'cost category '
// A budget that asks for more of them is told as not known.
const MOST_TERMS = 12

/** The tags, cost categories and kinds of charges that filters ask for, which a bill may hold; each once, by name. */
export function termsOf(filters: readonly BudgetFilter[]): LineTerm[] {
  const names = [...new Set(filters.flatMap(namesIn))].sort()
  return names.flatMap(termOf).slice(0, MOST_TERMS)
}

function termOf(name: string): LineTerm[] {
  if (name === 'RECORD_TYPE') return [{ name, tag: null }]
  if (name.startsWith(TAG)) return [{ name, tag: name.slice(TAG.length) }]
  return name.startsWith(CATEGORY) ? [{ name, tag: `${CATEGORY_KEY}${name.slice(CATEGORY.length)}` }] : []
}

const namesIn = (f: BudgetFilter): string[] => (f.op === 'is' ? [f.key] : f.op === 'not' ? namesIn(f.of) : f.of.flatMap(namesIn))
