/** One leaf of a table: its keys by dimension, what was expected and seen, and its natural spread in the same unit (one standard deviation; null: not known). */
export type SliceLeaf = { keys: readonly string[]; expected: number; actual: number; noise: number | null }
