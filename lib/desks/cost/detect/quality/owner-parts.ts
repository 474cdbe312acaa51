import { type DailyBill, USAGE_KINDS } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { type OwnerMove, usualCost } from './handover'
import type { OwnerPart } from './quality-issue'

// Places that are named one by one, the dearest: an evidence body is read by people too.
const MOST_PARTS = 200
// Shares are told apart by this much: a place of which no more is left, or given, was given as a whole or not at all.
const STEPS = 20

/** Places that one owner took over from another, or a share of them, the dearest first. Shares are those of what the giver had there. */
export function ownerParts({ account, at, handovers }: OwnerMove, { leaves }: DailyBill): OwnerPart[] {
  const ownerOf = (i: number): string => leaves[i]?.scope.owner ?? ''
  const placeOf = (i: number): string[] => [leaves[i]?.scope.service_name ?? '', leaves[i]?.scope.region_id ?? '', leaves[i]?.scope.usage_type ?? '']
  const keyOf = (i: number): string => [ownerOf(i), ...placeOf(i)].join('\u0000')
  const had = new Map<string, number>()
  for (const [i, { scope, kind }] of leaves.entries())
    if (scope.sub_account_id === account && USAGE_KINDS.has(kind)) had.set(keyOf(i), (had.get(keyOf(i)) ?? 0) + usualCost(leaves[i], at))
  const given = new Map<string, { part: OwnerPart; cost: number; of: number }>()
  for (const { lines } of handovers)
    for (const giver of lines.filter(({ gets, keeps }) => gets === 0 && keeps < 1))
      for (const taker of lines.filter(({ gets }) => gets > 0)) {
        const [service_name = '', region_id = '', usage_type = ''] = placeOf(giver.line)
        const key = [ownerOf(taker.line), keyOf(giver.line)].join('\u0000')
        const part = { from: ownerOf(giver.line), to: ownerOf(taker.line), service_name, region_id, usage_type }
        const known = given.get(key) ?? { part, cost: 0, of: had.get(keyOf(giver.line)) ?? 0 }
        given.set(key, { ...known, cost: known.cost + usualCost(leaves[giver.line], at) * (1 - giver.keeps) * taker.gets })
      }
  return [...given]
    .flatMap(([key, { part, cost, of }]) => {
      const share_ratio = Math.round((cost / of) * STEPS) / STEPS
      return share_ratio > 0 ? [{ key, cost, part: share_ratio >= 1 ? part : { ...part, share_ratio } }] : []
    })
    .sort((a, b) => b.cost - a.cost || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_PARTS)
    .map(({ part }) => part)
}
