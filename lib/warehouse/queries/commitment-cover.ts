import { add } from '@/lib/kernel/money'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { rangeValues, WITHIN_RANGE, withinScope } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange } from '@/schemas/time'
import { isCommitted } from './series-of-leaves'

type DayCosts = { day: Day; effective_cost: Decimal }[]

/**
 * What commitments paid for in a place, day by day, and what those same commitments were left unused wherever the bill says so: in the account that bought
 * them. An id of '' stands for commitments that the bill does not name.
 */
export type CommitmentCover = { commitment_ids: string[]; covered: DayCosts; unused: DayCosts }

/** A place is a scope, or single resources (`resource_ids`) in it. */
export async function commitmentCover(files: BillFiles, scope: Scope, resource_ids: readonly string[] | null, range: DayRange): Promise<CommitmentCover> {
  // Most places have none, and where the months are known nobody has to be asked for that.
  if ((await isCommitted(files, range, scope)) === false) return { commitment_ids: [], covered: [], unused: [] }
  const { where, values } = withinScope(scope)
  const ask = resource_ids === null ? files.daily : files.lines
  const rows = await ask<Record<'id' | 'day' | 'cost', string>>(
    (from) => `select coalesce(CommitmentDiscountId, '') as id, ChargePeriodStart::varchar as day, sum(EffectiveCost)::varchar as cost
      from ${from} where x_Series = 'run' and PricingCategory = 'Committed' and ${WITHIN_RANGE} and ${where}${resource_ids === null ? '' : ' and list_contains($ids, ResourceId)'}
      group by all order by id, day`,
    { ...values, ...rangeValues(range), ...(resource_ids === null ? {} : { ids: [...resource_ids] }) },
    range,
  )
  const commitment_ids = [...new Set(rows.map((row) => row.id))].sort()
  return { commitment_ids, covered: byDay(rows), unused: await unusedOf(files, commitment_ids, range) }
}

async function unusedOf(files: BillFiles, commitment_ids: string[], range: DayRange): Promise<DayCosts> {
  if (commitment_ids.length === 0) return []
  const rows = await files.daily<Record<'day' | 'cost', string>>(
    (from) => `select ChargePeriodStart::varchar as day, sum(EffectiveCost)::varchar as cost
      from ${from} where x_Series = 'commitment_unused' and list_contains($commitment_ids, coalesce(CommitmentDiscountId, '')) and ${WITHIN_RANGE}
      group by day order by day`,
    { ...rangeValues(range), commitment_ids },
    range,
  )
  return byDay(rows)
}

function byDay(rows: readonly { day: string; cost: string }[]): DayCosts {
  const sums = new Map<Day, Decimal>()
  for (const { day, cost } of rows) sums.set(day, add(sums.get(day) ?? '0', decimalText(cost)))
  return [...sums].map(([day, effective_cost]) => ({ day, effective_cost })).sort((a, b) => (a.day < b.day ? -1 : 1))
}
