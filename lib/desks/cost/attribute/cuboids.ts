/**
 * All leaves grouped by one choice of dimensions: `group[i]` is the group of leaf i. Groups are numbered in lexicographic order of their keys, so that
 * the order of leaves changes nothing; a number may stand for no leaf at all. `live` groups have at least one.
 */
export type Cuboid = { dimensions: readonly number[]; group: Int32Array; counts: Int32Array; size: number; live: number }

/** Keys of one dimension as numbers in lexicographic order. */
export type CodedDimension = { codes: Int32Array; size: number }

// Above this many numbers per leaf, sparse combinations are renumbered so that memory follows the leaves, not the product of the dimensions.
const SPARSE_FACTOR = 4

/** One cuboid for every non-empty choice of dimensions, fewest dimensions first. */
export function cuboidsOf(keys: readonly (readonly string[])[]): Cuboid[] {
  const width = keys[0]?.length ?? 0
  const coded = Array.from({ length: width }, (_, d) => codedDimension(keys, d))
  const known = new Map<string, CodedDimension>()
  return choices(width).map((dimensions) => {
    const [last = 0] = dimensions.slice(-1)
    const parent = known.get(dimensions.slice(0, -1).join())
    const column = coded[last] ?? { codes: new Int32Array(keys.length), size: 1 }
    const groups = parent === undefined ? column : combined(parent, column)
    known.set(dimensions.join(), groups)
    const counts = new Int32Array(groups.size)
    let live = 0
    for (let i = 0; i < groups.codes.length; i++) {
      const g = groups.codes[i] ?? 0
      if (counts[g] === 0) live++
      counts[g] = (counts[g] ?? 0) + 1
    }
    return { dimensions, group: groups.codes, counts, size: groups.size, live }
  })
}

function codedDimension(keys: readonly (readonly string[])[], dimension: number): CodedDimension {
  const first = new Map<string, number>()
  const codes = new Int32Array(keys.length)
  for (let i = 0; i < keys.length; i++) {
    const name = keys[i]?.[dimension] ?? ''
    if (!first.has(name)) first.set(name, first.size)
    codes[i] = first.get(name) ?? 0
  }
  const ranks = new Int32Array(first.size)
  for (const [rank, name] of [...first.keys()].sort().entries()) ranks[first.get(name) ?? 0] = rank
  for (let i = 0; i < codes.length; i++) codes[i] = ranks[codes[i] ?? 0] ?? 0
  return { codes, size: first.size }
}

function combined(parent: CodedDimension, column: CodedDimension): CodedDimension {
  const n = parent.codes.length
  const size = parent.size * column.size
  if (size > SPARSE_FACTOR * Math.max(n, 1024)) return combinedSparsely(parent, column)
  const codes = new Int32Array(n)
  for (let i = 0; i < n; i++) codes[i] = (parent.codes[i] ?? 0) * column.size + (column.codes[i] ?? 0)
  return { codes, size }
}

function combinedSparsely(parent: CodedDimension, column: CodedDimension): CodedDimension {
  const wide = parent.codes.length === 0 ? new Float64Array(0) : Float64Array.from(parent.codes, (code, i) => code * column.size + (column.codes[i] ?? 0))
  const used = Float64Array.from(new Set(wide)).sort()
  const numbers = new Map(Array.from(used, (code, n) => [code, n]))
  return { codes: Int32Array.from(wide, (code) => numbers.get(code) ?? 0), size: used.length }
}

function choices(width: number): number[][] {
  const all: number[][] = []
  for (let mask = 1; mask < 1 << width; mask++) all.push(Array.from({ length: width }, (_, d) => d).filter((d) => mask & (1 << d)))
  return all.sort((a, b) => a.length - b.length || (a.join() < b.join() ? -1 : 1))
}
