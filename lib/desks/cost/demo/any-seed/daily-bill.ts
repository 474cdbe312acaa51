import type { BillLeaf, ChargeKind, CommitmentLines, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { isWholeDay } from '@/lib/desks/cost/detect/bill/whole-day'
import type { Day } from '@/schemas/time'
import { ACCOUNTS } from '../accounts'
import type { Charge, ChargeType } from '../charge'
import { isMarketplace } from '../other-charges'
import { SERVICES } from '../services'

const KINDS: Record<ChargeType, ChargeKind | null> = {
  Usage: 'standard',
  EdpDiscount: 'standard',
  SavingsPlanCoveredUsage: 'committed',
  DiscountedUsage: 'committed',
  SavingsPlanRecurringFee: 'commitment_unused',
  RIFee: 'commitment_unused',
  SavingsPlanNegation: null,
  Fee: 'fee',
  Credit: 'credit',
  Refund: 'refund',
  Tax: 'tax',
}
const UNITS_PER_USD = 1e10
const QUANTITY_UNITS = 1e6

/** Generated charges as the bill that detection reads: effective dollars by line and day, as an import of the same charges would give them. */
export function dailyBillOf(charges: Iterable<Charge>, days: readonly Day[]): DailyBill {
  const at = new Map(days.map((day, t) => [day, t]))
  const leaves = new Map<string, { leaf: BillLeaf; units: bigint[]; used: bigint[] }>()
  const named = new Map<string, Map<string, bigint[]>>()
  for (const charge of charges) {
    const kind = kindOf(charge)
    const t = at.get(charge.start.slice(0, 10))
    if (kind === null || t === undefined) continue
    const key = [kind, charge.account, charge.product, charge.region_id, charge.usage_type, charge.operation, ownerOf(charge)].join('|')
    const found = leaves.get(key) ?? { leaf: leafOf(charge, kind, days.length), units: days.map(() => 0n), used: days.map(() => 0n) }
    leaves.set(key, found)
    found.units[t] = (found.units[t] ?? 0n) + charge.effective
    const id = charge.reservation?.arn ?? charge.plan?.arn
    if (kind === 'committed' && id !== undefined) {
      const lines = named.get(id) ?? new Map<string, bigint[]>()
      named.set(id, lines)
      const units = lines.get(key) ?? days.map(() => 0n)
      lines.set(key, units)
      units[t] = (units[t] ?? 0n) + charge.effective
    }
    // A discount line repeats the usage that it is for.
    if (charge.type !== 'EdpDiscount') found.used[t] = (found.used[t] ?? 0n) + charge.quantity
  }
  const list = [...leaves.values()].map(({ leaf, units, used }) => ({
    ...leaf,
    values: units.map((sum) => Number(sum) / UNITS_PER_USD),
    quantities: used.map((sum) => Number(sum) / QUANTITY_UNITS),
  }))
  const order = [...leaves.keys()]
  const commitments = [...named].map(
    ([id, lines]): CommitmentLines => ({
      id,
      lines: [...lines].map(([key, units]) => ({ leaf: order.indexOf(key), values: units.map((sum) => Number(sum) / UNITS_PER_USD) })),
    }),
  )
  return { days: [...days], is_whole: days.map((_, t) => isWholeDay(list, t)), leaves: list, commitments }
}

const kindOf = (charge: Charge): ChargeKind | null => (charge.type === 'Usage' && isMarketplace(charge) ? 'marketplace' : KINDS[charge.type])

const ownerOf = ({ tags }: Charge): string => Object.entries(tags).find(([key]) => key.trim().toLowerCase() === 'team')?.[1] ?? ''

function leafOf(charge: Charge, kind: ChargeKind, length: number): BillLeaf {
  const owner = ownerOf(charge)
  return {
    scope: {
      sub_account_id: ACCOUNTS[charge.account].account_id,
      service_name: SERVICES[charge.product],
      region_id: charge.region_id,
      usage_type: charge.usage_type,
      ...(owner === '' ? {} : { owner }),
    },
    operation: charge.operation,
    kind,
    values: new Array<number>(length).fill(0),
  }
}
