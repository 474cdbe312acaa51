import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'

/** Charges whose day has not come: they are part of the bill and of no answer yet. */
export type ChargesAhead = { lines: number; effective_cost: Decimal; first_day: Day; last_day: Day }

/** Null when no charge is dated after today. */
export async function chargesAhead(files: BillFiles, today: Day): Promise<ChargesAhead | null> {
  const [ahead] = await files.daily<Record<'lines' | 'cost' | 'first_day' | 'last_day', string | null>>(
    (from) => `select sum(x_Rows)::varchar as lines, coalesce(sum(EffectiveCost), 0)::varchar as cost,
        min(ChargePeriodStart)::varchar as first_day, max(ChargePeriodStart)::varchar as last_day
      from ${from} where ChargePeriodStart > $today::date`,
    { today },
  )
  if (ahead === undefined || ahead.lines === null || ahead.first_day === null || ahead.last_day === null) return null
  return { lines: Number(ahead.lines), effective_cost: decimalText(ahead.cost ?? '0'), first_day: ahead.first_day, last_day: ahead.last_day }
}
