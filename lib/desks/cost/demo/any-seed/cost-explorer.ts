import { addDays } from '@/lib/kernel/time'
import type { Charge } from '../charge'
import { SERVICES } from '../services'
import { fromUnits } from '../units'

type Amount = { Amount: string; Unit: 'USD' }
/** One day as Cost Explorer answers it: grouped by service, amounts as text, no total beside groups. */
export type CostExplorerDay = {
  TimePeriod: { Start: string; End: string }
  Total: Record<string, never>
  Groups: { Keys: string[]; Metrics: { UnblendedCost: Amount; AmortizedCost: Amount } }[]
  Estimated: boolean
}

/** The answer of GetCostAndUsage by day and service to the same charges: its sums are those of the bill. */
export function costExplorerDays(charges: Iterable<Charge>, is_final: boolean): CostExplorerDay[] {
  const days = new Map<string, Map<string, { unblended: bigint; amortized: bigint }>>()
  for (const charge of charges) {
    const start = charge.start.slice(0, 10)
    const services = days.get(start) ?? new Map<string, { unblended: bigint; amortized: bigint }>()
    days.set(start, services)
    const name = SERVICES[charge.product]
    const sum = services.get(name) ?? { unblended: 0n, amortized: 0n }
    services.set(name, { ...sum, unblended: sum.unblended + charge.unblended, amortized: sum.amortized + charge.effective })
  }
  return [...days].sort().map(([start, services]) => ({
    TimePeriod: { Start: start, End: addDays(start, 1) },
    Total: {},
    Groups: [...services].sort().map(([name, sum]) => ({
      Keys: [name],
      Metrics: { UnblendedCost: { Amount: fromUnits(sum.unblended), Unit: 'USD' }, AmortizedCost: { Amount: fromUnits(sum.amortized), Unit: 'USD' } },
    })),
    Estimated: !is_final,
  }))
}
