import { type DailyBill, USAGE_KINDS } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { BEFORE_DAYS, costOf, type OwnerMove } from './handover'
import { GONE_RATIO } from './owner-moves'
import { ownerParts } from './owner-parts'
import type { QualityIssue } from './quality-issue'
import { usualBefore } from './service-days'

// An owner who keeps nothing and gives this share of it to one other has become that other.
const WHOLE_RATIO = 0.9

export function ownerIssue(move: OwnerMove, bill: DailyBill): QualityIssue {
  const { account, at, handovers } = move
  const day = bill.days[at] ?? ''
  const owners = wholeOwners(move, bill)
  const parts = ownerParts(move, bill).filter(({ from, to }) => !owners.some((o) => o.from === from && o.to === to))
  return {
    rule: 'owner_moved',
    scope: { sub_account_id: account },
    first_day: day,
    last_day: day,
    before: costOf(handovers),
    during: handovers.flatMap(({ from, to }) => [...from, ...to]).reduce((sum, i) => sum + (bill.leaves[i]?.values[at] ?? 0), 0),
    other_name: null,
    ...(owners.length === 0 ? {} : { owners }),
    ...(parts.length === 0 ? {} : { parts }),
  }
}

/** Owners who kept nothing of an account, each with the one owner who took over nearly all that they had there. */
function wholeOwners({ account, at, handovers }: OwnerMove, { leaves }: DailyBill): { from: string; to: string }[] {
  const ownerOf = (i: number): string => leaves[i]?.scope.owner ?? ''
  const had = new Map<string, { before: number; after: number }>()
  for (const { scope, kind, values } of leaves) {
    if (scope.sub_account_id !== account || !USAGE_KINDS.has(kind)) continue
    const { before, after } = had.get(scope.owner ?? '') ?? { before: 0, after: 0 }
    had.set(scope.owner ?? '', { before: before + usualBefore(values, at, BEFORE_DAYS), after: after + (values[at + 1] ?? 0) })
  }
  const given = new Map<string, { from: string; to: string; cost: number }>()
  for (const { from, to } of handovers) {
    const takers = new Set(to.map(ownerOf))
    const [taker] = takers
    if (takers.size !== 1 || taker === undefined) continue
    for (const i of from) {
      const key = `${ownerOf(i)}\u0000${taker}`
      const known = given.get(key)?.cost ?? 0
      given.set(key, { from: ownerOf(i), to: taker, cost: known + usualBefore(leaves[i]?.values ?? [], at, BEFORE_DAYS) })
    }
  }
  return [...given.values()].flatMap(({ from, to, cost }) => {
    const whole = had.get(from)
    return whole !== undefined && whole.after <= GONE_RATIO * whole.before && cost >= WHOLE_RATIO * whole.before ? [{ from, to }] : []
  })
}
