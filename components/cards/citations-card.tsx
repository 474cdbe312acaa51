import type { CardProps } from '@/components/cards/card'
import { NotKnown } from '@/components/cards/figure'
import { CardHeader } from '@/components/ui/card'
import { Fold } from '@/components/ui/fold'
import { Mark } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'

/** The sources of an answer, numbered, each with how complete it is in words and the question that was asked. */
export const CitationsCard = ({ part, intent }: CardProps<'citations'>) => (
  <div>
    <CardHeader title={part.title} subtitle={part.subtitle} />
    <ol className="ruled mt-2 border-y">
      {part.sources.map((s, i) => (
        <li key={s.digest + s.question} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2 py-2 text-table">
          <span className="text-muted">{i + 1}</span>
          <div className="min-w-0">
            <p className="text-pretty">
              <span className="inline-block first-letter:uppercase">{s.holds}</span>
              <span className="text-muted">
                , {s.source}, <Time at={s.as_of} now={intent.server_now} />
              </span>
            </p>
            <p className="flex items-start gap-1.5 text-pretty text-small">
              <Mark kind={s.is_complete ? 'verified' : 'unknown'} className="mt-1" />
              {s.completeness}
            </p>
            {s.gaps.map((gap) => (
              <p key={gap} className="text-small">
                <NotKnown>not known: {gap}</NotKnown>
              </p>
            ))}
            <Fold label={<span className="text-small">Question and digest</span>}>
              <p className="wrap-anywhere font-mono text-muted text-small">
                {s.question}
                <span className="block">digest {s.digest}</span>
              </p>
            </Fold>
          </div>
        </li>
      ))}
    </ol>
  </div>
)
