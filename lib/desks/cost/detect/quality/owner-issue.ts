import { type DailyBill, USAGE_KINDS } from '@/lib/desks/cost/detect/bill-leaf'
import { BEFORE_DAYS, costOf, type OwnerMove } from './handover'
import { GONE_RATIO } from './owner-moves'
import type { OwnerPart, QualityIssue } from './quality-issue'
import { usualBefore } from './service-days'

// An owner who keeps nothing and gives this share of it to one other has become that other.
const WHOLE_RATIO = 0.9
// Places that are named one by one, the dearest: an evidence body is read by people too.
const MOST_PARTS = 200

export function ownerIssue(move: OwnerMove, bill: DailyBill): QualityIssue {
  const { account, at, handovers } = move
  const day = bill.days[at] ?? ''
  const owners = wholeOwners(move, bill)
  const parts = partsOf(move, bill).filter(({ from, to }) => !owners.some((o) => o.from === from && o.to === to))
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

/** Places that one owner took over from one other as a whole, the dearest first. Where several took over, or the giver keeps something there, nobody's history is known. */
function partsOf({ account, at, handovers }: OwnerMove, { leaves }: DailyBill): OwnerPart[] {
  const ownerOf = (i: number): string => leaves[i]?.scope.owner ?? ''
  const placeOf = (i: number): string[] => [leaves[i]?.scope.service_name ?? '', leaves[i]?.scope.region_id ?? '', leaves[i]?.scope.usage_type ?? '']
  const given = new Map<string, { part: OwnerPart; takers: Set<string>; lines: Set<number>; cost: number }>()
  for (const { from, to } of handovers)
    for (const i of from) {
      const [service_name = '', region_id = '', usage_type = ''] = placeOf(i)
      const key = [ownerOf(i), ...placeOf(i)].join('\u0000')
      const known = given.get(key) ?? {
        part: { from: ownerOf(i), to: ownerOf(to[0] ?? -1), service_name, region_id, usage_type },
        takers: new Set<string>(),
        lines: new Set<number>(),
        cost: 0,
      }
      given.set(key, known)
      for (const taker of to) known.takers.add(ownerOf(taker))
      known.lines.add(i)
      known.cost += usualBefore(leaves[i]?.values ?? [], at, BEFORE_DAYS)
    }
  const partly = handovers.flatMap(({ lines }) => lines.flatMap(({ line, keeps, gets }) => (gets === 0 && keeps > GONE_RATIO ? [line] : [])))
  // A line of the same owner and place that was not handed over, or not as a whole, would be rewritten with the others.
  const kept = new Set([
    ...partly.map((i) => [ownerOf(i), ...placeOf(i)].join('\u0000')),
    ...leaves.flatMap(({ scope, kind, values }, i) => {
      const key = [scope.owner ?? '', ...placeOf(i)].join('\u0000')
      const is_there = scope.sub_account_id === account && USAGE_KINDS.has(kind) && usualBefore(values, at, BEFORE_DAYS) > 0
      return is_there && given.get(key)?.lines.has(i) === false ? [key] : []
    }),
  ])
  return [...given]
    .filter(([key, { takers }]) => takers.size === 1 && !kept.has(key))
    .sort(([a, x], [b, y]) => y.cost - x.cost || (a < b ? -1 : 1))
    .slice(0, MOST_PARTS)
    .map(([, { part }]) => part)
}
