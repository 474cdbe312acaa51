import { ImportOutcome } from '@/components/screens/sources/import-outcome'
import { cn } from '@/components/ui/cn'
import { Mark, type MarkKind } from '@/components/ui/mark'
import type { ImportRow } from '@/schemas/sources-view'
import { IMPORT_STATE } from './import-state'
import type { Upload } from './use-uploads'

/** How far each file is, and what the server said of it; once it was read, what came of the import. */
export const UploadList = ({ uploads, imports }: { uploads: readonly Upload[]; imports: readonly ImportRow[] }) => (
  <ul className="ruled mt-4 border-t" aria-live="polite">
    {uploads.map((u) => (
      <UploadLine key={u.id} upload={u} row={imports.find((i) => i.import_id === u.import_id && i.finished_at !== null)} />
    ))}
  </ul>
)

/** That a file was received stays said: what came of it is another matter. */
const ENDED: Record<ImportRow['state'], string> = {
  queued: 'Received.',
  running: 'Received.',
  completed: 'Received and imported.',
  unchanged: 'Received. The bill holds exactly these files already: nothing changed.',
  failed: 'Received and refused: nothing of it is in the bill.',
  cancelled: 'Received. Its import was cancelled: nothing of it is in the bill.',
}

function UploadLine({ upload: u, row }: { upload: Upload; row: ImportRow | undefined }) {
  const is_bad = u.state === 'refused' || row?.state === 'failed'
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)_8rem] items-center gap-x-3 pt-2 text-table">
      <Mark kind={markOf(u, row)} />
      <span className="truncate font-strong">{u.name}</span>
      <span aria-hidden="true" className={cn('h-1.5 overflow-hidden rounded-full bg-line', u.state !== 'sending' && 'invisible')}>
        <span className="block h-full bg-accent" style={{ width: `${u.share * 100}%` }} />
      </span>
      <div className={cn('col-start-2 col-end-4 pb-2 text-small', is_bad ? 'text-ink' : 'text-muted')}>
        {u.state === 'sending' ? `Sending, ${Math.round(u.share * 100)} %` : null}
        {u.state !== 'sending' && row === undefined ? u.text : null}
        {row === undefined ? null : (
          <>
            <p>{ENDED[row.state]}</p>
            <ImportOutcome row={row} />
          </>
        )}
      </div>
    </li>
  )
}

/** That a file has come says nothing of what is in it. */
const markOf = (u: Upload, row: ImportRow | undefined): MarkKind =>
  u.state === 'refused' ? 'refused' : row === undefined ? 'current' : row.notes.some((n) => n.kind === 'warning') ? 'high' : IMPORT_STATE[row.state].mark
