import { environmentOf } from '@/lib/desks/cost/actions/checks/environment-of'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { riseCounted } from '@/lib/desks/cost/rules/rise-counted'
import { Big, big, toDecimal } from '@/lib/kernel/money'
import type { RejectedCandidate } from '@/schemas/action'
import type { Anomaly } from '@/schemas/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import { bodiesOf } from './priced-resources'

// Above the forecast, so that the alarm speaks when more comes than is known today.
const ROOM = '1.1'
// The action takes no more than twice the present limit.
const MOST_RATIO = '2'
const TEMPLATE = 'adjust_budget_alarm'

/**
 * Budgets that count the rise and that the provider expects to be exceeded, with a limit that fits what is agreed on. One that would have to be more than
 * doubled is another budget, and a person's; of one whose filter does not tell whether it counts the rise, what is missing is said.
 */
export function budgetCandidates(q: { evidence: readonly Evidence[]; currency: string; anomaly: Pick<Anomaly, 'scope' | 'delta_daily_cost'> }): {
  candidates: Candidate[]
  rejected: RejectedCandidate[]
} {
  const leaves = bodiesOf(q.evidence, 'cost.leaf_changes').at(-1)?.leaves ?? null
  const lines = bodiesOf(q.evidence, 'cost.budget_lines').at(-1) ?? null
  const rejected: RejectedCandidate[] = []
  const candidates = bodiesOf(q.evidence, 'cost.budget_status').flatMap(({ account_id, budgets, evidence_id }) =>
    budgets.flatMap((b): Candidate[] => {
      const expected = b.forecast === null || big(b.forecast).lt(b.actual) ? b.actual : b.forecast
      const limit = big(expected).times(ROOM).round(0, Big.roundUp)
      if (b.unit !== q.currency || big(expected).lte(b.limit) || limit.gt(big(b.limit).times(MOST_RATIO))) return []
      const counted = riseCounted(b.filter ?? null, q.anomaly, { leaves, lines })
      if ('missing' in counted) {
        const because = `not known: whether the budget counts this rise (${counted.missing.join(', ')})`
        rejected.push({ template: TEMPLATE, target: b.name, because, would_allow: 'whoever owns the budget looks at what it counts' })
        return []
      }
      if (counted.rise.lte(0)) return []
      const target = {
        arn: `arn:aws:budgets::${account_id}:budget/${b.name}`,
        label: b.name,
        effective_cost_per_day: '0',
        list_cost_per_day: '0',
        name: b.name,
        limit: toDecimal(limit),
      }
      const params = { account_id, region_id: 'us-east-1', environment: environmentOf(b.tags), currency: q.currency, targets: [target] }
      const facts = { budget: b.name, limit: b.limit, expected, currency: q.currency }
      return [{ template: TEMPLATE, params, reasons: [{ code: 'budget_will_be_exceeded', facts, evidence_ids: [evidence_id] }] }]
    }),
  )
  return { candidates, rejected }
}
