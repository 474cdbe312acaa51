import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { cachedByMonth } from '@/lib/warehouse/bill/month-cache'
import { scopeOf, selectKeys } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange } from '@/schemas/time'

/** What one commitment paid for at one place, on the days on which it did. */
export type CommitmentDays = { commitment_id: string; scope: Scope; costs: { day: Day; effective_cost: Decimal }[] }

const inMonth = cachedByMonth(async ({ daily }) => ask(daily))

/** What each commitment that the bill names paid for in a range, place by place. Where a bill is read month by month, only new months are read. */
export async function commitmentDays(files: BillFiles, range: DayRange): Promise<CommitmentDays[]> {
  const months = files.months(range)
  const parts = months === null ? [await ask(files.daily)] : await Promise.all(months.map(inMonth))
  const found = new Map<string, CommitmentDays>()
  for (const { commitment_id, scope, costs } of parts.flat()) {
    const key = [commitment_id, ...SCOPE_KEYS.map((name) => scope[name])].join('\u0000')
    const known = found.get(key) ?? { commitment_id, scope, costs: [] }
    found.set(key, known)
    known.costs.push(...costs.filter(({ day }) => day >= range.start && day < range.end))
  }
  return [...found]
    .filter(([, { costs }]) => costs.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one)
}

async function ask(daily: BillFiles['daily']): Promise<CommitmentDays[]> {
  const keys = SCOPE_KEYS.join(', ')
  const rows = await daily<Record<keyof Scope | 'id' | 'day' | 'cost', string>>(
    (from) => `select CommitmentDiscountId as id, ${selectKeys(SCOPE_KEYS)}, ChargePeriodStart::varchar as day, coalesce(sum(EffectiveCost), 0)::varchar as cost
      from ${from} where x_Series = 'run' and PricingCategory = 'Committed' and coalesce(CommitmentDiscountId, '') <> ''
      group by CommitmentDiscountId, SubAccountId, ServiceName, RegionId, x_UsageType, x_Owner, ChargePeriodStart order by id, ${keys}, day`,
  )
  const found: CommitmentDays[] = []
  let last = ''
  for (const row of rows) {
    const key = [row.id, ...SCOPE_KEYS.map((name) => row[name])].join('\u0000')
    if (key !== last) found.push({ commitment_id: row.id, scope: scopeOf(SCOPE_KEYS, row), costs: [] })
    last = key
    found.at(-1)?.costs.push({ day: row.day, effective_cost: decimalText(row.cost) })
  }
  return found
}
