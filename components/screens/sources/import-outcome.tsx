import { asSentence } from '@/components/cards/as-sentence'
import { ImportNotes } from '@/components/screens/sources/import-notes'
import { Unbroken } from '@/components/ui/unbroken'
import type { ImportRow } from '@/schemas/sources-view'

/** What came of an import: its sums against the files, what it says of them, or why it was refused. */
export const ImportOutcome = ({ row }: { row: Pick<ImportRow, 'reconciled' | 'notes' | 'error'> }) => (
  <>
    {row.reconciled ? (
      <p className="text-pretty text-muted">
        <Unbroken text={row.reconciled} />
      </p>
    ) : null}
    <ImportNotes notes={row.notes} />
    {row.error ? <ImportError error={row.error} /> : null}
  </>
)

/** Which row, which column, what stood there, and what to do about it. */
const ImportError = ({ error }: { error: NonNullable<ImportRow['error']> }) => (
  <div role="note" className="mt-2 rounded-control bg-danger-wash px-3 py-2">
    <p className="break-words">
      {error.row !== null ? `Row ${error.row.toLocaleString('en-US')}` : error.file}
      {error.column ? (
        <>
          , column <span className="font-mono">{error.column}</span>
        </>
      ) : null}
      {error.value === null ? (
        ':'
      ) : (
        <>
          : <span className="rounded-sm bg-surface px-1 font-mono">{error.value}</span>
        </>
      )}{' '}
      {error.message}.
    </p>
    <p className="mt-0.5 text-pretty text-muted">{asSentence(error.remedy)}</p>
  </div>
)
