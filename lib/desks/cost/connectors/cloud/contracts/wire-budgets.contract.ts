import { accepted, ofKind, type WireCall, WireError } from './wire-call.contract'

const text = (x: WireCall, name: string): string => String(x.body[name] ?? '')
const budget = async (x: WireCall) => {
  const [b] = await x.port.budgets(x.place, [text(x, 'BudgetName')])
  if (b === undefined) throw new WireError(400, 'NotFoundException', 'Unable to get budget - the budget does not exist.')
  return b
}

type Notification = { NotificationType: string; ComparisonOperator: string; Threshold: number }
type Subscriber = { SubscriptionType: 'EMAIL' | 'SNS'; Address: string }
const thresholdOf = (x: WireCall): number => (x.body['Notification'] as Notification).Threshold

/** What Budgets answers. */
export const BUDGET_HANDLERS: Record<string, (x: WireCall) => Promise<unknown>> = {
  DescribeBudgets: async (x) => ({ Budgets: new Array(await ofKind(x, 'budget')).fill({ BudgetName: 'one', TimeUnit: 'MONTHLY', BudgetType: 'COST' }) }),
  async DescribeBudget(x) {
    const b = await budget(x)
    const CalculatedSpend = { ActualSpend: { Amount: '12.5', Unit: b.unit } }
    return { Budget: { BudgetName: b.name, BudgetLimit: { Amount: b.limit, Unit: b.unit }, TimeUnit: b.time_unit, BudgetType: 'COST', CalculatedSpend } }
  },
  async DescribeNotificationsForBudget(x) {
    const b = await budget(x)
    const of_percent = (await x.port.budgetAlarms(x.place, b.name)).map((a) => a.threshold_pct)
    return {
      Notifications: b.thresholds_pct.map((Threshold) => {
        const at = of_percent.indexOf(Threshold)
        if (at >= 0) of_percent.splice(at, 1)
        return { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold, ThresholdType: at >= 0 ? 'PERCENTAGE' : 'ABSOLUTE_VALUE' }
      }),
    }
  },
  async UpdateBudget(x) {
    const sent = x.body['NewBudget'] as { BudgetName: string; BudgetLimit: { Amount: string }; CalculatedSpend?: unknown }
    if (sent.CalculatedSpend !== undefined) throw new WireError(400, 'InvalidParameterException', 'CalculatedSpend may not be set.')
    accepted(await x.port.setBudgetLimit(x.place, sent.BudgetName, sent.BudgetLimit.Amount, x.mutation()))
    return {}
  },
  async DescribeSubscribersForNotification(x) {
    const alarm = (await x.port.budgetAlarms(x.place, text(x, 'BudgetName'))).find((a) => a.threshold_pct === thresholdOf(x))
    if (alarm === undefined) throw new WireError(400, 'NotFoundException', 'there is no such notification')
    return { Subscribers: alarm.told.map(({ by, address }) => ({ SubscriptionType: by, Address: address })) }
  },
  async CreateNotification(x) {
    const told = (x.body['Subscribers'] as Subscriber[]).map((s) => ({ by: s.SubscriptionType, address: s.Address }))
    accepted(await x.port.addBudgetAlarm(x.place, text(x, 'BudgetName'), { threshold_pct: thresholdOf(x), told }, x.mutation()))
    return {}
  },
  async DeleteNotification(x) {
    accepted(await x.port.removeBudgetAlarm(x.place, text(x, 'BudgetName'), thresholdOf(x), x.mutation()))
    return {}
  },
}
