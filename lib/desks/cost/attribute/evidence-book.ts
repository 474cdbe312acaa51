import { type Cuboid, cuboidsOf } from './cuboids'
import { type LeafDeviations, leafDeviations } from './leaf-deviations'
import { ANYTHING_LOG, moveEvidence, normalLog } from './slice-evidence'
import type { SliceLeaf } from './slice-leaf'
import type { SliceParams } from './slice-params'

/** One cuboid with running sums over the leaves that nobody has explained yet, and the evidence for each of its slices, priced. */
export type Page = { cuboid: Cuboid; count: Int32Array; sum: Float64Array; squares: Float64Array; everyday: Float64Array; evidence: Float64Array }

/** Everything that a search for slices knows. Explaining leaves touches only the slices that they are in. */
export type EvidenceBook = {
  pages: readonly Page[]
  leaves: LeafDeviations
  /** Log density of each leaf under everyday noise, never below what naming it as an exception would cost. */
  everyday: Float64Array
  /** Evidence that a leaf is a cause by itself, priced. */
  alone: Float64Array
  is_explained: Uint8Array
  priceOf(page: Page): number
  explain(members: readonly number[]): void
}

export const IMPOSSIBLE = Number.NEGATIVE_INFINITY

export function openBook(leaves: readonly SliceLeaf[], params: SliceParams): EvidenceBook {
  const table = leafDeviations(leaves, params.resolution)
  const leaf_price = Math.log(leaves.length) + params.leaf_price
  const tails = table.deviation.map((d, i) => normalLog(d, 0, table.tail[i] ?? 1))
  const everyday = table.deviation.map((d, i) => Math.max(normalLog(d, 0, table.spread[i] ?? 1), tails[i] ?? 0, ANYTHING_LOG - leaf_price))
  const alone = tails.map((log, i) => (Math.abs(table.deviation[i] ?? 0) < params.min_move ? IMPOSSIBLE : ANYTHING_LOG - log - leaf_price))
  const pages = cuboidsOf(leaves.map((leaf) => leaf.keys)).map(emptyPage)
  const is_explained = new Uint8Array(leaves.length)
  const evidenceOf = moveEvidence(params.prior)
  const priceOf = (page: Page): number => Math.log(page.cuboid.live) + params.slice_price
  const judge = (page: Page, g: number, price: number): void => {
    const [count = 0, sum = 0] = [page.count[g], page.sum[g]]
    const can_be = count > 0 && Math.abs(sum) >= params.min_move * count
    page.evidence[g] = can_be ? evidenceOf({ count, sum, squares: page.squares[g] ?? 0, everyday: page.everyday[g] ?? 0 }) - price : IMPOSSIBLE
  }
  for (const page of pages) {
    for (let i = 0; i < leaves.length; i++) enter(page, i, table.deviation[i] ?? 0, everyday[i] ?? 0, 1)
    for (let g = 0; g < page.cuboid.size; g++) judge(page, g, priceOf(page))
  }
  const explain = (members: readonly number[]): void => {
    for (const i of members) is_explained[i] = 1
    for (const page of pages) {
      for (const i of members) enter(page, i, table.deviation[i] ?? 0, everyday[i] ?? 0, -1)
      for (const g of groupsOf(page, members)) judge(page, g, priceOf(page))
    }
  }
  return { pages, leaves: table, everyday, alone, is_explained, priceOf, explain }
}

function emptyPage(cuboid: Cuboid): Page {
  const zeros = () => new Float64Array(cuboid.size)
  return { cuboid, count: new Int32Array(cuboid.size), sum: zeros(), squares: zeros(), everyday: zeros(), evidence: zeros() }
}

function enter(page: Page, i: number, deviation: number, everyday: number, sign: 1 | -1): void {
  const g = page.cuboid.group[i] ?? 0
  page.count[g] = (page.count[g] ?? 0) + sign
  page.sum[g] = (page.sum[g] ?? 0) + sign * deviation
  page.squares[g] = (page.squares[g] ?? 0) + sign * deviation * deviation
  page.everyday[g] = (page.everyday[g] ?? 0) + sign * everyday
}

/** Groups of one cuboid that some of the leaves are in, each once, in order. */
export function groupsOf(page: Page, members: readonly number[]): Int32Array {
  const groups = Int32Array.from(members, (i) => page.cuboid.group[i] ?? 0).sort()
  return groups.filter((g, n) => n === 0 || g !== groups[n - 1])
}
