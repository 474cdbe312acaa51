import { NotKnown } from '@/components/cards/figure'
import { cn } from '@/components/ui/cn'
import { Time } from '@/components/ui/time'
import type { UiIntent } from '@/schemas/intent'

/** Where a card comes from: sources, as of, rule set, digest. What could not be asked is said first. */
export function Provenance({ intent, className }: { intent: UiIntent; className?: string }) {
  const notes = Object.values(intent.evidence)
  const sources = [...new Set(notes.map((n) => n.source))]
  const newest = notes
    .map((n) => n.as_of)
    .sort()
    .at(-1)
  const { ruleset_version } = intent.produced_by
  const gaps = [...new Set(notes.flatMap((n) => n.gaps))]
  return (
    <div className={cn('min-w-0 text-muted text-small', className)}>
      {gaps.map((gap) => (
        <p key={gap}>
          <NotKnown>not known: {gap}</NotKnown>
        </p>
      ))}
      <p className="text-pretty">
        {sources.length > 0 ? `${sources.slice(0, 3).join(', ')} · ` : ''}
        {newest ? (
          <>
            as of <Time at={newest} now={intent.server_now} /> ·{' '}
          </>
        ) : null}
        {sources.includes(ruleset_version) ? null : (
          <>
            <Rules version={ruleset_version} /> ·{' '}
          </>
        )}
        <span className="whitespace-nowrap" title={`Digest of this card: ${intent.digest}`}>
          card <span className="font-mono">{intent.digest.slice(0, 8)}</span>
        </span>
      </p>
    </div>
  )
}

/** Name of the rule set that decided. */
function Rules({ version }: { version: string }) {
  return (
    <span className="whitespace-nowrap" title={version}>
      {version}
    </span>
  )
}
