import type { CardProps } from '@/components/cards/card'
import { CardHeader } from '@/components/ui/card'
import { Fold } from '@/components/ui/fold'
import { Mark } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'

/** One entry and whether a signed anchor covers it; the path of hashes is folded away for who checks it. */
export function AuditProofCard({ part, intent }: CardProps<'audit.proof'>) {
  const mark = part.proof === null ? 'unknown' : part.proof.is_proved ? 'verified' : 'critical'
  return (
    <div>
      <CardHeader title={`Entry ${part.seq}: ${part.title}`} subtitle={part.actor} />
      <p className="text-muted text-small">
        <Time at={part.at} now={intent.server_now} /> · <span className="wrap-anywhere font-mono">{part.hash}</span>
      </p>
      <p className="mt-2 flex items-start gap-2 text-pretty text-table">
        <Mark kind={mark} className="mt-1" />
        {part.sentence}
      </p>
      {part.proof ? (
        <Fold label={`Path of ${part.proof.steps.length} hashes to the signed root`}>
          <ol className="wrap-anywhere space-y-0.5 font-mono text-small">
            {part.proof.steps.map((s) => (
              <li key={s.side + s.hash}>
                <span className="text-muted">{s.side}</span> {s.hash}
              </li>
            ))}
            <li>
              <span className="text-muted">root</span> {part.proof.root}
            </li>
          </ol>
        </Fold>
      ) : null}
    </div>
  )
}
