import type { CardProps } from '@/components/cards/card'
import { EvidenceFrame } from '@/components/cards/evidence/frame'
import { Figure } from '@/components/cards/figure'
import { cn } from '@/components/ui/cn'
import { Mark } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'

/** Recorded changes by how near they are to the onset; the rule counts those that are marked. */
export const EvidenceDeployCard = ({ part, intent }: CardProps<'evidence.deploy'>) => (
  <EvidenceFrame part={part} intent={intent}>
    {part.changes.length === 0 ? <p className="text-muted text-table">The source was asked and has no change of these days.</p> : null}
    <ol className="ruled border-y empty:hidden">
      {part.changes.map((c) => (
        <li key={`${c.at}${c.title}`} className="grid grid-cols-[0.75rem_minmax(0,1fr)] gap-x-3 py-2.5 text-table">
          <Mark kind={c.is_counted ? 'high' : 'clear'} className="mt-1" />
          <div className="min-w-0">
            <p className="text-pretty">
              {c.href ? (
                <a href={c.href} className={cn('quiet-link', c.is_counted && 'font-strong')}>
                  {c.title}
                </a>
              ) : (
                <span className={cn(c.is_counted && 'font-strong')}>{c.title}</span>
              )}
              <span className="text-muted">, </span>
              <span className="whitespace-nowrap">{c.offset}</span>
            </p>
            <p className="text-pretty text-muted text-small">
              {c.type}, {c.place}, <Time at={c.at} now={intent.server_now} />
              {c.is_counted ? ', counted' : ', not counted'}
            </p>
          </div>
        </li>
      ))}
    </ol>
    <p className="mt-3 text-pretty text-table">
      <span className="text-muted">How strongly the nearest change points to the rise:</span> <Figure id={part.score} intent={intent} className="font-strong" />
    </p>
    <p className="text-pretty text-muted text-small">{part.method}</p>
  </EvidenceFrame>
)
