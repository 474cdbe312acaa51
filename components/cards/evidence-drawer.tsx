'use client'
import { useEffect, useSyncExternalStore } from 'react'
import { noteOpened, onEvidence, readEvidence, showEvidence } from '@/components/cards/evidence-store'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Mark } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'
import { formatCompleteness } from '@/lib/kernel/format'
import type { EvidenceNote } from '@/schemas/intent'

/** A part that is folded away is opened by pressing its line, with the mouse or the keyboard. */
function noteFold({ target }: MouseEvent): void {
  const line = target instanceof Element ? target.closest('summary') : null
  const text = line?.textContent?.replace(/[›\s]+/g, ' ').trim() ?? ''
  if (line?.parentElement instanceof HTMLDetailsElement && !line.parentElement.open && text !== '') noteOpened(text)
}

/** Why this figure: its value, how it was made, and every piece of evidence below it. */
export function EvidenceDrawer() {
  const open = useSyncExternalStore(onEvidence, readEvidence, () => null)
  useEffect(() => {
    document.addEventListener('click', noteFold, true)
    return () => document.removeEventListener('click', noteFold, true)
  }, [])
  if (!open) return null
  const { fact, notes, ruleset, href } = open
  return (
    <Dialog open onOpenChange={(is_open) => is_open || showEvidence(null)}>
      <DialogContent shape="sheet" title={fact.label} description="Where this figure comes from">
        <p className="text-figure font-strong">{fact.text}</p>
        <dl className="mt-4 grid grid-cols-[6.5rem_1fr] gap-x-4 gap-y-2 text-table">
          <Row term="Exact value">
            <span className="break-all font-mono">
              {fact.value}
              {fact.currency ? ` ${fact.currency}` : ''}
            </span>
          </Row>
          {fact.window ? <Row term="Period">{fact.window}</Row> : null}
          {fact.unit ? <Row term="Unit">{fact.unit}</Row> : null}
          <Row term="Formula">{fact.formula ?? 'taken from the source as it is'}</Row>
          <Row term="As of">{fact.as_of ? <Time at={fact.as_of} /> : 'not known: the source gave no time'}</Row>
          {ruleset === '' ? null : (
            <Row term="Rule set">
              <span className="break-words font-mono text-small">{ruleset}</span>
            </Row>
          )}
        </dl>
        <h3 className="mt-6 mb-1 text-table font-strong">Evidence</h3>
        {notes.length === 0 ? <p className="text-muted text-table">This figure is part of the case record itself; it has no outside source.</p> : null}
        <ul className="ruled">
          {notes.map(({ id, note }) => (
            <li key={id} className="py-3">
              {note ? <Note note={note} /> : <p className="text-muted text-table">{id} is stored with the case and was not sent with this card.</p>}
            </li>
          ))}
        </ul>
        <a href={href} className="mt-3 inline-block text-accent text-table underline underline-offset-4">
          Open where it is used
        </a>
      </DialogContent>
    </Dialog>
  )
}

const Row = ({ term, children }: { term: string; children: React.ReactNode }) => (
  <>
    <dt className="font-normal text-muted">{term}</dt>
    <dd>{children}</dd>
  </>
)

function Note({ note }: { note: EvidenceNote }) {
  return (
    <>
      <div className="flex items-baseline justify-between gap-3 text-table">
        <span className="font-strong">{note.source}</span>
        <span className="text-muted text-small">
          <Time at={note.as_of} />
        </span>
      </div>
      <div className="mt-2 flex items-center gap-2 text-muted text-small">
        <span className="hatched h-1.5 w-24 overflow-hidden rounded-full ring-1 ring-line ring-inset">
          <span className="block h-full bg-verified" style={{ width: `${Math.round(note.completeness * 100)}%` }} />
        </span>
        {formatCompleteness(note)}
      </div>
      {note.gaps.map((gap) => (
        <p key={gap} className="mt-1 flex gap-2 text-table">
          <Mark kind="unknown" className="mt-1" />
          not known: {gap}
        </p>
      ))}
      <div className="mt-2 rounded-control bg-sunken p-2.5">
        <pre className="whitespace-pre-wrap break-words font-mono text-small leading-5">{note.query}</pre>
        <div className="mt-2 flex items-center justify-between gap-2">
          <span className="font-mono text-muted text-small">{note.digest.slice(0, 16)}</span>
          <CopyButton text={note.query} label="Copy query" />
        </div>
      </div>
    </>
  )
}
