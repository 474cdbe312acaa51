import type { ReactNode } from 'react'
import { Figure, NotKnown } from '@/components/cards/figure'
import { WhyText } from '@/components/cards/why-text'
import { CardHeader } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Td } from '@/components/ui/table'
import type { UiIntent } from '@/schemas/intent'

type Head = { title: string; subtitle: string; more: string | null; gaps: readonly string[] }

/** The finding, what was compared, and below the figures what is left out and what is not known. */
export const EvidenceFrame = ({ part, intent, children }: { part: Head; intent: UiIntent; children: ReactNode }) => (
  <div>
    <CardHeader title={<WhyText text={part.title} intents={[intent]} />} subtitle={part.subtitle} />
    <div className="mt-3">{children}</div>
    {part.more ? <p className="mt-2 text-muted text-small">{part.more}</p> : null}
    {part.gaps.map((gap) => (
      <p key={gap} className="mt-1.5 text-small">
        <NotKnown>not known: {gap}</NotKnown>
      </p>
    ))}
  </div>
)

type Sides = { before: string; after: string; intent: UiIntent; className?: string }

/** What it is since the onset, and below it what it was. */
export const Pair = ({ before, after, intent, className }: Sides) => (
  <span className={cn('inline-flex flex-col items-end', className)}>
    <Figure id={after} intent={intent} className={wordy(after, intent)} />
    <span className={cn('block font-normal text-muted text-small', intent.facts[before]?.kind !== 'text' && 'whitespace-nowrap')}>
      was <Figure id={before} intent={intent} className={wordy(before, intent)} />
    </span>
  </span>
)

/** Columns that a phone has in another cell of the row, and what it has there instead. */
export const WIDE = '@max-lg:hidden'
export const NARROW = '@lg:hidden'

export const PairCell = ({ className, below, ...sides }: Sides & { below?: ReactNode }) => (
  <Td className={cn('text-right', className)}>
    <Pair {...sides} />
    {below}
  </Td>
)

export const FigureCell = ({ id, intent, className }: { id: string; intent: UiIntent; className?: string }) => (
  <Td className={cn('text-right', className)}>
    <Figure id={id} intent={intent} className={wordy(id, intent)} />
  </Td>
)

// "not known: …" wraps where a figure would not.
const wordy = (id: string, intent: UiIntent): string | undefined =>
  intent.facts[id]?.kind === 'text' ? 'inline-block max-w-40 align-top whitespace-normal text-pretty text-right text-muted text-small' : undefined
