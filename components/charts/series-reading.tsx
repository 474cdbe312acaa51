import type { SeriesRow } from '@/components/charts/series-rows'
import { formatDay, formatMoney } from '@/lib/kernel/format'

type Props = { currency: string; active?: boolean; payload?: readonly { payload?: SeriesRow }[] }

/** The day under the cursor, with its figures. */
export function SeriesReading({ currency, active, payload }: Props) {
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
