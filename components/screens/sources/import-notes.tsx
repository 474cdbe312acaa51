import { Fold } from '@/components/ui/fold'
import { Mark, type MarkKind } from '@/components/ui/mark'
import { Unbroken } from '@/components/ui/unbroken'
import type { ImportNote } from '@/schemas/sources-view'

/** More than this many stand folded, so that the next import is still on the screen. */
const OPEN_AT_MOST = 3

const KIND: Record<ImportNote['kind'], { mark: MarkKind; word: string }> = {
  warning: { mark: 'high', word: 'To look at' },
  repaired: { mark: 'low', word: 'Put right' },
  dropped: { mark: 'skipped', word: 'Left out' },
}
const ORDER = ['warning', 'repaired', 'dropped'] as const

/** What an import left out or put right, and what a person should look at; that first, because it asks for something. */
export function ImportNotes({ notes }: { notes: readonly ImportNote[] }) {
  if (notes.length === 0) return null
  const inOrder = ORDER.flatMap((kind) => notes.filter((note) => note.kind === kind))
  return notes.length > OPEN_AT_MOST ? (
    <Fold
      label={
        <>
          <Mark kind={KIND[inOrder[0]?.kind ?? 'dropped'].mark} className="mr-1.5 inline-block align-[-1px]" />
          {summary(inOrder)}
        </>
      }
    >
      <NoteList notes={inOrder} />
    </Fold>
  ) : (
    <NoteList notes={inOrder} />
  )
}

const NoteList = ({ notes }: { notes: readonly ImportNote[] }) => (
  <ul className="mt-1.5 max-w-prose space-y-1.5" aria-label="What this import left out, put right or warns of">
    {notes.map(({ kind, text, remedy }) => (
      <li key={`${kind} ${text}`} className="flex gap-2">
        <Mark kind={KIND[kind].mark} className="mt-1" />
        <p className="min-w-0 text-pretty break-words text-muted">
          <span className="text-ink">{KIND[kind].word}:</span> <Unbroken text={`${text}.`} />{' '}
          {remedy === null ? null : <span className="text-ink">{remedy}</span>}
        </p>
      </li>
    ))}
  </ul>
)

/** "5 to look at, 1 left out" */
const summary = (notes: readonly ImportNote[]): string =>
  ORDER.flatMap((kind) => {
    const count = notes.filter((note) => note.kind === kind).length
    return count === 0 ? [] : [`${count.toLocaleString('en-US')} ${KIND[kind].word.toLowerCase()}`]
  }).join(', ')
