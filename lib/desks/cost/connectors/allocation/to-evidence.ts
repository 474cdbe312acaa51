import { add, big, toDecimal } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import { daysBetween } from '@/lib/kernel/time'
import type { Windows } from '@/schemas/cost'
import type { K8sAllocation } from '@/schemas/evidence/outside'
import type { Decimal } from '@/schemas/money'
import type { DayRange } from '@/schemas/time'
import type { MachineCosts } from './port'
import type { WireAnswer } from './wire'

type Answers = { before: WireAnswer; after: WireAnswer; machines_after: WireAnswer }

/** Means per day in both windows. Steps are added up; `__idle__` and `__unallocated__` are names like any other. */
export function toAllocation(
  cluster: { cluster: string; account_id: string; currency: string },
  windows: Windows,
  { before, after, machines_after }: Answers,
  bill: MachineCosts,
): K8sAllocation {
  const [was, is] = [perDay(before, windows.before), perDay(after, windows.after)]
  const names = [...new Set([...was.keys(), ...is.keys()])].sort()
  return {
    kind: 'k8s.allocation',
    ...cluster,
    ...windows,
    namespaces: names.map((namespace) => ({ namespace, before_cost: was.get(namespace) ?? '0', after_cost: is.get(namespace) ?? '0' })),
    bill_ratio: billRatio(machines_after, windows.after, bill),
  }
}

function perDay({ data }: WireAnswer, window: DayRange): Map<string, Decimal> {
  const sums = new Map<string, Decimal>()
  for (const step of data)
    for (const { name, totalCost } of Object.values(step ?? {})) sums.set(name, add(sums.get(name) ?? '0', toDecimal(big(String(totalCost)).round(6))))
  const days = daysBetween(window.start, window.end)
  return new Map([...sums].map(([name, sum]) => [name, toDecimal(big(sum).div(days).round(6))]))
}

/** Over the machines that both name: what the bill says by what the allocation says. */
function billRatio({ data }: WireAnswer, window: DayRange, bill: MachineCosts): number | null {
  const days = daysBetween(window.start, window.end)
  let [billed, allocated] = [big('0'), big('0')]
  const seen = new Set<string>()
  for (const step of data)
    for (const { properties, totalCost } of Object.values(step ?? {})) {
      const id = /(i-[0-9a-f]+)$/.exec(properties?.providerID ?? '')?.[1]
      if (id === undefined || bill[id] === undefined) continue
      allocated = allocated.plus(String(totalCost))
      if (!seen.has(id)) billed = billed.plus(big(bill[id]).times(days))
      seen.add(id)
    }
  return billed.lte(0) || allocated.lte(0) ? null : round6(billed.div(allocated).toNumber())
}
