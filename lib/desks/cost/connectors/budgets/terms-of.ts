import type { LineTerm } from '@/lib/warehouse/queries/budget-lines'
import type { BudgetFilter } from '@/schemas/evidence/budget-filter'

// A budget that asks for more of them is told as not known.
const MOST_TERMS = 12

/** The tags and kinds of charges that filters ask for, which a bill may hold; each once, by name. */
export function termsOf(filters: readonly BudgetFilter[]): LineTerm[] {
  const names = [...new Set(filters.flatMap(namesIn))].sort()
  return names
    .flatMap((name): LineTerm[] => (name === 'RECORD_TYPE' ? [{ name, tag: null }] : name.startsWith('tag ') ? [{ name, tag: name.slice(4) }] : []))
    .slice(0, MOST_TERMS)
}

const namesIn = (f: BudgetFilter): string[] => (f.op === 'is' ? [f.key] : f.op === 'not' ? namesIn(f.of) : f.of.flatMap(namesIn))
