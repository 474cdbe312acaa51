import type { BillLeaf, ChargeKind } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { type TransferKind, transferKind } from '@/lib/desks/cost/rules/transfer-types'
import { round6 } from '@/lib/kernel/stats'
import type { CostCategory } from '@/schemas/cost'
import type { BillCause, BillIncident, Mechanism } from './bill-incident'
import type { AlarmGroup } from './join-alarms'

export type Category = Pick<BillIncident, 'category' | 'subcategory' | 'mechanism' | 'because' | 'missing_evidence'> & { explained_share: number }

const BY_CHARGE: Readonly<Partial<Record<ChargeKind, { category: CostCategory; subcategory: string; code: string }>>> = {
  credit: { category: 'credits_refunds_fees', subcategory: 'credits_expired', code: 'credit_ended' },
  refund: { category: 'credits_refunds_fees', subcategory: 'refund', code: 'refund_ended' },
  fee: { category: 'credits_refunds_fees', subcategory: 'fee', code: 'fee_rose' },
  marketplace: { category: 'marketplace', subcategory: 'new_subscription', code: 'marketplace_began' },
  commitment_unused: { category: 'commitment_coverage_drift', subcategory: 'unused', code: 'commitment_stands_idle' },
}

// Dollars of the rise that have to be of one kind before it names the incident.
const NAMING_SHARE = 0.5
// What a bill alone cannot tell: whether more was used for a reason, or by whom. Many bills do not tell how much was used either.
const NOT_IN_BILL = ['business.driver', 'cost.change_events', 'cloud.instances']
const QUANTITIES = 'cost.quantities'

/** Which category an incident belongs to and how the money moved, from the bill alone. */
export function categorize(group: AlarmGroup, causes: readonly BillCause[], leaves: readonly BillLeaf[]): Category {
  const [first] = group.alarms
  const rise = { lines: causes.length, largest_share: causes[0]?.share ?? 0 }
  if (first?.detector === 'commitment') return named('commitment_coverage_drift', 'reserved_instance', 'commitment', 'commitment_ended', rise)
  if (first?.detector === 'charge') {
    const charge = BY_CHARGE[leaves[first.members[0] ?? 0]?.kind ?? 'fee']
    if (charge !== undefined) return named(charge.category, charge.subcategory, 'event', charge.code, rise)
  }
  if (group.price !== null)
    return {
      ...named('pricing_change', group.price.basis, 'price', group.price.basis === 'unit_price' ? 'unit_price_rose' : 'lines_moved_by_one_factor', {
        factor: round6(group.price.ratio),
        lines: group.price.members.length,
      }),
      missing_evidence: ['cost.list_prices'],
    }
  const transfer = causes.filter((cause) => transferOf(cause) !== undefined)
  const transferred = round6(transfer.reduce((sum, cause) => sum + cause.share, 0))
  const is_new = group.alarms.every((alarm) => alarm.is_new)
  const mechanism: Mechanism = is_new ? 'new' : 'volume'
  if (transfer[0] !== undefined && transferred >= NAMING_SHARE)
    return { ...named('data_transfer', transferOf(transfer[0]) ?? null, mechanism, 'transfer_rose', { share: transferred }), explained_share: transferred }
  if (is_new) return named('new_resource', 'new_usage_type', 'new', 'usage_is_new', rise)
  return {
    category: 'unknown',
    subcategory: null,
    mechanism,
    explained_share: 0,
    because: [{ code: 'usage_rose', facts: rise }],
    missing_evidence: causes.every(({ leaf }) => leaves[leaf]?.quantities?.some((quantity) => quantity > 0)) ? NOT_IN_BILL : [QUANTITIES, ...NOT_IN_BILL],
  }
}

/** Older bills file load balancers under compute and name them in the operation. */
const transferOf = ({ scope, operation }: BillCause): TransferKind | undefined =>
  transferKind({ scope: /^LoadBalancing/.test(operation) ? { ...scope, service_name: 'Elastic Load Balancing' } : scope })

const named = (category: CostCategory, subcategory: string | null, mechanism: Mechanism, code: string, facts: Record<string, number>): Category => ({
  category,
  subcategory,
  mechanism,
  explained_share: 1,
  because: [{ code, facts }],
  missing_evidence: [],
})
