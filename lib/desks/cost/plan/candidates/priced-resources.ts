import { add, compareDecimal } from '@/lib/kernel/money'
import type { CostEvidence, ResourceCosts } from '@/schemas/evidence/cost'
import { CostEvidence as CostEvidenceSchema } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'

/** What the bill charges for one resource per day, for the usage that an action would end. */
export type Price = { effective: Decimal; list: Decimal; first_seen: Day; evidence_id: string }

/** A body of the cost desk with the id it is cited by. */
export type Body<K extends CostEvidence['kind']> = Extract<CostEvidence, { kind: K }> & { evidence_id: string }

// What evidence says, once it was read: every planner of a plan reads the same few pieces, and evidence never changes.
const known = new WeakMap<Evidence, CostEvidence>()

/** Evidence of one kind. Bodies of other desks are passed over. */
export function bodiesOf<K extends CostEvidence['kind']>(evidence: readonly Evidence[], kind: K): Body<K>[] {
  return evidence.filter((e) => e.kind === kind).map((e) => ({ ...(bodyOf(e) as Extract<CostEvidence, { kind: K }>), evidence_id: e.evidence_id })) // safe: the kind was compared
}

function bodyOf(evidence: Evidence): CostEvidence {
  const read = known.get(evidence) ?? CostEvidenceSchema.parse(evidence.body)
  known.set(evidence, read)
  return read
}

// Usage types that end with the instance or the volume. A region prefix comes before them.
export const COMPUTE_USAGE = /(?:BoxUsage|DedicatedUsage|HostBoxUsage|UnusedBox|UnusedDed)/
export const GP2_USAGE = /EBS:VolumeUsage\.gp2$/

/** Prices by resource id (`i-…`, `vol-…`). A resource that two records list is taken from the one that shows more of it. */
export function pricesOf(costs: readonly Body<'cost.resource_costs'>[], usage: RegExp): Map<string, Price> {
  const prices = new Map<string, Price>()
  for (const record of costs) {
    for (const [id, price] of pricesIn(record, usage)) {
      const known = prices.get(id)
      if (known === undefined || compareDecimal(price.effective, known.effective) > 0) prices.set(id, price)
    }
  }
  return prices
}

function pricesIn(record: ResourceCosts & { evidence_id: string }, usage: RegExp): Map<string, Price> {
  const prices = new Map<string, Price>()
  for (const row of record.resources) {
    if (!usage.test(row.usage_type)) continue
    const id = row.resource_id.split('/').at(-1) ?? row.resource_id
    const known = prices.get(id)
    prices.set(id, {
      effective: add(known?.effective ?? '0', row.effective_cost_per_day),
      list: add(known?.list ?? '0', row.list_cost_per_day),
      first_seen: known !== undefined && known.first_seen < row.first_seen ? known.first_seen : row.first_seen,
      evidence_id: record.evidence_id,
    })
  }
  return prices
}
