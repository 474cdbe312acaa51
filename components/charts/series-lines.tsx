import { Area, Line } from 'recharts'
import type { LineEnd, SeriesRow } from '@/components/charts/series-rows'

type Props = { rows: readonly SeriesRow[]; last_settled: number; ends: { actual: LineEnd; expected: LineEnd } }

/** Bands behind, what would be expected, what was billed, and dotted what may still change; each line named where it ends. */
export function SeriesLines({ rows, last_settled, ends }: Props) {
  const is_all_settled = last_settled === rows.length - 1
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
        label={endLabel(rows.length - 1, ends.expected, 'var(--accent)')}
      />
      <Line
        dataKey="settled"
        stroke="var(--ink)"
        strokeWidth={1.75}
        dot={false}
        isAnimationActive={false}
        activeDot={{ r: 3.5, fill: 'var(--ink)', stroke: 'var(--surface)' }}
        label={endLabel(last_settled, is_all_settled ? ends.actual : null, 'var(--ink)')}
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
          is_all_settled ? null : ends.actual,
          'var(--ink)',
        )}
      />
    </>
  )
}

type LabelProps = { x?: number | string | undefined; y?: number | string | undefined; index?: number | undefined }
const endLabel = (at: number, end: LineEnd, fill: string) =>
  function EndLabel({ x, y, index }: LabelProps) {
    if (end === null || index !== at) return <g />
    return (
      <text x={Number(x) + 7} y={Number(y) + 4 + end.dy} fill={fill} fontSize={12} fontWeight={550}>
        {end.text}
      </text>
    )
  }
