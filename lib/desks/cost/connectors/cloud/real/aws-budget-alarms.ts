import {
  BudgetsClient,
  CreateNotificationCommand,
  DeleteNotificationCommand,
  DescribeNotificationsForBudgetCommand,
  DescribeSubscribersForNotificationCommand,
  type Notification,
} from '@aws-sdk/client-budgets'
import type { Place } from '../call'
import type { BudgetAlarm, BudgetPort } from '../ports/budget-port'
import { type AwsCalls, foreseen, orNone } from './aws-calls'

const VIEW = 'budgets:ViewBudget'
const MODIFY = 'budgets:ModifyBudget'

export async function budgetNotifications(calls: AwsCalls, place: Place, BudgetName: string): Promise<Notification[]> {
  const client = (await calls.clients(place)).read(BudgetsClient)
  const found: Notification[] = []
  let NextToken: string | undefined
  do {
    const input = { AccountId: place.account_id, BudgetName, ...(NextToken === undefined ? {} : { NextToken }) }
    const page = await orNone(() => client.send(new DescribeNotificationsForBudgetCommand(input)), ['NotFoundException'], null, VIEW)
    found.push(...(page?.Notifications ?? []))
    NextToken = page?.NextToken ?? undefined
  } while (NextToken !== undefined && NextToken !== '')
  return found
}

/** The state of an alarm is the provider's own and may not be sent back. */
const ofPercent = (Threshold: number): Notification => ({
  NotificationType: 'ACTUAL',
  ComparisonOperator: 'GREATER_THAN',
  Threshold,
  ThresholdType: 'PERCENTAGE',
})
const isOfPercent = (n: Notification): boolean =>
  n.NotificationType === 'ACTUAL' && n.ComparisonOperator === 'GREATER_THAN' && (n.ThresholdType ?? 'PERCENTAGE') === 'PERCENTAGE'

export function awsBudgetAlarms(calls: AwsCalls): Pick<BudgetPort, 'budgetAlarms' | 'addBudgetAlarm' | 'removeBudgetAlarm'> {
  const thresholds = async (place: Place, name: string): Promise<number[]> =>
    (await budgetNotifications(calls, place, name)).filter(isOfPercent).map((n) => n.Threshold ?? 0)
  return {
    async budgetAlarms(place, name) {
      const found = await thresholds(place, name)
      const alarms = await Promise.all(found.map(async (threshold_pct) => ({ threshold_pct, told: await subscribers(calls, place, name, threshold_pct) })))
      return alarms.sort((a, b) => a.threshold_pct - b.threshold_pct)
    },
    async addBudgetAlarm(place, BudgetName, { threshold_pct, told }, m) {
      const known = foreseen(MODIFY, m, { exists: true, is_so: (await thresholds(place, BudgetName)).includes(threshold_pct) })
      const client = (await calls.clients(place)).write(BudgetsClient)
      const Subscribers = told.map(({ by, address }) => ({ SubscriptionType: by, Address: address }))
      const input = { AccountId: place.account_id, BudgetName, Notification: ofPercent(threshold_pct), Subscribers }
      return known ?? calls.change(MODIFY, () => client.send(new CreateNotificationCommand(input)))
    },
    async removeBudgetAlarm(place, BudgetName, threshold_pct, m) {
      const known = foreseen(MODIFY, m, { exists: true, is_so: !(await thresholds(place, BudgetName)).includes(threshold_pct) })
      const client = (await calls.clients(place)).write(BudgetsClient)
      const input = { AccountId: place.account_id, BudgetName, Notification: ofPercent(threshold_pct) }
      return known ?? calls.change(MODIFY, () => client.send(new DeleteNotificationCommand(input)))
    },
  }
}

async function subscribers(calls: AwsCalls, place: Place, BudgetName: string, threshold_pct: number): Promise<BudgetAlarm['told']> {
  const client = (await calls.clients(place)).read(BudgetsClient)
  const input = { AccountId: place.account_id, BudgetName, Notification: ofPercent(threshold_pct) }
  const answer = await calls.ask(VIEW, () => client.send(new DescribeSubscribersForNotificationCommand(input)))
  const told = (answer.Subscribers ?? []).flatMap((s): BudgetAlarm['told'] =>
    s.SubscriptionType === 'EMAIL' || s.SubscriptionType === 'SNS' ? [{ by: s.SubscriptionType, address: s.Address ?? '' }] : [],
  )
  return told.sort((a, b) => (a.address < b.address ? -1 : 1))
}
