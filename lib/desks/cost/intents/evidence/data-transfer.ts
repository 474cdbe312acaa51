import { splitLeaf } from '@/lib/desks/cost/attribute/ledger'
import { whereText } from '@/lib/desks/cost/intents/where-text'
import { TRANSFER } from '@/lib/desks/cost/phrases'
import { transferKind } from '@/lib/desks/cost/rules/transfer-types'
import { type Facts, moneyChange } from '@/lib/intents/fact'
import { formatRate } from '@/lib/kernel/format'
import { add, big, compareDecimal, subtract } from '@/lib/kernel/money'
import type { Leaf } from '@/schemas/evidence/cost'
import { changePerDay, comparedDays, type DrawEvidence, firstRows, gapsOf, newestOf, notesOf, quantityFact, unitCostFact } from './piece'

const changeOf = (l: Leaf) => subtract(l.after_cost, l.before_cost)

/** Bytes that moved by usage type: how many, at what price each, and which of the two made the change. */
export const dataTransferEvidence: DrawEvidence = (ctx) => {
  const found = newestOf(ctx, 'cost.leaf_changes')
  const moved = (found?.body.leaves ?? [])
    .flatMap((leaf) => {
      const kind = transferKind(leaf)
      return kind === undefined ? [] : [{ leaf, kind }]
    })
    .toSorted((a, b) => compareDecimal(changeOf(b.leaf), changeOf(a.leaf)) || (usageOf(a.leaf) < usageOf(b.leaf) ? -1 : 1))
  const [main] = moved
  if (found === undefined || main === undefined) return null
  const { body, id } = found
  const notes = notesOf(ctx, id)
  const { shown, more } = firstRows(moved, 'usage type')
  const splits = moved.map(({ leaf }) => splitLeaf(leaf))
  const sum = (...terms: (keyof ReturnType<typeof splitLeaf>)[]) => add('0', ...splits.flatMap((s) => terms.map((t) => s[t] ?? '0')))
  const unsplit = sum('unsplit')
  const change = (label: string, amount: string, formula: string) => moneyChange(label, amount, body.currency, 'day', { ...notes, formula })
  const split: Facts = {
    split_volume: change('More bytes', sum('volume', 'new', 'gone'), '(bytes since − before) × price of a byte before'),
    split_rate: change('Another price', sum('list_price', 'discount'), 'bytes since × (price of a byte since − before)'),
    ...(big(unsplit).eq(0) ? {} : { split_unsplit: change('Without one unit', unsplit, 'change of usage types whose unit the bill does not give') }),
  }
  return {
    part: {
      kind: 'evidence.data_transfer',
      title: `${TRANSFER[main.kind] ?? 'Data transfer'}: ${formatRate(main.leaf.before_cost, body.currency, 'day')} before, ${formatRate(main.leaf.after_cost, body.currency, 'day')} since`,
      subtitle: `${comparedDays(body, ctx.now)}, in ${body.currency}`,
      more,
      gaps: gapsOf(ctx, id),
      routes: shown.map(({ leaf, kind }, i) => ({
        route: TRANSFER[kind] ?? 'Data transfer',
        usage_type: usageOf(leaf),
        place: whereText(placeOf(leaf), ctx.names),
        gb_before: `route_${i}_gb_before`,
        gb_after: `route_${i}_gb_after`,
        rate_before: `route_${i}_rate_before`,
        rate_after: `route_${i}_rate_after`,
        change: `route_${i}_change`,
      })),
      split: { volume: 'split_volume', rate: 'split_rate', unsplit: big(unsplit).eq(0) ? null : 'split_unsplit' },
    },
    facts: {
      ...split,
      ...Object.assign(
        {},
        ...shown.map(({ leaf: l }, i) => ({
          [`route_${i}_gb_before`]: quantityFact('Moved, before', l.before_quantity, l.unit, notes),
          [`route_${i}_gb_after`]: quantityFact('Moved, since', l.after_quantity, l.unit, notes),
          [`route_${i}_rate_before`]: unitCostFact('Price, before', [l.before_cost, l.before_quantity], l.unit, body.currency, notes),
          [`route_${i}_rate_after`]: unitCostFact('Price, since', [l.after_cost, l.after_quantity], l.unit, body.currency, notes),
          [`route_${i}_change`]: changePerDay('Change', [l.before_cost, l.after_cost], body.currency, notes),
        })),
      ),
    },
  }
}

const usageOf = (leaf: Leaf): string => leaf.scope.usage_type ?? ''

/** Account, region and team without the usage type, which stands beside it. */
function placeOf({ scope }: Leaf) {
  const { usage_type: _usage, service_name: _service, ...place } = scope
  return place
}
