import type { CardProps } from '@/components/cards/card'
import { Countdown } from '@/components/ui/countdown'
import { Mark, type MarkKind } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'

const STATE: Record<CardProps<'veto.card'>['part']['state'], { mark: MarkKind; word: string }> = {
  open: { mark: 'current', word: 'Runs unless vetoed' },
  vetoed: { mark: 'refused', word: 'Vetoed' },
  signed: { mark: 'verified', word: 'Signed before the window ended' },
  passed: { mark: 'verified', word: 'Not vetoed: the window ended' },
  gone: { mark: 'skipped', word: 'The request ended before the window did' },
}

/** When it runs by itself, who may stop it, and who need not wait. */
export function VetoCard({ part, intent }: CardProps<'veto.card'>) {
  const state = STATE[part.state]
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="flex items-center gap-2 font-strong">
          <Mark kind={state.mark} />
          {state.word}
        </p>
        <p className="text-table">
          {part.state === 'open' ? (
            <>
              <span className="font-strong text-card">
                <Countdown to={part.runs_at} server_now={intent.server_now} />
              </span>{' '}
              left, until{' '}
            </>
          ) : null}
          <Time at={part.runs_at} now={intent.server_now} />
        </p>
      </div>
      <dl className="mt-2 grid gap-x-6 gap-y-1 text-table @md:grid-cols-[6.5rem_minmax(0,1fr)]">
        <dt className="font-normal text-muted">Who may veto</dt>
        <dd className="text-pretty">{part.who_may}</dd>
        <dt className="font-normal text-muted">Reason</dt>
        <dd className="text-pretty">{part.reason_rule}</dd>
        <dt className="font-normal text-muted">Run now</dt>
        <dd className="text-pretty">{part.run_now}</dd>
      </dl>
      {part.closed ? <p className="mt-2 text-pretty text-muted text-table">{part.closed}</p> : null}
    </div>
  )
}
