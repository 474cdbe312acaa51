import { environmentOf } from '@/lib/desks/cost/actions/checks/environment-of'
import { VOLUME_CHECKS, type Volume } from '@/lib/desks/cost/actions/checks/volume-checks'
import { gp2Iops, gp2Throughput } from '@/lib/desks/cost/actions/gp3-savings'
import { sum } from '@/lib/desks/cost/actions/monthly-savings'
import { ebsGp2ToGp3, type VolumeTarget } from '@/lib/desks/cost/actions/templates/ebs-gp2-to-gp3'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { big } from '@/lib/kernel/money'
import type { Environment, RejectedCandidate } from '@/schemas/action'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'
import { bodiesOf, GP2_USAGE, type Price, pricesOf } from './priced-resources'

const GP3_LEAST = { iops: 3000, throughput: 125 }

type Place = { account_id: string; region_id: string; environment: Environment; currency: string }

/** gp2 volumes of the case that would be cheaper as gp3 with the same performance, one candidate per account, region and environment. */
export function volumeCandidates(q: { evidence: readonly Evidence[]; currency: string; now: Instant }): {
  candidates: Candidate[]
  rejected: RejectedCandidate[]
} {
  const prices = pricesOf(bodiesOf(q.evidence, 'cost.resource_costs'), GP2_USAGE)
  const found: { candidates: Candidate[]; rejected: RejectedCandidate[] } = { candidates: [], rejected: [] }
  for (const inventory of bodiesOf(q.evidence, 'cloud.volumes')) {
    const groups = new Map<string, { place: Place; targets: VolumeTarget[] }>()
    for (const v of inventory.volumes.filter((volume) => volume.volume_type === 'gp2')) {
      const place = { account_id: inventory.account_id, region_id: v.region_id, environment: environmentOf(v.tags), currency: q.currency }
      const price = prices.get(v.volume_id)
      const objection = objectionTo(v, place, price, q.now)
      if (objection !== null || price === undefined) {
        if (objection !== null) found.rejected.push({ template: 'ebs_gp2_to_gp3', target: labelOf(v), ...objection })
        continue
      }
      const key = `${place.region_id} ${place.environment}`
      groups.set(key, { place, targets: [...(groups.get(key)?.targets ?? []), toTarget(v, price)] })
    }
    const cited = inventory.volumes.flatMap((v) => prices.get(v.volume_id)?.evidence_id ?? [])
    for (const [, { place, targets }] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
      found.candidates.push({
        template: 'ebs_gp2_to_gp3',
        params: { ...place, targets: targets.sort(costliestFirst) },
        reasons: [
          {
            code: 'volumes_on_gp2',
            facts: {
              volumes: targets.length,
              size_gib: targets.reduce((total, t) => total + t.size_gib, 0),
              cost_per_day: sum(targets.map((t) => t.effective_cost_per_day)),
              currency: q.currency,
            },
            evidence_ids: [...new Set([inventory.evidence_id, ...cited])],
          },
        ],
      })
    }
  }
  return found
}

function objectionTo(v: Volume, place: Place, price: Price | undefined, now: Instant): { because: string; would_allow: string } | null {
  for (const check of VOLUME_CHECKS) {
    const objection = check.judge(v, { now })
    if (objection !== null) return { because: objection.because, would_allow: check.remedy }
  }
  if (price === undefined) return { because: 'not known: what the bill charges for it', would_allow: 'a bill with resource ids' }
  const { expected } = ebsGp2ToGp3.bind({ ...place, targets: [toTarget(v, price)] }).savings
  return big(expected).gt(0)
    ? null
    : { because: 'gp3 with the same performance would not be cheaper at this size', would_allow: 'metrics that show it needs less than gp2 gives' }
}

const toTarget = (v: Volume, price: Price): VolumeTarget => ({
  arn: v.arn,
  volume_id: v.volume_id,
  label: labelOf(v),
  size_gib: v.size_gib,
  effective_cost_per_day: price.effective,
  list_cost_per_day: price.list,
  iops: Math.max(GP3_LEAST.iops, gp2Iops(v.size_gib)),
  throughput: Math.max(GP3_LEAST.throughput, gp2Throughput(v.size_gib)),
})

const labelOf = (v: Volume): string => v.tags['Name'] ?? v.volume_id
const costliestFirst = (a: VolumeTarget, b: VolumeTarget): number => big(b.effective_cost_per_day).cmp(a.effective_cost_per_day) || (a.label < b.label ? -1 : 1)
