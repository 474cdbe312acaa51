import { FactButton } from '@/components/cards/fact-button'
import { NotKnown } from '@/components/cards/figure'
import { EmptyState } from '@/components/screens/empty-state'
import { Notices } from '@/components/screens/notices'
import { PageTitle } from '@/components/screens/page-title'
import { ConnectorList } from '@/components/screens/sources/connector-list'
import { HeldBackList } from '@/components/screens/sources/held-back-list'
import { ImportLine } from '@/components/screens/sources/import-line'
import { UploadDrop } from '@/components/screens/sources/upload-drop'
import { Mark, type MarkKind } from '@/components/ui/mark'
import { Table, Td, Th } from '@/components/ui/table'
import type { SourceRow, SourcesView } from '@/schemas/sources-view'

/** Where the figures come from and how old they are. */
export function SourcesScreen({ view }: { view: SourcesView }) {
  return (
    <>
      <PageTitle title="Sources" lead="The data behind every case. What a source does not answer counts as not known, never as zero." />
      <Notices notices={view.notices} />
      <UploadDrop denied={view.import_denied} sources={view.sources.map((s) => s.source)} imports={view.imports} />
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
              <ImportLine key={row.import_id} row={row} now={view.now} />
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

const FRESH_WORD: Partial<Record<SourceRow['state'], string>> = { stale: 'Old: ' }

const HowFresh = ({ row }: { row: SourceRow }) =>
  row.state === 'missing' ? (
    <NotKnown>{row.freshness}</NotKnown>
  ) : (
    <span className="inline-flex items-start gap-1.5 md:whitespace-nowrap">
      <Mark kind={FRESH[row.state]} className="mt-1" />
      <span className="self-baseline">
        {FRESH_WORD[row.state]}
        {row.freshness}
      </span>
    </span>
  )

const SourceTable = ({ sources }: { sources: SourceRow[] }) => (
  <Table label="bills">
    <thead>
      <tr>
        <Th>Source</Th>
        {/* A phone has how fresh it is below the name, and the days in its words. */}
        <Th className="max-md:hidden">Freshness</Th>
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
            <span className="block whitespace-normal md:hidden">
              <HowFresh row={s} />
            </span>
          </Td>
          <Td className="max-md:hidden">
            <HowFresh row={s} />
          </Td>
          <Td className="whitespace-nowrap max-md:hidden">
            {s.first_day && s.complete_to ? (
              s.first_day === s.complete_to ? (
                s.first_day
              ) : (
                `${s.first_day} to ${s.complete_to}`
              )
            ) : (
              <span className="text-muted">not known</span>
            )}
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
