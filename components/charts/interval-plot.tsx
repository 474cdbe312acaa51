import { axisMoney, roundTicks } from '@/components/charts/scale'
import { cn } from '@/components/ui/cn'
import { Fold } from '@/components/ui/fold'
import { Mark } from '@/components/ui/mark'
import { formatMoney } from '@/lib/kernel/format'
import type { ComponentOf } from '@/schemas/intent'

type Interval = ComponentOf<'verification.board'>['intervals'][number]

/** Predicted against realized: a tick where it was promised, a dot with its interval where it came out. No interval yet is said, not drawn as zero. */
export function IntervalPlot({ intervals, currency }: { intervals: Interval[]; currency: string }) {
  const values = intervals.flatMap((i) => [i.predicted, i.point, i.low, i.high].filter((v): v is string => v !== null).map(Number))
  const ticks = roundTicks(
    values.map((v) => v * 1.06),
    4,
  )
  const low = ticks[0] ?? 0
  const width = (ticks.at(-1) ?? 1) - low
  const at = (v: string | number) => `${((Number(v) - low) / width) * 100}%`
  return (
    <div className="text-table">
      <ul className="ruled">
        {intervals.map((interval) => {
          const is_open = hasZero(interval)
          return (
            <li key={interval.label} className="grid gap-x-5 gap-y-2 py-3 first:pt-0 @2xl:grid-cols-[minmax(0,13rem)_1fr_11rem] @2xl:items-center">
              <div>
                <p>{interval.label}</p>
                <p className="text-pretty text-muted text-small">
                  {is_open || interval.point === null ? <Mark kind="unknown" className="mr-1.5 inline" /> : null}
                  {interval.note}
                </p>
                {interval.method ? (
                  <Fold label="How it was measured">
                    <p className="text-pretty text-muted text-small">{interval.method}</p>
                  </Fold>
                ) : null}
              </div>
              <div aria-hidden="true">
                <div className="relative h-7">
                  {ticks.map((t) => (
                    <span key={t} className={cn('absolute inset-y-0 border-l', t === 0 ? 'border-ink' : 'border-line')} style={{ left: at(t) }} />
                  ))}
                  {interval.low !== null && interval.high !== null ? (
                    <span
                      className={cn('absolute top-1/2 -translate-y-1/2', is_open ? 'hatched h-3 rounded-sm' : 'h-1.5 rounded-full bg-verified opacity-35')}
                      style={{ left: at(interval.low), width: `${((Number(interval.high) - Number(interval.low)) / width) * 100}%` }}
                    />
                  ) : (
                    <span className="hatched absolute inset-y-2 inset-x-0 rounded-sm" />
                  )}
                  <span className="absolute inset-y-0.5 w-0.5 -translate-x-1/2 bg-accent" style={{ left: at(interval.predicted) }} />
                  {interval.point !== null ? (
                    <span
                      className={cn(
                        'absolute top-1/2 size-2.5 -translate-x-1/2 -translate-y-1/2 rounded-full ring-2',
                        is_open ? 'bg-surface ring-muted' : 'bg-verified ring-surface',
                      )}
                      style={{ left: at(interval.point) }}
                    />
                  ) : null}
                </div>
                <div className="relative h-4">
                  {ticks.map((t) => (
                    <span
                      key={t}
                      className="absolute -translate-x-1/2 text-muted text-small first:translate-x-0 last:-translate-x-full"
                      style={{ left: at(t) }}
                    >
                      {axisMoney(t, currency)}
                    </span>
                  ))}
                </div>
              </div>
              <dl>
                <Reading term="Expected" value={formatMoney(interval.predicted, currency)} tone="text-accent" />
                <Reading
                  term="Realized"
                  value={interval.point === null ? 'not known yet' : formatMoney(interval.point, currency)}
                  tone={is_open ? 'text-muted' : 'text-verified'}
                />
                {interval.low !== null && interval.high !== null ? (
                  <Reading term="90 % interval" value={`${formatMoney(interval.low, currency)} to ${formatMoney(interval.high, currency)}`} tone="text-muted" />
                ) : null}
              </dl>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** Whether zero lies within the interval: then nothing has been shown to be saved, wherever the dot is. */
const hasZero = ({ low, high }: Interval): boolean => low !== null && high !== null && Number(low) <= 0 && Number(high) >= 0

const Reading = ({ term, value, tone }: { term: string; value: string; tone: string }) => (
  <div className="flex justify-between gap-3 text-small">
    <dt className={`font-normal ${tone}`}>{term}</dt>
    <dd className="whitespace-nowrap">{value}</dd>
  </div>
)
