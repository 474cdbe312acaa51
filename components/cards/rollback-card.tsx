import type { CardProps } from '@/components/cards/card'
import { Figure } from '@/components/cards/figure'
import { CardHeader } from '@/components/ui/card'
import { Countdown } from '@/components/ui/countdown'
import { Mark, type MarkKind } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'

const STATE: Record<CardProps<'rollback.card'>['part']['state'], MarkKind> = {
  not_run: 'waiting',
  possible: 'current',
  running: 'current',
  done: 'verified',
  failed: 'critical',
  too_late: 'high',
  nothing: 'skipped',
}

/** The way back: whether there is one, how it goes, for how long, and what it would cost. */
export function RollbackCard({ part, intent }: CardProps<'rollback.card'>) {
  return (
    <div>
      <CardHeader title="Way back" />
      <p className="mt-1 flex items-start gap-2 text-pretty text-table">
        <Mark kind={STATE[part.state]} className="mt-1" />
        <span>
          {part.sentence}
          {part.until && part.state === 'possible' ? (
            <span className="text-muted">
              {' '}
              <Countdown to={part.until} server_now={intent.server_now} /> left, until <Time at={part.until} now={intent.server_now} />.
            </span>
          ) : null}
        </span>
      </p>
      <ul className="ruled mt-3 border-y empty:hidden">
        {part.actions.map((a) => (
          <li key={a.title} className="py-2.5 text-table">
            <p className="font-strong">{a.title}</p>
            <ol className="ml-4 list-decimal text-pretty">
              {a.recipe.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <p className="text-pretty text-muted text-small">
              {a.reversibility}, {a.reversible_for}
            </p>
          </li>
        ))}
      </ul>
      {part.saving_lost ? (
        <p className="mt-3 text-table">
          <span className="text-muted">Saving that it gives up</span> <Figure id={part.saving_lost} intent={intent} className="font-strong" />
        </p>
      ) : null}
    </div>
  )
}
