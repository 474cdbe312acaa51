import { cut } from '@/lib/kernel/format'

// Geist Sans at 12 px is about so wide a character; a little more than less, so that nothing is cut. Pixels.
export const CHAR = 6.6
/** Between a line and its name, and between names. Pixels. */
export const GAP = 5
const LEAST_CHARS = 6

export type Mark = { label: string; x: number }
/** Row 0 is the one next to the plot. Null: there is no room, and the name stands in the table twin only. */
export type Place = { row: 0 | 1; is_left: boolean; text: string } | null

type Span = { row: 0 | 1; from: number; to: number }
const SPOTS = [
  { row: 0, is_left: false },
  { row: 0, is_left: true },
  { row: 1, is_left: false },
  { row: 1, is_left: true },
] as const
const LEFT_FIRST = SPOTS.toSorted((a, b) => a.row - b.row || Number(b.is_left) - Number(a.is_left))

/** Where the names of events stand above a chart `width` pixels wide, so that no name covers another or the line of another: whole where there is room, else cut, else left out. */
export function placeLabels(marks: readonly Mark[], width: number): Place[] {
  const taken: Span[] = []
  const places = new Map<Mark, Place>()
  const sorted = [...marks].sort((a, b) => a.x - b.x)
  for (const [i, mark] of sorted.entries()) {
    // What came first on one day is read first: on the left of the line that two share.
    const spots = (sorted[i + 1]?.x === mark.x ? LEFT_FIRST : SPOTS).map((spot) => ({
      ...spot,
      chars: Math.floor(room(mark.x, spot, marks, taken, width) / CHAR),
    }))
    const spot = spots.find((s) => s.chars >= mark.label.length) ?? spots.reduce((best, s) => (s.chars > best.chars ? s : best))
    if (spot.chars < Math.min(LEAST_CHARS, mark.label.length)) {
      places.set(mark, null)
      continue
    }
    const text = mark.label.length <= spot.chars ? mark.label : `${cut(mark.label, spot.chars - 1).trimEnd()}…`
    const reach = GAP + text.length * CHAR
    taken.push({ row: spot.row, from: spot.is_left ? mark.x - reach : mark.x, to: spot.is_left ? mark.x : mark.x + reach })
    places.set(mark, { row: spot.row, is_left: spot.is_left, text })
  }
  return marks.map((mark) => places.get(mark) ?? null)
}

/** Free pixels beside a line in one row. The lines of all events pass through row 0. */
function room(x: number, spot: { row: 0 | 1; is_left: boolean }, marks: readonly Mark[], taken: readonly Span[], width: number): number {
  // The line up to a name in row 1 must not go through a name in row 0.
  if (taken.some((t) => t.row <= spot.row && t.from < x && x < t.to)) return 0
  const walls = taken
    .filter((t) => t.row === spot.row)
    .concat(spot.row === 0 ? marks.filter((m) => m.x !== x).map((m) => ({ row: 0, from: m.x, to: m.x })) : [])
  // Names on the same line share it, one on either side.
  const beside = walls.filter((w) => (spot.is_left ? w.from < x : w.to > x))
  const edge = spot.is_left ? Math.max(0, ...beside.map((w) => Math.min(w.to, x))) : Math.min(width, ...beside.map((w) => Math.max(w.from, x)))
  return Math.abs(x - edge) - 2 * GAP
}
