import { add, compareDecimal, subtract } from '@/lib/kernel/money'
import { type CategoryRule, clipToRise, decisionOn } from './category-rule'
import { type TransferKind, transferKind } from './transfer-types'

/** More bytes are moved: to the internet, between regions or zones, through gateways and endpoints. Hourly prices of gateways do not count. */
export const dataTransfer: CategoryRule<'cost.leaf_changes'> = {
  id: 'cost/data-transfer',
  version: 1,
  category: 'data_transfer',
  needs: ['cost.leaf_changes'],

  decide({ attribution, 'cost.leaf_changes': { body, evidence_id } }) {
    const byKind = new Map<TransferKind, { change: string; before: string; after: string }>()
    for (const leaf of body.leaves) {
      const kind = transferKind(leaf)
      if (kind === undefined) continue
      const sum = byKind.get(kind) ?? { change: '0', before: '0', after: '0' }
      byKind.set(kind, {
        change: add(sum.change, subtract(leaf.after_cost, leaf.before_cost)),
        before: add(sum.before, leaf.before_cost),
        after: add(sum.after, leaf.after_cost),
      })
    }
    const kinds = [...byKind].sort(([a, x], [b, y]) => compareDecimal(y.change, x.change) || (a < b ? -1 : 1))
    const amount = add('0', ...kinds.map(([, sum]) => sum.change))
    const [main] = kinds
    if (main === undefined) return decisionOn('0', null, [], attribution)
    const [kind, sum] = main
    const facts = { kind, before_per_day: sum.before, after_per_day: sum.after, explained_per_day: clipToRise(amount, attribution), currency: body.currency }
    return decisionOn(amount, kind, [{ code: 'transfer_rose', facts, evidence_ids: [evidence_id] }], attribution)
  },
}
