'use client'
import { usePlotArea, useYAxisScale } from 'recharts'
import type { LineEnd } from '@/components/charts/series-rows'

// Between the plot and a name, and from the middle of 12 px letters to their baseline. Pixels.
const [GAP, TO_BASELINE] = [7, 4]

/** The names of the lines in the margin on the right, each beside where its line ends: one above the other, and never over the plot. */
export function LineNames({ ends }: { ends: { actual: LineEnd; expected: LineEnd } }) {
  const plot = usePlotArea()
  const scale = useYAxisScale()
  if (!plot || !scale) return null
  return (
    <g>
      {(['expected', 'actual'] as const).map((line) => {
        const end = ends[line]
        const y = end === null ? undefined : scale(end.at)
        return end === null || y === undefined ? null : (
          <text
            key={line}
            x={plot.x + plot.width + GAP}
            y={y + TO_BASELINE + end.dy}
            fill={line === 'actual' ? 'var(--ink)' : 'var(--accent)'}
            fontSize={12}
            fontWeight={550}
          >
            {end.text}
          </text>
        )
      })}
    </g>
  )
}
