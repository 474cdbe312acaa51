import type { CardProps } from '@/components/cards/card'
import { Figure } from '@/components/cards/figure'
import { CardHeader } from '@/components/ui/card'
import { Mark, type MarkKind } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'

type Part = CardProps<'system.health'>['part']
const SOURCE: Record<Part['sources'][number]['state'], { mark: MarkKind; word: string }> = {
  ok: { mark: 'verified', word: 'ok' },
  late: { mark: 'high', word: 'late' },
  failed: { mark: 'critical', word: 'failed' },
  unknown: { mark: 'unknown', word: 'not known' },
}
const QUEUE: Record<Part['queue']['state'], MarkKind> = { ok: 'verified', late: 'high', unknown: 'unknown' }
const MODEL: Record<Part['model']['state'], MarkKind> = { off: 'clear', on: 'verified', failed: 'high' }

/** The product's own sources, queue and model. What nobody asked is not known, and that is not well. */
export const SystemHealthCard = ({ part, intent }: CardProps<'system.health'>) => (
  <div>
    <CardHeader title={part.title} />
    <ul className="ruled mt-2 border-y">
      {part.sources.map((s) => (
        <li key={s.name} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 py-2 text-table">
          <div className="min-w-0">
            <p className="text-pretty">
              {s.name} <span className="text-muted">{s.says}</span>
            </p>
            {s.remedy && s.state !== 'ok' ? <p className="text-pretty text-muted text-small">{s.remedy}</p> : null}
          </div>
          <div className="text-right">
            <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
              <Mark kind={SOURCE[s.state].mark} />
              {SOURCE[s.state].word}
            </span>
            {s.as_of ? (
              <span className="block text-muted text-small">
                <Time at={s.as_of} now={intent.server_now} />
              </span>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
    <dl className="mt-3 grid gap-x-6 gap-y-1.5 text-table @md:grid-cols-[5rem_minmax(0,1fr)]">
      <dt className="font-normal text-muted">Queue</dt>
      <dd className="text-pretty">
        <span className="inline-flex items-center gap-1.5">
          <Mark kind={QUEUE[part.queue.state]} />
          {part.queue.says}
        </span>
        <span className="block text-muted text-small">
          <Figure id={part.queue.waiting} intent={intent} />, oldest <Figure id={part.queue.oldest} intent={intent} />
        </span>
      </dd>
      <dt className="font-normal text-muted">Model</dt>
      <dd className="text-pretty">
        <span className="inline-flex items-center gap-1.5">
          <Mark kind={MODEL[part.model.state]} />
          {part.model.says}
        </span>
      </dd>
      <dt className="font-normal text-muted">Speaks</dt>
      <dd className="text-pretty text-muted">{part.versions.map((v) => `${v.name} ${v.version}`).join(', ')}</dd>
    </dl>
  </div>
)
