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
        <Rules version={intent.produced_by.ruleset_version} /> ·{' '}
        <span className="font-mono" title={`Digest of this card: ${intent.digest}`}>
          {intent.digest.slice(0, 8)}
        </span>
      </p>
    </div>
  )
}

/** One name is printed; a list of rules is counted, and named in full on hover. */
function Rules({ version }: { version: string }) {
  const names = version.split(/[\s,]+/).filter(Boolean)
  return (
    <span className="whitespace-nowrap" title={version}>
      {names.length > 1 ? `${names.length} rules` : `rules ${version}`}
    </span>
  )
}
