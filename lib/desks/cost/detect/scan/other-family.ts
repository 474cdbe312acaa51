import { USAGE_KINDS } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { sizeFamily } from '@/lib/desks/cost/detect/commitments/size-family'
import type { MendedBill } from '@/lib/desks/cost/detect/quality/mend-bill'
import type { Alarm } from './alarm'
import { changeIn, isSibling } from './place-change'

// A family that took over from another costs what the other gave up: together they cost no more than this share of the rise more than before.
const LEFT_RATIO = 0.1
// Over the last days of an alarm's first ones, too: what went over for a day came back.
const LAST_DAYS = 2

/**
 * Machines of one family for those of one other, bought the same way in the same place: the two together cost what they did. Two families only, so that a pool
 * of many in which something always falls hides no rise.
 */
export function isOtherFamily({ detector, members, flagged, scope }: Alarm, { bill: { leaves } }: MendedBill): boolean {
  const [first = 0] = flagged
  const own_family = sizeFamily(scope.usage_type ?? '')
  if (detector !== 'level' || own_family === (scope.usage_type ?? '')) return false
  const families = new Map<string, number[]>()
  for (const [i, leaf] of leaves.entries()) {
    const usage_type = leaf.scope.usage_type ?? ''
    const family = sizeFamily(usage_type)
    if (family === usage_type || !USAGE_KINDS.has(leaf.kind) || !isSibling(leaf, scope) || boughtAs(family) !== boughtAs(own_family)) continue
    families.set(family, [...(families.get(family) ?? []), i])
  }
  const own = families.get(own_family)
  families.delete(own_family)
  if (own === undefined || members.some((i) => !own.includes(i))) return false
  const last = flagged.at(-1) ?? first
  const days = [first, Math.max(first, last - LAST_DAYS + 1)]
  const values = sumLeaves(own, leaves)
  const rises = days.map((t) => changeIn(values, t))
  return [...families.values()].some((other) => {
    const gave = sumLeaves(other, leaves)
    return days.every((t, n) => (rises[n] ?? 0) > 0 && Math.abs((rises[n] ?? 0) + changeIn(gave, t)) <= LEFT_RATIO * (rises[n] ?? 0))
  })
}

/** How a machine is paid for, by the part of its usage type before its name: "EU-BoxUsage:m6i" is "EU-BoxUsage". */
const boughtAs = (family: string): string => (family.includes(':') ? family.slice(0, family.indexOf(':')) : '')
