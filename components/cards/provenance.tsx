import { NotKnown } from '@/components/cards/figure'
import { cn } from '@/components/ui/cn'
import { Time } from '@/components/ui/time'
import type { UiIntent } from '@/schemas/intent'

/** Where a card comes from, and those that go on with its list: sources, as of, rule set, digests. What could not be asked is said first. */
export function Provenance({ intent, rest = [], className }: { intent: UiIntent; rest?: readonly UiIntent[]; className?: string }) {
  const cards = [intent, ...rest]
  const notes = cards.flatMap((card) => Object.values(card.evidence))
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
        {cards.map(({ digest }, i) => (
          <span key={digest} className="whitespace-nowrap" title={`Digest of this card: ${digest}`}>
            {i === 0 ? (rest.length === 0 ? 'card ' : 'cards ') : ', '}
            <span className="font-mono">{digest.slice(0, 8)}</span>
          </span>
        ))}
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
