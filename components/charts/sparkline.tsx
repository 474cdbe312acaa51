type Point = { actual: number | null; expected: number | null; low: number | null; high: number | null }

/** Thirty days in one glance: the band it should have stayed in, and where it went. Drawn on the server. */
export function Sparkline({ points, width = 132, height = 32, label }: { points: Point[]; width?: number; height?: number; label: string }) {
  const values = points.flatMap((p) => [p.actual, p.high].filter((v): v is number => v !== null))
  if (values.length === 0) return <span className="hatched block rounded-sm" style={{ width, height }} role="img" aria-label={`${label}: not known`} />
  const top = Math.max(...values, 1e-9)
  const floor = Math.min(0, ...values)
  const x = (i: number) => 2 + (i / Math.max(1, points.length - 1)) * (width - 6)
  const y = (v: number) => 2 + (1 - (v - floor) / (top - floor)) * (height - 4)
  const band = points
    .map((p, i) => ({ i, low: p.low, high: p.high }))
    .filter((p): p is { i: number; low: number; high: number } => p.low !== null && p.high !== null)
  const area =
    band.length > 1
      ? `M${band.map((p) => `${x(p.i).toFixed(1)} ${y(p.high).toFixed(1)}`).join('L')}L${[...band]
          .reverse()
          .map((p) => `${x(p.i).toFixed(1)} ${y(p.low).toFixed(1)}`)
          .join('L')}Z`
      : ''
  const line = points.reduce(
    (d, p, i) => (p.actual === null ? d : `${d}${d === '' || points[i - 1]?.actual == null ? 'M' : 'L'}${x(i).toFixed(1)} ${y(p.actual).toFixed(1)}`),
    '',
  )
  const last = points.findLastIndex((p) => p.actual !== null)
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label} className="block overflow-visible">
      <path d={area} className="fill-accent opacity-20" />
      <path d={line} fill="none" className="stroke-ink" strokeWidth="1.25" strokeLinejoin="round" />
      {last >= 0 ? <circle cx={x(last)} cy={y(points[last]?.actual ?? 0)} r="1.9" className="fill-ink" /> : null}
    </svg>
  )
}
