import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import type { Day } from '@/schemas/time'

/** Takes money out of a connector's budget of one UTC day before it is spent. False when there is not enough left; two processes never take the same cent. */
export async function takeFromBudget(tenant_id: string, connector: string, day: Day, micro_usd: number, budget_micro_usd: number): Promise<boolean> {
  if (micro_usd > budget_micro_usd) return false
  const taken = await scratch(
    `insert into connector_spend as s (tenant_id, connector, day, requests, micro_usd) values ($1, $2, $3, 1, $4)
     on conflict (tenant_id, connector, day) do update set requests = s.requests + 1, micro_usd = s.micro_usd + $4
     where s.micro_usd + $4 <= $5 returning day`,
    [tenant_id, connector, day, micro_usd, budget_micro_usd],
  )
  return taken.length > 0
}

export type Spend = { connector: string; day: Day; requests: number; micro_usd: number }

/** What asking has cost on one day. */
export async function spendOf(tenant_id: string, day: Day): Promise<Spend[]> {
  const found = await rows<Omit<Spend, 'micro_usd'> & { micro_usd: string }>(
    'select connector, day, requests, micro_usd from connector_spend where tenant_id = $1 and day = $2 order by connector',
    [tenant_id, day],
  )
  return found.map((s) => ({ ...s, micro_usd: Number(s.micro_usd) }))
}
