import { BudgetsClient, DescribeBudgetCommand, UpdateBudgetCommand } from '@aws-sdk/client-budgets'
import { big, toDecimal } from '@/lib/kernel/money'
import type { Place } from '../call'
import type { Budget, BudgetPort } from '../ports/budget-port'
import { awsBudgetAlarms, budgetNotifications } from './aws-budget-alarms'
import { type AwsCalls, foreseen, orNone } from './aws-calls'

export function awsBudgets(calls: AwsCalls): BudgetPort {
  async function describe(place: Place, BudgetName: string) {
    const client = (await calls.clients(place)).read(BudgetsClient)
    const answer = await orNone(
      () => client.send(new DescribeBudgetCommand({ AccountId: place.account_id, BudgetName })),
      ['NotFoundException'],
      null,
      'budgets:ViewBudget',
    )
    return answer?.Budget
  }

  async function one(place: Place, name: string): Promise<Budget[]> {
    const b = await describe(place, name)
    if (b === undefined) return []
    const alarms = await budgetNotifications(calls, place, name)
    const thresholds = alarms.filter((n) => n.NotificationType === 'ACTUAL').map((n) => n.Threshold ?? 0)
    return [
      {
        arn: `arn:aws:budgets::${place.account_id}:budget/${name}`,
        name,
        limit: toDecimal(big(b.BudgetLimit?.Amount ?? '0')),
        unit: b.BudgetLimit?.Unit ?? '',
        time_unit: b.TimeUnit ?? '',
        thresholds_pct: thresholds.sort((x, y) => x - y),
      },
    ]
  }

  return {
    ...awsBudgetAlarms(calls),
    budgets: async (place, names) => (await Promise.all(names.map((name) => one(place, name)))).flat(),
    async setBudgetLimit(place, name, limit, m) {
      const api = 'budgets:ModifyBudget'
      const b = await describe(place, name)
      const known = foreseen(api, m, { exists: b !== undefined, is_so: b?.BudgetLimit?.Amount !== undefined && big(b.BudgetLimit.Amount).eq(limit) })
      if (known !== null || b === undefined) return known ?? { api, request_id: null, status: 'refused', detail: 'NotFound' }
      // What the provider computes itself may not be sent back.
      const { CalculatedSpend: _spent, LastUpdatedTime: _updated, HealthStatus: _health, ...rest } = b
      const client = (await calls.clients(place)).write(BudgetsClient)
      const NewBudget = { ...rest, BudgetLimit: { Amount: limit, Unit: b.BudgetLimit?.Unit ?? 'USD' } }
      return calls.change(api, () => client.send(new UpdateBudgetCommand({ AccountId: place.account_id, NewBudget })))
    },
  }
}
