import { Fault } from '@/lib/kernel/errors'
import { big } from '@/lib/kernel/money'
import { addDays, startOfDay } from '@/lib/kernel/time'
import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'
import { takeFromBudget } from '../spend/spend-store'
import type { PayForPage } from './port'

// AWS charges 0.01 USD per request, and each page is a request. Source: Cost Management pricing.
const MICRO_USD_PER_PAGE = 10_000

/** Pays for one page out of the tenant's budget of this system day, which is when AWS counts it. */
export const payForPage =
  (tenant_id: string, usd_per_day: Decimal, today: () => Day): PayForPage =>
  async () => {
    const day = today()
    const budget = Math.floor(big(usd_per_day).times(1_000_000).toNumber())
    if (await takeFromBudget(tenant_id, 'cost_explorer', day, MICRO_USD_PER_PAGE, budget)) return
    throw new Fault('rate_limited', `the budget of ${usd_per_day} USD a day for Cost Explorer is used up: wait until tomorrow, or raise it in Settings`, {
      retry_at: startOfDay(addDays(day, 1)),
    })
  }
