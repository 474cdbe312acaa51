import type { CardProps } from '@/components/cards/card'
import { FigureBlock, NotKnown } from '@/components/cards/figure'
import { WhySeries } from '@/components/cards/why-series'
import { WhyText } from '@/components/cards/why-text'
import { ChartFrame } from '@/components/charts/chart-frame'
import { HealthStrip } from '@/components/charts/health-strip'
import { IntervalPlot } from '@/components/charts/interval-plot'
import { LazySeriesChart } from '@/components/charts/lazy'
import { SeriesTable } from '@/components/charts/series-table'
import { cn } from '@/components/ui/cn'
import { Mark, type MarkKind } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'

export const VERDICT: Record<CardProps<'verification.board'>['part']['verdict'], { mark: MarkKind; word: string; look: string }> = {
  close: { mark: 'verified', word: 'Verified', look: 'bg-good-wash' },
  monitor: { mark: 'current', word: 'Keep watching', look: 'bg-accent-wash' },
  rollback: { mark: 'critical', word: 'Roll back', look: 'bg-danger-wash' },
  escalate: { mark: 'high', word: 'Needs a person', look: 'bg-warn-wash' },
  waiting: { mark: 'unknown', word: 'Not known yet', look: 'hatched' },
  rolling_back: { mark: 'current', word: 'Being rolled back', look: 'bg-warn-wash' },
  rolled_back: { mark: 'refused', word: 'Rolled back', look: 'bg-wash' },
  closed: { mark: 'refused', word: 'Closed without a confirmed saving', look: 'bg-wash' },
}

/** Why nothing was measured, where no check follows by itself. */
const NONE: Partial<Record<CardProps<'verification.board'>['part']['verdict'], { health: string; saving: string }>> = {
  rolled_back: { health: 'not known: it was rolled back before it was measured', saving: 'nothing: a change that was rolled back saves nothing' },
  closed: { health: 'not known: the case was closed before it was measured', saving: 'not known: the case was closed before it was measured' },
  escalate: { health: 'not known: no check reads it before a person has decided', saving: 'not known: no check measures it before a person has decided' },
}

/** The one place that says when it is looked at next. Where that is not known, the sentence says so. */
function NextCheck({ at, is_over, now }: { at: string | null; is_over: boolean; now: string }) {
  if (at === null && !is_over) return null
  return (
    <p className="mt-0.5 text-muted text-small">
      {at === null ? (
        'No further check is due.'
      ) : (
        <>
          Next check <Time at={at} now={now} />
        </>
      )}
    </p>
  )
}

/** Verdict first, then the three pictures it rests on: cost against what it would have been, health, predicted against realized. */
export function VerificationBoardCard({ part, intent }: CardProps<'verification.board'>) {
  const verdict = VERDICT[part.verdict]
  const none = NONE[part.verdict] ?? { health: 'not known yet: the first check reads it', saving: 'not known yet: seven settled days are needed' }
  return (
    <div className="space-y-7">
      <div className={cn('rounded-control', verdict.look, part.verdict === 'waiting' && 'border p-1.5')}>
        <div
          className={cn(
            'flex flex-wrap items-center justify-between gap-x-8 gap-y-3 px-4 py-3',
            part.verdict === 'waiting' && 'rounded-sm bg-surface px-3 py-2',
          )}
        >
          <div className="min-w-0 flex-1 basis-64">
            <p className="flex items-center gap-2 text-card font-strong">
              <Mark kind={verdict.mark} className="size-3.5" />
              {verdict.word}
            </p>
            <p className="mt-0.5 text-pretty text-table">
              <WhyText text={part.sentence} intents={[intent]} />
            </p>
            <NextCheck at={part.next_check} is_over={part.verdict !== 'waiting' && part.verdict !== 'monitor'} now={intent.server_now} />
          </div>
          {part.saved ? <FigureBlock id={part.saved} intent={intent} size="medium" /> : null}
        </div>
      </div>
      {part.points.length > 0 ? (
        <ChartFrame
          title={part.title}
          subtitle={`Cost per day in ${part.currency}. Shaded days count, hatched days may still change.`}
          table={<SeriesTable title={part.title} points={part.points} currency={part.currency} />}
        >
          <LazySeriesChart
            label={part.title}
            points={part.points}
            markers={part.markers}
            currency={part.currency}
            today={intent.server_now.slice(0, 10)}
            expected_name="without"
          />
          <WhySeries title={part.title} subtitle="Cost per day against the cost without the change" intent={intent} n={part.points.length} />
        </ChartFrame>
      ) : null}
      <div className="grid gap-x-10 gap-y-7 @4xl:grid-cols-2">
        <section aria-label="Health" className="@container min-w-0">
          <h3 className="text-card font-strong">Health comes before savings</h3>
          <p className="mb-3 text-muted text-table">One degraded signal changes the verdict, whatever was saved.</p>
          {part.signals.length > 0 ? <HealthStrip signals={part.signals} /> : <NotKnown>{none.health}</NotKnown>}
        </section>
        <section aria-label="Predicted and realized" className="@container min-w-0">
          <h3 className="text-card font-strong">Expected against realized</h3>
          <p className="mb-3 text-muted text-table">Per day. The line is what was expected, the dot what was realized, the bar its 90 % interval.</p>
          {part.intervals.length > 0 ? <IntervalPlot intervals={part.intervals} currency={part.currency} /> : <NotKnown>{none.saving}</NotKnown>}
        </section>
      </div>
    </div>
  )
}
