import type { z } from 'zod'
import { big } from '@/lib/kernel/money'
import { Budget, BudgetAlarm, type BudgetPort } from '../ports/budget-port'
import type { Simulator } from './simulator'

/** A budget as the estate holds it. Where nobody wrote its alarms, each threshold is one that tells one address; one that is none of them is of another kind, as of an amount. */
const Stored = Budget.extend({ alarms: BudgetAlarm.array().optional() })
type Stored = z.output<typeof Stored>
const SOMEBODY: BudgetAlarm['told'] = [{ by: 'EMAIL', address: 'finops@example.com' }]

const alarmsOf = (b: Stored): BudgetAlarm[] => b.alarms ?? b.thresholds_pct.map((threshold_pct) => ({ threshold_pct, told: SOMEBODY }))

const hasAlarm = (b: Stored, pct: number): boolean => alarmsOf(b).some((a) => a.threshold_pct === pct)

function withAlarms(b: Stored, alarms: readonly BudgetAlarm[]): Stored {
  const sorted = alarms.toSorted((x, y) => x.threshold_pct - y.threshold_pct)
  const of_other_kinds = [...b.thresholds_pct]
  for (const { threshold_pct } of alarmsOf(b)) of_other_kinds.splice(of_other_kinds.indexOf(threshold_pct), 1)
  return { ...b, alarms: sorted, thresholds_pct: [...sorted.map((a) => a.threshold_pct), ...of_other_kinds].sort((x, y) => x - y) }
}

export const simulatedBudgets = (sim: Simulator): BudgetPort => {
  const stored = async (names: readonly string[]) => (await sim.all('budget', Stored)).filter((b) => names.includes(b.name))
  const api = 'budgets:ModifyBudget'
  return {
    budgets: async (_place, names) => (await stored(names)).map(({ alarms: _alarms, ...budget }) => budget),
    budgetAlarms: async (_place, name) => (await stored([name])).flatMap(alarmsOf),
    async setBudgetLimit(_place, name, limit, m) {
      const [b] = await stored([name])
      return sim.put(api, 'budget', b?.arn ?? name, m, () =>
        b !== undefined && big(b.limit).eq(limit) ? { noop: 'it is so already' } : { state: { ...b, limit } },
      )
    },
    async addBudgetAlarm(_place, name, alarm, m) {
      const [b] = await stored([name])
      return sim.put(api, 'budget', b?.arn ?? name, m, () => {
        if (b === undefined || hasAlarm(b, alarm.threshold_pct)) return { noop: 'it is so already' }
        return alarm.told.length === 0 ? { refused: 'InvalidParameterException: an alarm tells somebody' } : { state: withAlarms(b, [...alarmsOf(b), alarm]) }
      })
    },
    async removeBudgetAlarm(_place, name, threshold_pct, m) {
      const [b] = await stored([name])
      return sim.put(api, 'budget', b?.arn ?? name, m, () =>
        b === undefined || !hasAlarm(b, threshold_pct)
          ? { noop: 'it is so already' }
          : {
              state: withAlarms(
                b,
                alarmsOf(b).filter((a) => a.threshold_pct !== threshold_pct),
              ),
            },
      )
    },
  }
}
