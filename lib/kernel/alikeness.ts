/** Share of neighbouring letters that two words have in common, 0..1 (Dice). */
export function alikeness(a: string, b: string): number {
  const [x, y] = [pairsOf(a), pairsOf(b)]
  const left = [...y]
  const shared = x.filter((pair) => {
    const at = left.indexOf(pair)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  }).length
  return (2 * shared) / Math.max(1, x.length + y.length)
}
const pairsOf = (word: string): string[] => Array.from({ length: Math.max(0, word.length - 1) }, (_, i) => word.slice(i, i + 2))

// A word is taken for another when this share of its pairs of letters agree.
export const ALIKE = 0.5

/** The known word that was most likely meant; null where none is alike. */
export function likeliest(given: string, known: readonly string[]): string | null {
  const folded = given.toLowerCase()
  const [best] = known
    .map((word) => ({ word, alike: alikeness(folded, word.toLowerCase()) }))
    .toSorted((a, b) => b.alike - a.alike || (a.word < b.word ? -1 : 1))
  return best !== undefined && best.alike >= ALIKE ? best.word : null
}
