import { Fault } from '@/lib/kernel/errors'
import { add, big, toDecimal } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import { daysBetween } from '@/lib/kernel/time'
import type { Windows } from '@/schemas/cost'
import type { K8sAllocation } from '@/schemas/evidence/outside'
import type { Decimal } from '@/schemas/money'
import type { DayRange } from '@/schemas/time'
import type { ContainerUse, MachineCosts } from './port'
import type { WireAnswer } from './wire'

type Answers = { before: WireAnswer; after: WireAnswer; machines_after: WireAnswer }

// A mean of fewer of a window's days than this share says nothing of the window.
const LEAST_KNOWN = 0.5

/**
 * Means per day in both windows, over the days that the answer holds: idle cost is asked for, so a day without any name is one that was lost or is kept no more.
 * `__idle__` and `__unallocated__` are names like any other. Throws Fault `provider_down` where too few days are known.
 */
export function toAllocation(
  cluster: { cluster: string; account_id: string; currency: string },
  windows: Windows,
  { before, after, machines_after }: Answers,
  bill: MachineCosts,
): K8sAllocation {
  const days_known = { before: knownDays(before, windows.before), after: knownDays(after, windows.after) }
  const [was, is] = [perDay(before, days_known.before), perDay(after, days_known.after)]
  const names = [...new Set([...was.keys(), ...is.keys()])].sort()
  return {
    kind: 'k8s.allocation',
    ...cluster,
    ...windows,
    namespaces: names.map((namespace) => ({ namespace, before_cost: was.get(namespace) ?? '0', after_cost: is.get(namespace) ?? '0' })),
    bill_ratio: billRatio(machines_after, knownDays(machines_after, windows.after), bill),
    days_known,
  }
}

function knownDays({ data }: WireAnswer, window: DayRange): number {
  const known = data.filter((step) => step !== null && Object.keys(step).length > 0).length
  const days = daysBetween(window.start, window.end)
  if (known < Math.max(1, days * LEAST_KNOWN))
    throw new Fault('provider_down', `The cost allocation of the cluster holds ${known} of ${days} days from ${window.start}: it may keep fewer`, {
      known,
      days,
    })
  return Math.min(known, days)
}

function perDay({ data }: WireAnswer, days: number): Map<string, Decimal> {
  const sums = new Map<string, Decimal>()
  for (const step of data)
    for (const { name, totalCost } of Object.values(step ?? {})) sums.set(name, add(sums.get(name) ?? '0', toDecimal(big(String(totalCost)).round(6))))
  return new Map([...sums].map(([name, sum]) => [name, toDecimal(big(sum).div(days).round(6))]))
}

/** Over the machines that both name: what the bill says by what the allocation says. */
function billRatio({ data }: WireAnswer, days: number, bill: MachineCosts): number | null {
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

const KINDS = ['deployment', 'statefulset']
const BYTES_PER_MIB = 1_048_576

/** Containers with what their busiest pod used, from steps of a day that are not added up. A container of which a pod's use is not known is left out: its most is not known. */
export function toContainers(cluster: string, { data }: WireAnswer): ContainerUse[] {
  const found = new Map<string, { cpu: number; ram: number; cost: string; days: Set<number>; is_known: boolean }>()
  for (const [day, step] of data.entries())
    for (const { properties, cpuCost, ramCost, rawAllocationOnly } of Object.values(step ?? {})) {
      const { namespace, controllerKind, controller, container } = properties ?? {}
      const kind = controllerKind?.toLowerCase() ?? ''
      if (namespace == null || controller == null || container == null || !KINDS.includes(kind)) continue
      const key = [cluster, namespace, kind, controller, container].join('/')
      const known = found.get(key) ?? { cpu: 0, ram: 0, cost: '0', days: new Set<number>(), is_known: true }
      const [cpu, ram] = [rawAllocationOnly?.cpuCoreUsageMax, rawAllocationOnly?.ramByteUsageMax]
      found.set(key, {
        cpu: Math.max(known.cpu, cpu ?? 0),
        ram: Math.max(known.ram, ram ?? 0),
        cost: add(known.cost, toDecimal(big(String(cpuCost + ramCost)).round(6))),
        days: known.days.add(day),
        is_known: known.is_known && cpu != null && ram != null,
      })
    }
  return [...found]
    .filter(([, c]) => c.is_known && c.cpu > 0 && c.ram > 0)
    .map(([name, c]) => ({
      name,
      used_most: { cpu_milli: Math.ceil(c.cpu * 1000), memory_mib: Math.ceil(c.ram / BYTES_PER_MIB) },
      data_days: c.days.size,
      cost_per_day: toDecimal(big(c.cost).div(c.days.size).round(6)),
    }))
    .sort((a, b) => big(b.cost_per_day).cmp(a.cost_per_day) || (a.name < b.name ? -1 : 1))
}
