import { add, big } from '@/lib/kernel/money'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { scopeOf, selectKeys, withinScope } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import { cleanTags } from '@/lib/warehouse/formats/clean-tags'
import { spanOf, weighDays } from '@/lib/warehouse/versions/weigh-days'
import type { Windows } from '@/schemas/cost'
import type { BudgetLines } from '@/schemas/evidence/budget-lines'
import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'

/** What is asked of a line: `name` is how the asker calls it; `tag` is the key of a tag as people wrote it, and null the kind of charge. */
export type LineTerm = { name: string; tag: string | null }

type Row = Record<keyof Scope | 'line_item_type' | 'before_cost' | 'after_cost', string> &
  Record<'line_tags' | 'commitment_status' | 'commitment_type', string | null>

// Combinations of tags that are read, and that are told: where there are more, nothing is known instead of a part.
const MOST_READ = 20_000
const MOST_TOLD = 2_000

/** The usage in a scope by tags and kinds of charge. Null where there are too many combinations of them. */
export async function budgetLines(files: BillFiles, scope: Scope, { before, after }: Windows, terms: readonly LineTerm[]): Promise<BudgetLines | null> {
  const weights = weighDays(await files.covered(), { before, after })
  const { where, values } = withinScope(scope)
  const rows = await files.lines<Row>(
    (from) => `with weight as (select unnest($days)::date as day, unnest($before)::integer as before, unnest($after)::integer as after)
      select ${selectKeys(SCOPE_KEYS)}, Tags as line_tags, x_LineItemType as line_item_type, CommitmentDiscountStatus as commitment_status,
        CommitmentDiscountType as commitment_type, sum(EffectiveCost * before)::varchar as before_cost, sum(EffectiveCost * after)::varchar as after_cost
      from ${from} join weight on ChargePeriodStart = day
      where x_Series = 'run' and ${where}
      group by ${SCOPE_KEYS.map((_, i) => i + 1).join(', ')}, 6, 7, 8, 9 limit ${MOST_READ + 1}`,
    { ...values, days: weights.days, before: weights.before, after: weights.after },
    spanOf({ before, after }),
  )
  if (rows.length > MOST_READ) return null
  const sums = new Map<string, { scope: Scope; terms: Record<string, string>; before: Decimal; after: Decimal }>()
  for (const row of rows) {
    const leaf = scopeOf(SCOPE_KEYS, row)
    const said = termsOf(row, terms)
    const key = JSON.stringify([leaf, said])
    const known = sums.get(key) ?? { scope: leaf, terms: said, before: '0', after: '0' }
    sums.set(key, { ...known, before: add(known.before, decimalText(row.before_cost)), after: add(known.after, decimalText(row.after_cost)) })
  }
  if (sums.size > MOST_TOLD) return null
  const lines = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line)
  return {
    kind: 'cost.budget_lines',
    scope,
    currency: files.currency,
    before,
    after,
    // A tag that no line has may be one that the bill does not carry at all.
    held: terms.flatMap(({ name }) => (lines.some((line) => line.terms[name] !== '') ? [name] : [])),
    lines: lines
      .map(({ before: was, after: is, ...line }) => ({ ...line, before_cost: weights.meanBefore(was), after_cost: weights.meanAfter(is) }))
      .filter((line) => !big(line.before_cost).eq(big(line.after_cost))),
  }
}

function termsOf(row: Row, terms: readonly LineTerm[]): Record<string, string> {
  const tags = new Map(Object.entries(cleanTags(row.line_tags)))
  return Object.fromEntries(terms.map(({ name, tag }) => [name, tag === null ? chargeType(row) : (tags.get(tag.trim().toLowerCase()) ?? '')]))
}

/** The kind of charge as a Cost and Usage Report calls it. FOCUS has one word for usage, whether a commitment covers it or not. */
function chargeType({ line_item_type, commitment_status, commitment_type }: Row): string {
  if (line_item_type !== 'Usage' || commitment_status !== 'Used') return line_item_type
  if (/savings/i.test(commitment_type ?? '')) return 'SavingsPlanCoveredUsage'
  return /reserv/i.test(commitment_type ?? '') ? 'DiscountedUsage' : ''
}
