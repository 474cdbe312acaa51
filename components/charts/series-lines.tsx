import { Area, Line } from 'recharts'

/** Bands behind, what would be expected, what was billed, and dotted what may still change. */
export function SeriesLines() {
  return (
    <>
      <Area dataKey="band95" stroke="none" fill="var(--accent)" fillOpacity={0.08} isAnimationActive={false} activeDot={false} connectNulls />
      <Area dataKey="band80" stroke="none" fill="var(--accent)" fillOpacity={0.16} isAnimationActive={false} activeDot={false} connectNulls />
      <Line
        dataKey="expected"
        stroke="var(--accent)"
        strokeWidth={1.5}
        dot={false}
        isAnimationActive={false}
        activeDot={{ r: 3, fill: 'var(--accent)', stroke: 'var(--surface)' }}
      />
      <Line
        dataKey="settled"
        stroke="var(--ink)"
        strokeWidth={1.75}
        dot={false}
        isAnimationActive={false}
        activeDot={{ r: 3.5, fill: 'var(--ink)', stroke: 'var(--surface)' }}
      />
      <Line
        dataKey="provisional"
        stroke="var(--ink)"
        strokeWidth={1.5}
        strokeDasharray="2 3"
        dot={false}
        isAnimationActive={false}
        activeDot={{ r: 3, fill: 'var(--surface)', stroke: 'var(--ink)' }}
      />
    </>
  )
}
