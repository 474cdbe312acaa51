import { add, big } from '@/lib/kernel/money'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { withinScope } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import { chargeFrequency } from '@/lib/warehouse/queries/charge-frequency'
import { spanOf, weighDays } from '@/lib/warehouse/versions/weigh-days'
import type { ChargeEvent } from '@/schemas/bill'
import type { Windows } from '@/schemas/cost'
import { CHARGE_EVENTS, type ChargeEvents, type Scope } from '@/schemas/evidence/cost'
import { isCharged } from './series-of-leaves'

type Event = ChargeEvents['events'][number]
type Row = Record<'event' | 'description' | 'before_cost' | 'after_cost', string>
type Weights = ReturnType<typeof weighDays>

// Taxes alone can have a line per product; what is beyond this is summed, so that the events still add up.
const DESCRIPTIONS_PER_EVENT = 20
const THE_REST = 'all others'

/** Charges that are not usage, as mean days of the same two windows as leaf changes, signed as billed. */
export async function chargeEvents(files: BillFiles, scope: Scope, windows: Windows): Promise<ChargeEvents> {
  const { before, after } = windows
  const weights = weighDays(await files.covered(), windows)
  // Most scopes have no such charge, and where the months are known nobody has to be asked for that.
  const rows = (await isCharged(files, spanOf(windows), CHARGE_EVENTS, scope)) === false ? [] : await weighedCharges(files, scope, windows, weights)
  // Usage is what goes on without being said; only another frequency is kept.
  const has_risen = rows.some(
    (row) => row.event === 'marketplace' && big(weights.meanAfter(decimalText(row.after_cost))).gt(weights.meanBefore(decimalText(row.before_cost))),
  )
  const frequencies = has_risen ? await chargeFrequency(files, scope) : new Map<string, never>()
  const events = rows.map((row): Event => {
    const frequency = row.event === 'marketplace' ? frequencies.get(row.description) : undefined
    return {
      event: row.event as ChargeEvent,
      description: row.description,
      before_cost: weights.meanBefore(decimalText(row.before_cost)),
      after_cost: weights.meanAfter(decimalText(row.after_cost)),
      ...(frequency === undefined ? {} : { frequency }),
    }
  })
  return {
    kind: 'cost.charge_events',
    scope,
    currency: files.currency,
    before,
    after,
    events: CHARGE_EVENTS.flatMap((event) => largest(events.filter((e) => e.event === event))),
  }
}

function weighedCharges(files: BillFiles, scope: Scope, windows: Windows, weights: Weights): Promise<Row[]> {
  const { where, values } = withinScope(scope)
  return files.daily<Row>(
    (from) => `with weight as (select unnest($days)::date as day, unnest($before)::integer as before, unnest($after)::integer as after)
      select x_Series as event, coalesce(x_Description, '') as description,
        sum(EffectiveCost * before)::varchar as before_cost, sum(EffectiveCost * after)::varchar as after_cost
      from ${from} join weight on ChargePeriodStart = day
      where x_Series <> 'run' and ${where}
      group by all having sum(abs(EffectiveCost)) > 0 order by event, description`,
    { ...values, days: weights.days, before: weights.before, after: weights.after },
    spanOf(windows),
  )
}

/** The events that changed most, and one line for all others. */
function largest(events: Event[]): Event[] {
  const change = (e: Event) => big(e.after_cost).minus(e.before_cost).abs()
  const sorted = [...events].sort((a, b) => change(b).cmp(change(a)) || (a.description < b.description ? -1 : 1))
  const rest = sorted.slice(DESCRIPTIONS_PER_EVENT)
  const [first] = rest
  if (first === undefined) return sorted
  const sum = (side: 'before_cost' | 'after_cost') => add('0', ...rest.map((e) => e[side]))
  return [
    ...sorted.slice(0, DESCRIPTIONS_PER_EVENT),
    { event: first.event, description: THE_REST, before_cost: sum('before_cost'), after_cost: sum('after_cost') },
  ]
}
