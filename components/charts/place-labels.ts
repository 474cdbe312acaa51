import { cut } from '@/lib/kernel/format'

// Geist Sans at 12 px is about so wide a character; a little more than less, so that nothing is cut. Pixels.
export const CHAR = 6.6
/** Between a line and its name, and between names. Pixels. */
export const GAP = 5
const LEAST_CHARS = 6

export type Mark = { label: string; x: number }
type Spot = { row: 0 | 1; is_left: boolean }
/** Row 0 is the one next to the plot. Null: there is no room, and the name stands in the table twin only. */
export type Place = (Spot & { text: string }) | null

type Span = { row: 0 | 1; from: number; to: number }
type Found = { shown: number; places: Place[] }

// As they are read: the upper row first, and each row from the left.
const SPOTS: readonly Spot[] = [
  { row: 1, is_left: true },
  { row: 1, is_left: false },
  { row: 0, is_left: true },
  { row: 0, is_left: false },
]
// The nearest spot first, and the right of the line before its left.
const ARRANGEMENTS = arrangements(SPOTS).toSorted((a, b) => cost(a) - cost(b))

/** Where the names of events stand above a chart `width` pixels wide, so that no name covers another or the line of another: whole where there is room, else cut, else left out. */
export function placeLabels(marks: readonly Mark[], width: number): Place[] {
  const taken: Span[] = []
  const places = new Map<Mark, Place>()
  for (const day of byLine(marks)) {
    const found = placeDay(day, marks, taken, width)
    for (const [i, mark] of day.entries()) {
      const place = found[i] ?? null
      places.set(mark, place)
      if (place === null) continue
      const reach = GAP + place.text.length * CHAR
      taken.push({ row: place.row, from: place.is_left ? mark.x - reach : mark.x, to: place.is_left ? mark.x : mark.x + reach })
    }
  }
  return marks.map((mark) => places.get(mark) ?? null)
}

/** The events of each line, in the order in which they came; the lines from the left. */
function byLine(marks: readonly Mark[]): Mark[][] {
  const lines = new Map<number, Mark[]>()
  for (const mark of marks.toSorted((a, b) => a.x - b.x)) lines.set(mark.x, [...(lines.get(mark.x) ?? []), mark])
  return [...lines.values()]
}

/** Names of one line, read in the order of their events however they are arranged. The arrangement that shows most of them is taken. */
function placeDay(day: readonly Mark[], marks: readonly Mark[], taken: readonly Span[], width: number): Place[] {
  const named = day.slice(0, SPOTS.length)
  let best: Found = { shown: -1, places: [] }
  for (const spots of ARRANGEMENTS.filter((a) => a.length === named.length)) {
    const places = named.map((mark, i) => placeAt(mark, spots[i] as Spot, marks, taken, width))
    const shown = places.reduce((sum, place) => sum + (place?.text.length ?? 0), 0)
    if (shown > best.shown) best = { shown, places }
  }
  return best.places
}

function placeAt({ label, x }: Mark, spot: Spot, marks: readonly Mark[], taken: readonly Span[], width: number): Place {
  const chars = Math.floor(room(x, spot, marks, taken, width) / CHAR)
  if (chars < Math.min(LEAST_CHARS, label.length)) return null
  return { ...spot, text: label.length <= chars ? label : `${cut(label, chars - 1).trimEnd()}…` }
}

/** Every choice of spots that keeps their order. */
function arrangements([first, ...rest]: readonly Spot[]): Spot[][] {
  if (first === undefined) return [[]]
  const without = arrangements(rest)
  return [...without.map((spots) => [first, ...spots]), ...without]
}

function cost(spots: readonly Spot[]): number {
  return spots.reduce((sum, { row, is_left }) => sum + row * SPOTS.length + Number(is_left), 0)
}

/** Free pixels beside a line in one row. The lines of all events pass through row 0. */
function room(x: number, spot: Spot, marks: readonly Mark[], taken: readonly Span[], width: number): number {
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
