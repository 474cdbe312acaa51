import { z } from 'zod'
import { big, toDecimal } from '@/lib/kernel/money'
import { BudgetStatus } from '@/schemas/evidence/outside'
import { toFilter } from './to-filter'
import type { WireBudgets } from './wire'

const TimeUnit = BudgetStatus.shape.budgets.element.shape.time_unit
const Code = z.string().regex(/^[A-Z]{3}$/)

/** Cost budgets with one limit, by name. Budgets of usage or of planned limits, and those without computed spend, are named as gaps: they are not a limit of 0. */
export function toBudgetStatus(account_id: string, answer: z.output<typeof WireBudgets>): { body: BudgetStatus; gaps: string[] } {
  const gaps: string[] = []
  const budgets = answer
    .filter((b) => b.BudgetType === 'COST')
    .flatMap((b): BudgetStatus['budgets'] => {
      const { BudgetLimit: limit, CalculatedSpend: spend } = b
      const time_unit = TimeUnit.safeParse(b.TimeUnit).data
      if (limit == null || spend == null || time_unit === undefined || Code.safeParse(limit.Unit).success === false) {
        gaps.push(`budget ${b.BudgetName} has no single limit and computed spend`)
        return []
      }
      const amount = (text: string) => toDecimal(big(text).round(6))
      const forecast = spend.ForecastedSpend == null ? null : amount(spend.ForecastedSpend.Amount)
      return [
        {
          name: b.BudgetName,
          unit: limit.Unit,
          time_unit,
          limit: amount(limit.Amount),
          actual: amount(spend.ActualSpend.Amount),
          forecast,
          filter: toFilter(b.FilterExpression, b.CostFilters),
          tags: Object.fromEntries(b.Tags.map((t) => [t.Key, t.Value])),
        },
      ]
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return { body: { kind: 'cost.budget_status', account_id, budgets }, gaps: gaps.sort() }
}
