import { FactButton } from '@/components/cards/fact-button'
import { notesOf } from '@/components/cards/notes-of'
import { cn } from '@/components/ui/cn'
import { Mark } from '@/components/ui/mark'
import type { UiIntent } from '@/schemas/intent'

type Props = { id: string; intent: UiIntent; className?: string | undefined; is_bare?: boolean }

/** One figure of an intent. Pointing at it underlines it, activating it opens where it came from. A figure that is not in the ledger is said to be unknown. */
export function Figure({ id, intent, className, is_bare = false }: Props) {
  const fact = intent.facts[id]
  if (!fact) return <NotKnown>not known: {id} is missing from this card</NotKnown>
  return (
    <FactButton
      fact={fact}
      notes={notesOf(fact, intent)}
      ruleset={intent.produced_by.ruleset_version}
      href={intent.href}
      className={className}
      is_bare={is_bare}
    />
  )
}

export function NotKnown({ children, className }: { children: React.ReactNode; className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-1.5 text-muted', className)}>
      <Mark kind="unknown" />
      {children}
    </span>
  )
}

/** "hidden by rule" is set like a figure and is words. */
const isFigure = (text = ''): boolean => /\d/.test(text)

// A word or two is set as large as a figure beside it, a phrase as heavy; a sentence is read as text. Characters.
const [LONGEST_WORD, LONGEST_PHRASE] = [14, 32]

function lookOf(text: string, size: keyof typeof SIZE): string {
  if (text.length <= LONGEST_WORD) return cn(SIZE[size === 'large' ? 'medium' : size], 'whitespace-normal text-pretty')
  return cn('whitespace-normal text-pretty wrap-anywhere', text.length <= LONGEST_PHRASE ? 'text-body font-strong' : 'text-table')
}

const SIZE = { large: 'text-figure font-strong', medium: 'text-page font-strong', small: 'text-card font-strong' }

/** Label, figure, and the time it speaks about. In a grid the three lines stand on common rows. */
export function FigureBlock({ id, intent, size = 'medium' }: Props & { size?: keyof typeof SIZE }) {
  const fact = intent.facts[id]
  return (
    <div className="row-span-3 grid min-w-0 grid-rows-subgrid gap-y-0">
      <p className="eyebrow self-end">{fact?.label ?? id}</p>
      <p className={size === 'small' ? 'self-start' : 'self-baseline'}>
        {/* Words wrap where a figure would not. */}
        <Figure
          id={id}
          intent={intent}
          className={fact?.kind === 'text' ? lookOf(fact.text, size) : cn(SIZE[size], !isFigure(fact?.text) && 'whitespace-normal')}
        />
      </p>
      {/* "If it goes on for 30 days" has said its time. */}
      <p className="text-pretty text-muted text-small">{fact?.window && !fact.label.includes(fact.window) ? fact.window : null}</p>
    </div>
  )
}
