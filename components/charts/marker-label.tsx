'use client'
import { useChartWidth } from 'recharts'
import type { ComponentOf } from '@/schemas/intent'

type Marker = ComponentOf<'timeseries'>['markers'][number]
type Props = { marker: Marker; nth: number; colour: string; viewBox?: { x?: number; y?: number } }

// Geist Sans at 12 px is about so wide a character; a little more than less, so that nothing is cut. Pixels.
const CHAR = 6.6
const GAP = 5
// Two rows above the plot, so that neighbours do not meet. Pixels above it.
const ROWS = [7, 21] as const

/** The name of an event above its line: on the side that has room for it, cut with an ellipsis where neither has. The whole name is in its title. */
export function MarkerLabel({ marker, nth, colour, viewBox }: Props) {
  const width = useChartWidth() ?? 0
  const x = viewBox?.x ?? 0
  const top = viewBox?.y ?? 0
  const y = top - (ROWS[nth % ROWS.length] ?? ROWS[0])
  const { is_left, text } = placeLabel(marker.label, x, width)
  return (
    <g>
      <path d={`M${x} ${top}V${y - 8}`} stroke={colour} strokeWidth={1} />
      <text x={x + (is_left ? -GAP : GAP)} y={y} textAnchor={is_left ? 'end' : 'start'} fontSize={12} fill={marker.tone === 'event' ? 'var(--muted)' : colour}>
        <title>{marker.label}</title>
        {text}
      </text>
    </g>
  )
}

/** Which side of its line a label stands on, and as much of it as fits there. */
export function placeLabel(label: string, x: number, width: number): { is_left: boolean; text: string } {
  const needed = label.length * CHAR
  const [left, right] = [x - GAP, width - x - GAP]
  const is_left = right < needed && left > right
  const chars = Math.max(3, Math.floor((is_left ? left : right) / CHAR))
  return { is_left, text: label.length <= chars ? label : `${label.slice(0, chars - 1).trimEnd()}…` }
}
