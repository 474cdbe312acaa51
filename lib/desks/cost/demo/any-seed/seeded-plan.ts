import { sha256 } from '@/lib/kernel/canonical'
import { ACCOUNTS, type AccountName } from '../accounts'
import type { Charge } from '../charge'
import type { DemoSavingsPlan } from '../commitments'
import type { SeededLeaf } from './draw-leaves'

const COMPUTE = /BoxUsage|Fargate|Lambda-GB/
const PLAN_RATE_PCT = 55n
const COVERED_SHARE = 0.7

/** The plan of the account that computes most: it covers seven tenths of that at 55 % of the price. */
export function planOf(seed: number, leaves: readonly SeededLeaf[]): DemoSavingsPlan & { saved_per_day: number } {
  const byAccount = new Map<AccountName, number>()
  for (const leaf of leaves)
    if (COMPUTE.test(leaf.usage_type) && leaf.rate !== '0' && leaf.behaviour.kind !== 'trial')
      byAccount.set(leaf.account, (byAccount.get(leaf.account) ?? 0) + leaf.usd_per_day)
  const [account, usd] = [...byAccount].sort((a, b) => b[1] - a[1])[0] ?? (['northlight-root', 1] as const)
  const covered = usd * COVERED_SHARE
  const hourly = Math.max(0.001, (covered * Number(PLAN_RATE_PCT)) / 100 / 24)
  return {
    arn: `arn:aws:savingsplans::${ACCOUNTS[account].account_id}:savingsplan/${sha256(`plan:${seed}`).slice(0, 32)}`,
    account,
    hourly_commitment: hourly.toFixed(3),
    rate_pct: PLAN_RATE_PCT,
    offering: 'ComputeSavingsPlans',
    term: '3yr',
    start: '2025-02-01T00:00:00.000Z',
    end: '2028-02-01T00:00:00.000Z',
    saved_per_day: (covered * Number(100n - PLAN_RATE_PCT)) / 100,
  }
}

/** Whether a charge is of the usage that the plan pays for. */
export const isPlanned = (charge: Charge, plan: DemoSavingsPlan): boolean =>
  charge.type === 'Usage' && charge.account === plan.account && charge.rate > 0n && COMPUTE.test(charge.usage_type)
