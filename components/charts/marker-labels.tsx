'use client'
import { useChartWidth, usePlotArea, useXAxisScale } from 'recharts'
import { GAP, placeLabels } from '@/components/charts/place-labels'
import type { ComponentOf } from '@/schemas/intent'

type Marker = ComponentOf<'timeseries'>['markers'][number]

// Baselines above the plot, by row. Pixels.
const ABOVE = [7, 21] as const

/** The names of events above their lines. The whole name is in the title of each. */
export function MarkerLabels({ markers, colours }: { markers: Marker[]; colours: Record<Marker['tone'], string> }) {
  const width = useChartWidth() ?? 0
  const scale = useXAxisScale()
  const plot = usePlotArea()
  if (!scale || !plot) return null
  const marks = markers.flatMap((marker) => {
    const x = scale(marker.day)
    return x === undefined ? [] : [{ label: marker.label, x, marker }]
  })
  const places = placeLabels(marks, width)
  return (
    <g>
      {marks.map(({ marker, x }, i) => {
        const place = places[i]
        if (!place) return null
        const y = plot.y - ABOVE[place.row]
        return (
          <g key={`${marker.day}${marker.label}`}>
            <path d={`M${x} ${plot.y}V${y - 8}`} stroke={colours[marker.tone]} strokeWidth={1} />
            <text x={x + (place.is_left ? -GAP : GAP)} y={y} textAnchor={place.is_left ? 'end' : 'start'} fontSize={12} fill={colours[marker.tone]}>
              <title>{marker.label}</title>
              {place.text}
            </text>
          </g>
        )
      })}
    </g>
  )
}
