import { asSentence } from '@/components/cards/as-sentence'
import { FactButton } from '@/components/cards/fact-button'
import { NotKnown } from '@/components/cards/figure'
import { ConnectorList } from '@/components/screens/connector-list'
import { EmptyState } from '@/components/screens/empty-state'
import { HeldBackList } from '@/components/screens/held-back-list'
import { Notices } from '@/components/screens/notices'
import { PageTitle } from '@/components/screens/page-title'
import { UploadDrop } from '@/components/screens/upload-drop'
import { Mark, type MarkKind } from '@/components/ui/mark'
import { Table, Td, Th } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { formatCount } from '@/lib/kernel/format'
import type { ImportRow, SourceRow, SourcesView } from '@/schemas/sources-view'

/** Where the figures come from and how old they are. */
export function SourcesScreen({ view }: { view: SourcesView }) {
  return (
    <>
      <PageTitle title="Sources" lead="What the rules may look at. A source that cannot be asked is not known, never zero." />
      <Notices notices={view.notices} />
      <UploadDrop denied={view.import_denied} sources={view.sources.map((s) => s.source)} />
      <section aria-label="Sources" className="mt-6">
        {view.sources.length === 0 ? (
          <EmptyState title="No source yet" text="Drop a bill above. The first import is read in a few seconds and cases follow within a minute." />
        ) : (
          <SourceTable sources={view.sources} />
        )}
      </section>
      {view.imports.length > 0 ? (
        <section className="mt-8">
          <h2 className="mb-2 text-muted text-table">Imports</h2>
          <ul className="panel @container ruled overflow-hidden max-md:-mx-4 max-md:rounded-none max-md:border-x-0">
            {view.imports.map((row) => (
              <Import key={row.import_id} row={row} now={view.now} />
            ))}
          </ul>
        </section>
      ) : null}
      {view.connectors ? <ConnectorList connectors={view.connectors} now={view.now} /> : null}
      {view.held ? <HeldBackList held={view.held} now={view.now} /> : null}
    </>
  )
}

const FRESH: Record<SourceRow['state'], MarkKind> = { fresh: 'verified', stale: 'high', missing: 'unknown', importing: 'current' }

const SourceTable = ({ sources }: { sources: SourceRow[] }) => (
  <Table>
    <thead>
      <tr>
        <Th>Source</Th>
        <Th>Freshness</Th>
        {/* A phone has the days in the words of the freshness. */}
        <Th className="max-md:hidden">Complete</Th>
        <Th className="max-md:hidden">Settled to</Th>
        <Th className="text-right max-md:hidden">Rows</Th>
        <Th className="text-right">Billed</Th>
      </tr>
    </thead>
    <tbody>
      {sources.map((s) => (
        <tr key={s.source}>
          <Td className="whitespace-nowrap">
            <span className="font-strong">{s.source}</span>
            <span className="block text-muted text-small">{s.kind}</span>
          </Td>
          <Td>
            {s.state === 'missing' ? (
              <NotKnown>{s.freshness}</NotKnown>
            ) : (
              <span className="inline-flex items-start gap-1.5 md:whitespace-nowrap">
                <Mark kind={FRESH[s.state]} className="mt-1" />
                {s.freshness}
              </span>
            )}
          </Td>
          <Td className="whitespace-nowrap max-md:hidden">
            {s.first_day && s.complete_to ? `${s.first_day} to ${s.complete_to}` : <span className="text-muted">not known</span>}
          </Td>
          <Td className="whitespace-nowrap max-md:hidden">{s.settled_to ? s.settled_to : <span className="text-muted">not known</span>}</Td>
          <Td className="text-right max-md:hidden">
            {s.rows ? <FactButton fact={s.rows} notes={[]} ruleset="" href="/sources" /> : <span className="text-muted">not known</span>}
          </Td>
          <Td className="text-right">
            {s.total ? <FactButton fact={s.total} notes={[]} ruleset="" href="/sources" /> : <span className="text-muted">not known</span>}
          </Td>
        </tr>
      ))}
    </tbody>
  </Table>
)

const STATE: Record<ImportRow['state'], { mark: MarkKind; word: string }> = {
  queued: { mark: 'waiting', word: 'Queued' },
  running: { mark: 'current', word: 'Reading' },
  completed: { mark: 'verified', word: 'Imported' },
  unchanged: { mark: 'clear', word: 'Unchanged' },
  failed: { mark: 'refused', word: 'Refused' },
  cancelled: { mark: 'skipped', word: 'Cancelled' },
}

function Import({ row, now }: { row: ImportRow; now: string }) {
  const state = STATE[row.state]
  return (
    <li id={row.import_id} className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-3 px-4 py-3 text-table @3xl:grid-cols-[1rem_minmax(0,1fr)_13rem_9rem]">
      <Mark kind={state.mark} className="mt-1" />
      <div className="min-w-0">
        <p className="truncate">
          <span className="font-strong">{row.file}</span> <span className="text-muted">{row.format}</span>
        </p>
        {row.progress !== null && row.state === 'running' ? (
          <span
            role="progressbar"
            aria-label={`Reading ${row.file}`}
            aria-valuenow={Math.round(row.progress * 100)}
            className="my-1.5 block h-1.5 max-w-md overflow-hidden rounded-full bg-wash"
          >
            <span className="block h-full bg-accent" style={{ width: `${row.progress * 100}%` }} />
          </span>
        ) : null}
        {row.reconciled ? <p className="text-pretty text-muted">{row.reconciled}</p> : null}
        {row.dropped.map((d) => (
          <p key={d.because} className="text-muted">
            Left out {formatCount(d.rows, 'row')}: {d.because}.
          </p>
        ))}
        {row.error ? <ImportError error={row.error} /> : null}
      </div>
      <p className="text-muted max-[48rem]:col-start-2 @3xl:col-start-auto">
        <span className="text-ink">{state.word}</span>
        {row.rows_read > 0 ? `, ${formatCount(row.rows_read, 'row')}` : ''}
        {row.rows_per_sec && row.state === 'running' ? <span className="block text-small">{row.rows_per_sec.toLocaleString('en-US')} rows / s</span> : null}
      </p>
      <p className="text-muted max-[48rem]:col-start-2 @3xl:col-start-auto @3xl:text-right">
        <Time at={row.started_at} now={now} />
        <span className="block text-small">{row.by}</span>
      </p>
    </li>
  )
}

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
