import type { BudgetStatus } from '@/schemas/evidence/outside'

/** Which budgets an account has, and how they stand. Throws Fault `provider_down` when it could not be asked; an account without a budget is an empty list. */
export type BudgetsPort = { connector: string; account_id: string; status(): Promise<{ body: BudgetStatus; gaps: string[] }> }
