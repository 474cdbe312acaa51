import { roundTicks } from '@/components/charts/scale'
import { formatDay } from '@/lib/kernel/format'

type Point = { day: string; cost: number | null; driver: number | null }
// The picture in units of its own box.
const [WIDTH, HEIGHT] = [600, 180]

/** Two courses on one index, each named at its end. Drawn on the server; the table beside it holds the figures. */
export function Overlay({ points, driver }: { points: readonly Point[]; driver: string }) {
  const values = points.flatMap((p) => [p.cost, p.driver]).filter((v) => v !== null)
  const ticks = roundTicks(values, 3)
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1]
  const x = (i: number) => (i / Math.max(1, points.length - 1)) * WIDTH
  const y = (v: number) => (1 - (v - low) / (high - low || 1)) * HEIGHT
  const line = (of: (p: Point) => number | null) =>
    points.reduce((d, p, i) => {
      const last = points[i - 1]
      const [value, before] = [of(p), last === undefined ? null : of(last)]
      return value === null ? d : `${d}${d === '' || before === null ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`
    }, '')
  return (
    <div>
      <div className="relative mt-4 h-48">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`Cost and ${driver} as an index by day`}
          className="absolute inset-0 h-full w-full"
        >
          {ticks.map((t) => (
            <line key={t} x1="0" x2={WIDTH} y1={y(t)} y2={y(t)} className="stroke-line" vectorEffect="non-scaling-stroke" />
          ))}
          <path d={line((p) => p.driver)} fill="none" className="stroke-accent" strokeWidth="1.75" strokeDasharray="5 3" vectorEffect="non-scaling-stroke" />
          <path d={line((p) => p.cost)} fill="none" className="stroke-ink" strokeWidth="1.75" vectorEffect="non-scaling-stroke" />
        </svg>
        {ticks.map((t) => (
          <span
            key={t}
            aria-hidden="true"
            className="absolute left-0 -translate-y-full bg-surface/80 pr-1 text-muted text-small"
            style={{ top: `${(y(t) / HEIGHT) * 100}%` }}
          >
            {t}
          </span>
        ))}
      </div>
      <p aria-hidden="true" className="mt-1 flex flex-wrap justify-between gap-x-6 text-muted text-small">
        <span>{points[0] ? formatDay(points[0].day) : null}</span>
        <span className="flex gap-4">
          <span className="inline-flex items-center gap-1.5 text-ink">
            <span className="inline-block w-5 border-ink border-t-2" /> cost
          </span>
          <span className="inline-flex items-center gap-1.5 text-ink">
            <span className="inline-block w-5 border-accent border-t-2 border-dashed" /> {driver}
          </span>
        </span>
        <span>{points.at(-1) ? formatDay(points.at(-1)?.day ?? '') : null}</span>
      </p>
    </div>
  )
}
