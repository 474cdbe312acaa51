'use client'
import { useId } from 'react'
import { Area, CartesianGrid, ComposedChart, Line, ReferenceArea, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { MarkerLabels } from '@/components/charts/marker-labels'
import { axisMoney, roundTicks, toNumber } from '@/components/charts/scale'
import { formatDay, formatMoney } from '@/lib/kernel/format'
import type { ComponentOf, SeriesPoint } from '@/schemas/intent'

type Point = SeriesPoint & { is_used?: boolean }
export type SeriesChartProps = {
  label: string
  points: Point[]
  markers: ComponentOf<'timeseries'>['markers']
  currency: string
  /** Day of the server's clock: it is still being billed, so it is not drawn as if it had ended. */
  today: string
  actual_name?: string
  expected_name?: string
}

const TONE = { onset: 'var(--high)', event: 'var(--muted)', approve: 'var(--ink)', execute: 'var(--ink)', check: 'var(--accent)' }
const pair = (low: string | null, high: string | null): [number, number] | null => (low === null || high === null ? null : [Number(low), Number(high)])

/** Actual against expected: ink against accent, bands behind, days that may still change hatched, events as ticks above. */
export function SeriesChart({ label, points: days_given, markers, currency, today, actual_name = 'actual', expected_name = 'expected' }: SeriesChartProps) {
  const hatch = useId().replaceAll(':', '')
  const points = days_given.map((p) => (p.day >= today ? { ...p, actual: null } : p))
  const last_settled = points.findLastIndex((p) => p.is_settled && p.actual !== null)
  const rows = points.map((p, i) => ({
    point: p,
    day: p.day,
    settled: p.is_settled ? toNumber(p.actual) : null,
    provisional: i >= last_settled ? toNumber(p.actual) : null,
    expected: toNumber(p.expected),
    band80: pair(p.low80, p.high80),
    band95: pair(p.low95, p.high95),
  }))
  const ticks = roundTicks(rows.flatMap((r) => [r.settled ?? 0, r.provisional ?? 0, r.band95?.[1] ?? r.expected ?? 0]))
  const every = Math.max(1, Math.ceil(points.length / 6))
  const days = points.filter((_, i) => (points.length - 1 - i) % every === 0).map((p) => p.day)
  const unsettled = spans(points.map((p) => !p.is_settled))
  const used = points.some((p) => p.is_used) ? spans(points.map((p) => p.is_used === true)) : []
  const ends = endLabels(rows, last_settled, ticks, actual_name, expected_name)
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={rows} margin={{ top: 34, right: 62, bottom: 0, left: 0 }} accessibilityLayer title={label}>
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V5" stroke="var(--line-strong)" strokeWidth="1.2" />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        {unsettled.map(([from, to]) => (
          <ReferenceArea
            key={from}
            x1={points[Math.max(0, from - (from === to ? 1 : 0))]?.day ?? ''}
            x2={points[to]?.day ?? ''}
            fill={`url(#${hatch})`}
            fillOpacity={1}
          />
        ))}
        {used.map(([from, to]) => (
          <ReferenceArea key={from} x1={points[from]?.day ?? ''} x2={points[to]?.day ?? ''} fill="var(--verified)" fillOpacity={0.08} />
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
        <Area dataKey="band95" stroke="none" fill="var(--accent)" fillOpacity={0.08} isAnimationActive={false} activeDot={false} connectNulls />
        <Area dataKey="band80" stroke="none" fill="var(--accent)" fillOpacity={0.16} isAnimationActive={false} activeDot={false} connectNulls />
        <Line
          dataKey="expected"
          stroke="var(--accent)"
          strokeWidth={1.5}
          dot={false}
          isAnimationActive={false}
          activeDot={{ r: 3, fill: 'var(--accent)', stroke: 'var(--surface)' }}
          label={endLabel(rows.length - 1, ends.expected, 'var(--accent)')}
        />
        <Line
          dataKey="settled"
          stroke="var(--ink)"
          strokeWidth={1.75}
          dot={false}
          isAnimationActive={false}
          activeDot={{ r: 3.5, fill: 'var(--ink)', stroke: 'var(--surface)' }}
          label={endLabel(last_settled, last_settled === rows.length - 1 ? ends.actual : null, 'var(--ink)')}
        />
        <Line
          dataKey="provisional"
          stroke="var(--ink)"
          strokeWidth={1.5}
          strokeDasharray="2 3"
          dot={false}
          isAnimationActive={false}
          activeDot={{ r: 3, fill: 'var(--surface)', stroke: 'var(--ink)' }}
          label={endLabel(
            rows.findLastIndex((r) => r.provisional !== null),
            last_settled === rows.length - 1 ? null : ends.actual,
            'var(--ink)',
          )}
        />
        {markers.map((m) => (
          <ReferenceLine key={`${m.day}${m.label}`} x={m.day} stroke={TONE[m.tone]} strokeWidth={1} strokeDasharray={m.tone === 'onset' ? undefined : '3 3'} />
        ))}
        <MarkerLabels markers={markers} colours={TONE} />
        <Tooltip content={<Reading currency={currency} />} cursor={{ stroke: 'var(--line-strong)' }} isAnimationActive={false} />
      </ComposedChart>
    </ResponsiveContainer>
  )
}

type Row = { point: Point; day: string; settled: number | null; provisional: number | null; expected: number | null }

/** Runs of true, as pairs of first and last index. */
function spans(flags: boolean[]): [number, number][] {
  const found: [number, number][] = []
  flags.forEach((on, i) => {
    const last = found.at(-1)
    if (!on) return
    if (last && last[1] === i - 1) last[1] = i
    else found.push([i, i])
  })
  return found
}

type End = { text: string; dy: number } | null

/** Names at the ends of the lines, moved apart where they would touch. */
function endLabels(rows: Row[], last_settled: number, ticks: number[], actual: string, expected: string): { actual: End; expected: End } {
  const a = rows.findLast((r) => r.provisional !== null)?.provisional ?? rows[last_settled]?.settled ?? null
  const e = rows.at(-1)?.expected ?? null
  const height = (ticks.at(-1) ?? 1) - (ticks[0] ?? 0)
  const is_close = a !== null && e !== null && Math.abs(a - e) / height < 0.09
  return {
    actual: a === null ? null : { text: actual, dy: is_close ? (a >= (e ?? 0) ? -7 : 8) : 0 },
    expected: e === null ? null : { text: expected, dy: is_close ? (a !== null && a >= e ? 8 : -7) : 0 },
  }
}

type LabelProps = { x?: number | string | undefined; y?: number | string | undefined; index?: number | undefined }
const endLabel = (at: number, end: End, fill: string) =>
  function EndLabel({ x, y, index }: LabelProps) {
    if (end === null || index !== at) return <g />
    return (
      <text x={Number(x) + 7} y={Number(y) + 4 + end.dy} fill={fill} fontSize={12} fontWeight={550}>
        {end.text}
      </text>
    )
  }

type ReadingProps = { currency: string; active?: boolean; payload?: readonly { payload?: Row }[] }
function Reading({ currency, active, payload }: ReadingProps) {
  const point = payload?.[0]?.payload?.point
  if (!active || !point) return null
  const line = (name: string, value: string | null, tone: string) => (
    <div className="flex justify-between gap-6">
      <dt className={`font-normal ${tone}`}>{name}</dt>
      <dd>{value === null ? 'not known' : formatMoney(value, currency, 'always')}</dd>
    </div>
  )
  return (
    <div className="rounded-control border bg-surface px-3 py-2 text-small shadow-float">
      <p className="mb-1 font-strong">{formatDay(point.day)}</p>
      <dl>
        {line('Actual', point.actual, 'text-ink')}
        {line('Expected', point.expected, 'text-accent')}
        {point.low95 !== null && point.high95 !== null ? (
          <div className="flex justify-between gap-6 text-muted">
            <dt className="font-normal">95 % band</dt>
            <dd>
              {formatMoney(point.low95, currency)} to {formatMoney(point.high95, currency)}
            </dd>
          </div>
        ) : null}
      </dl>
      {point.is_settled ? null : <p className="mt-1 text-muted">Not settled: may still change</p>}
    </div>
  )
}
