import { big, toDecimal } from '@/lib/kernel/money'
import type { CommitmentUse, Leaf, LeafChanges } from '@/schemas/evidence/cost'
import type { Sourced } from './category-rule'

// Commitments that still pay for this share of what they paid for have been outgrown rather than left.
const STILL_USED_RATIO = 0.95
// Usage that came elsewhere makes up for at least this share of the covered usage that went.
const MATCHED_RATIO = 0.5
// Family of a machine in an AWS usage type: "EU-BoxUsage:m5.xlarge" is m5, "InstanceUsage:db.r6g.large" is db.r6g.
const FAMILY = /(?:Usage|Node):((?:db|cache|ml)[.][a-z0-9-]+|[a-z][a-z0-9-]*)[.][a-z0-9]+$/

/** Why commitments cover less although none of them ended; null where the evidence does not tell. */
export type LostCoverage = {
  code: 'commitment_outgrown' | 'commitment_family_changed' | 'commitment_usage_moved'
  facts: Record<string, string | number>
  evidence_ids: string[]
}

/**
 * Usage outgrew what was bought, or it left what was bought: for another family of machines in the same place, or for another account or region. Families and
 * places are compared at list price, which a commitment does not change.
 */
export function lostCoverage(use: CommitmentUse, leaves: Sourced<LeafChanges> | null): LostCoverage | null {
  const covered = (side: 'before' | 'after') => use.commitments.reduce((sum, c) => sum.plus(c[`covered_list_cost_${side}`]), big('0'))
  const [was, is] = [covered('before'), covered('after')]
  const [eligible_was, eligible_is] = [big(use.eligible_list_cost_before), big(use.eligible_list_cost_after)]
  if (was.lte(0)) return null
  if (is.gte(was.times(STILL_USED_RATIO)))
    return eligible_is.gt(eligible_was)
      ? {
          code: 'commitment_outgrown',
          facts: { eligible_before_per_day: toDecimal(eligible_was), eligible_after_per_day: toDecimal(eligible_is) },
          evidence_ids: [],
        }
      : null
  if (leaves === null) return null
  const lost = was.minus(is)
  const machines = leaves.body.leaves.flatMap((leaf) => (familyOf(leaf) === null ? [] : [leaf]))
  const shifted = (keyOf: (leaf: Leaf) => string) => {
    const moves = movesOf(machines, keyOf)
    const [to, from] = [moves[0], moves.at(-1)]
    const need = lost.times(MATCHED_RATIO)
    return to !== undefined && from !== undefined && to.change.gte(need) && from.change.times(-1).gte(need) ? { from: from.key, to: to.key } : null
  }
  const family = shifted((leaf) => familyOf(leaf) ?? '')
  if (family !== null)
    return { code: 'commitment_family_changed', facts: { from_family: family.from, to_family: family.to }, evidence_ids: [leaves.evidence_id] }
  // An account is named only where usage went to another one.
  const accounts = new Set(machines.map(({ scope }) => scope.sub_account_id))
  const place = shifted(({ scope }) => placeOf(accounts.size > 1 ? scope : { region_id: scope.region_id }))
  return place === null ? null : { code: 'commitment_usage_moved', facts: { from_place: place.from, to_place: place.to }, evidence_ids: [leaves.evidence_id] }
}

const familyOf = ({ scope }: Leaf): string | null => FAMILY.exec(scope.usage_type ?? '')?.[1] ?? null
const placeOf = ({ sub_account_id, region_id }: { [K in 'sub_account_id' | 'region_id']?: string | undefined }): string =>
  [sub_account_id, region_id].filter((part) => part !== undefined && part !== '').join(', ')

/** List price that came to, or left, each key, the most that came first. */
function movesOf(leaves: readonly Leaf[], keyOf: (leaf: Leaf) => string) {
  const sums = new Map<string, ReturnType<typeof big>>()
  for (const leaf of leaves) sums.set(keyOf(leaf), (sums.get(keyOf(leaf)) ?? big('0')).plus(leaf.after_list_cost).minus(leaf.before_list_cost))
  return [...sums].map(([key, change]) => ({ key, change })).sort((a, b) => b.change.cmp(a.change) || (a.key < b.key ? -1 : 1))
}
