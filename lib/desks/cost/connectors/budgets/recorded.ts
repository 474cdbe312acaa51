import type { BudgetsPort } from './port'
import { toBudgetStatus } from './to-evidence'
import { WireBudgets } from './wire'

/** Answers from a recording of DescribeBudgets. */
export const recordedBudgets = (account_id: string, recording: unknown): BudgetsPort => ({
  connector: 'recorded-budgets',
  account_id,
  status: async () => toBudgetStatus(account_id, WireBudgets.parse(recording)),
})
