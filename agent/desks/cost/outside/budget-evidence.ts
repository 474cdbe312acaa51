import { asked } from '@/agent/desks/cost/collect/asked'
import type { Sources } from '@/agent/desks/cost/connect/sources'
import { termsOf } from '@/lib/desks/cost/connectors/budgets/terms-of'
import { makeEvidence } from '@/lib/evidence/make'
import type { Evidence } from '@/schemas/evidence/evidence'
import { BudgetStatus } from '@/schemas/evidence/outside'
import { type OutsideQuestion, sourceOf } from './outside-question'

/** How the budgets of the anomaly's account stand, and what the bill says of whatever they filter by beside a scope. */
export async function budgetEvidence(q: OutsideQuestion, { budgets }: Pick<Sources, 'budgets'>): Promise<Evidence[]> {
  const { sub_account_id } = q.scope
  if (budgets === null || (sub_account_id !== undefined && budgets.account_id !== sub_account_id)) return []
  const stands = await asked('budgets', async () => {
    const { body, gaps } = await budgets.status()
    const source = sourceOf(budgets.connector, `budgets(${budgets.account_id})`, q)
    return [makeEvidence({ source, body, gaps, completeness: gaps.length === 0 ? 1 : 0.9 })]
  })
  const bodies = stands.map((e) => BudgetStatus.parse(e.body))
  return [
    ...stands,
    ...(await asked('budget_lines', () =>
      linesOf(
        q,
        bodies.flatMap((b) => b.budgets),
      ),
    )),
  ]
}

/** The usage by the tags and kinds of charges that these budgets ask for; nothing where none does, or the bill has more of them than can be told. */
async function linesOf(q: OutsideQuestion, budgets: BudgetStatus['budgets']): Promise<Evidence[]> {
  const terms = termsOf(budgets.flatMap((b) => b.filter ?? []))
  const body = terms.length === 0 ? null : await q.warehouse.budgetLines(q.scope, q.windows, terms)
  if (body === null) return []
  const query = `budget_lines(${terms.map((t) => t.name).join(', ')}, ${q.windows.before.start}..${q.windows.after.end})`
  const missing = terms.filter((t) => !body.held.includes(t.name)).map((t) => `the bill of this scope holds no ${t.name}`)
  const source = { connector: 'bill', query, data_version: q.warehouse.data_version, retrieved_at: q.now }
  return [makeEvidence({ source, body, gaps: missing, completeness: missing.length === 0 ? 1 : 0.9 })]
}
