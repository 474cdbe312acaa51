import { add, Big, big, subtract, toDecimal } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import type { Decimal } from '@/schemas/money'
import { SLICE_PARAMS } from './slice-params'
import { sliceScale } from './slice-scale'

/** Amounts expected and seen, by the values of some dimensions. Rows of the same values are added up. */
export type AmountTable = { dimensions: readonly string[]; rows: readonly AmountRow[] }
export type AmountRow = { keys: readonly string[]; real: Decimal; predict: Decimal }

/** One slice: `element` reads `a=a8&b=b12`, sorted by dimension. `factor` is null for amounts where none were expected. */
export type TableCause = { element: string; leaves: number; factor: number | null; explained_ratio: number; net_change: Decimal }
export type TableAttribution = { leaves: number; causes: TableCause[]; explained_ratio: number; total_change: Decimal; remainder: Decimal }

// Amounts with more decimals than this were not rounded for the file.
const MOST_ROUNDED_DECIMALS = 6

/**
 * Which slices of a table moved, each by one factor, ranked by how much of the unexplained amount they explain. The noise of the table is learnt from
 * it. Net changes and the remainder add up to the total change exactly; neither the order of rows nor that of dimensions matters.
 */
export function attributeTable(table: AmountTable, options: { min_share?: number } = {}): TableAttribution {
  const order = table.dimensions.map((name, d) => ({ name, d })).sort((a, b) => (a.name < b.name ? -1 : 1))
  const leaves = merged(table.rows.map(({ keys, real, predict }) => ({ keys: order.map(({ d }) => keys[d] ?? ''), real, predict })))
  const sign = signOf(leaves)
  const found = sliceScale(
    leaves.map((leaf) => ({ keys: leaf.keys, expected: sign * Number(leaf.predict), actual: sign * Number(leaf.real), noise: null })),
    { ...SLICE_PARAMS.table, resolution: resolutionOf(table.rows), ...options },
  )
  const owner = new Map<number, number>()
  // A leaf in two slices belongs to the smaller one, so that net changes add up.
  const bySize = found.map((_, n) => n).sort((a, b) => (found[a]?.leaves.length ?? 0) - (found[b]?.leaves.length ?? 0) || a - b)
  for (const n of bySize) for (const i of found[n]?.leaves ?? []) if (!owner.has(i)) owner.set(i, n)
  const net = found.map(() => new Big(0))
  for (const [i, n] of owner) net[n] = (net[n] ?? new Big(0)).plus(changeOf(leaves[i]))
  const total_change = toDecimal(leaves.reduce((sum, leaf) => sum.plus(changeOf(leaf)), new Big(0)))
  const causes = found.map((slice, n) => ({
    element: slice.dimensions.map((d) => `${order[d]?.name ?? ''}=${leaves[slice.leaves[0] ?? 0]?.keys[d] ?? ''}`).join('&'),
    leaves: slice.leaves.length,
    factor: slice.factor === null ? null : round6(slice.factor),
    explained_ratio: round6(slice.share),
    net_change: toDecimal(net[n] ?? new Big(0)),
  }))
  const remainder = subtract(total_change, add('0', ...causes.map((cause) => cause.net_change)))
  return { leaves: leaves.length, causes, explained_ratio: round6(causes.reduce((sum, c) => sum + c.explained_ratio, 0)), total_change, remainder }
}

const changeOf = (row: AmountRow | undefined): Big => (row === undefined ? new Big(0) : big(row.real).minus(big(row.predict)))

/** A table of credits is searched as the table of costs that mirrors it: -1 where the amounts are below zero on the whole. */
const signOf = (rows: readonly AmountRow[]): 1 | -1 => (rows.reduce((sum, { real, predict }) => sum + Number(real) + Number(predict), 0) < 0 ? -1 : 1)

/** One row per combination of keys, in the order of the keys, so that sums do not depend on the order of the file. */
function merged(rows: readonly AmountRow[]): AmountRow[] {
  const byKeys = new Map<string, AmountRow>()
  for (const row of rows) {
    const label = row.keys.join('\u0000')
    const known = byKeys.get(label)
    byKeys.set(label, known === undefined ? row : { keys: row.keys, real: add(known.real, row.real), predict: add(known.predict, row.predict) })
  }
  return [...byKeys].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

/** The step in which the amounts of a table are written: 0.01 for two decimals; 0 where they were not rounded. */
function resolutionOf(rows: readonly AmountRow[]): number {
  let most = 0
  for (const { real, predict } of rows) most = Math.max(most, decimalsOf(real), decimalsOf(predict))
  return most === 0 || most > MOST_ROUNDED_DECIMALS ? 0 : 10 ** -most
}

function decimalsOf(amount: Decimal): number {
  const point = amount.indexOf('.')
  return point < 0 ? 0 : amount.length - point - 1
}
