'use client'
import { useId } from 'react'
import { CartesianGrid, ComposedChart, ReferenceArea, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { LineNames } from '@/components/charts/line-names'
import { MarkerLabels } from '@/components/charts/marker-labels'
import { axisMoney } from '@/components/charts/scale'
import { SeriesLines } from '@/components/charts/series-lines'
import { SeriesReading } from '@/components/charts/series-reading'
import { lineEnds, type SeriesChartPoint, seriesRows } from '@/components/charts/series-rows'
import { formatDay } from '@/lib/kernel/format'
import type { ComponentOf } from '@/schemas/intent'

export type SeriesChartProps = {
  label: string
  points: SeriesChartPoint[]
  markers: ComponentOf<'timeseries'>['markers']
  currency: string
  /** Day of the server's clock: it is still being billed, so it is not drawn as if it had ended. */
  today: string
  actual_name?: string
  expected_name?: string
}

const TONE = { onset: 'var(--high)', event: 'var(--muted)', approve: 'var(--ink)', execute: 'var(--ink)', check: 'var(--accent)' }

/** Actual against expected: ink against accent, bands behind, days that may still change hatched, events as ticks above. */
export function SeriesChart({ label, points, markers, currency, today, actual_name = 'actual', expected_name = 'expected' }: SeriesChartProps) {
  const hatch = useId().replaceAll(':', '')
  const { rows, ticks, days, unsettled, used, last_settled } = seriesRows(points, today)
  const dayAt = (i: number) => rows[i]?.day ?? ''
  const ends = lineEnds(rows, last_settled, ticks, actual_name, expected_name)
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={rows} margin={{ top: 34, right: 80, bottom: 0, left: 0 }} accessibilityLayer title={label}>
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V5" stroke="var(--line-strong)" strokeWidth="1.2" />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        {unsettled.map(([from, to]) => (
          <ReferenceArea key={from} x1={dayAt(Math.max(0, from - (from === to ? 1 : 0)))} x2={dayAt(to)} fill={`url(#${hatch})`} fillOpacity={1} />
        ))}
        {used.map(([from, to]) => (
          <ReferenceArea key={from} x1={dayAt(from)} x2={dayAt(to)} fill="var(--verified)" fillOpacity={0.08} />
        ))}
        <XAxis
          dataKey="day"
          ticks={days}
          tickFormatter={(d: string) => formatDay(d)}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          tick={{ fill: 'var(--muted)', fontSize: 12 }}
          interval="preserveEnd"
          minTickGap={16}
          height={24}
          padding={{ left: 4, right: 4 }}
        />
        <YAxis
          ticks={ticks}
          domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
          tickFormatter={(v: number) => axisMoney(v, currency)}
          tickLine={false}
          axisLine={false}
          tick={{ fill: 'var(--muted)', fontSize: 12 }}
          width={46}
        />
        <SeriesLines />
        {markers.map((m) => (
          <ReferenceLine key={`${m.day}${m.label}`} x={m.day} stroke={TONE[m.tone]} strokeWidth={1} strokeDasharray={m.tone === 'onset' ? undefined : '3 3'} />
        ))}
        <MarkerLabels markers={markers} colours={TONE} />
        <LineNames ends={ends} />
        <Tooltip content={<SeriesReading currency={currency} />} cursor={{ stroke: 'var(--line-strong)' }} isAnimationActive={false} />
      </ComposedChart>
    </ResponsiveContainer>
  )
}
