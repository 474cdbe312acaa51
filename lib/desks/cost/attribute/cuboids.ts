/** All leaves grouped by one choice of dimensions: `group[i]` is the group of leaf i, numbered in lexicographic order of their keys. */
export type Cuboid = { dimensions: number[]; group: Int32Array; counts: number[]; size: number }

/** One cuboid for every non-empty choice of dimensions, fewest dimensions first. */
export function cuboidsOf(keys: readonly (readonly string[])[]): Cuboid[] {
  const width = keys[0]?.length ?? 0
  return choices(width).map((dimensions) => {
    const labels = keys.map((k) => dimensions.map((d) => k[d] ?? '').join('\u0000'))
    const numbers = new Map([...new Set(labels)].sort().map((label, n) => [label, n]))
    const group = Int32Array.from(labels, (label) => numbers.get(label) ?? 0)
    const counts = new Array<number>(numbers.size).fill(0)
    for (const g of group) counts[g] = (counts[g] ?? 0) + 1
    return { dimensions, group, counts, size: numbers.size }
  })
}

function choices(width: number): number[][] {
  const all: number[][] = []
  for (let mask = 1; mask < 1 << width; mask++) all.push(Array.from({ length: width }, (_, d) => d).filter((d) => mask & (1 << d)))
  return all.sort((a, b) => a.length - b.length || (a.join() < b.join() ? -1 : 1))
}
