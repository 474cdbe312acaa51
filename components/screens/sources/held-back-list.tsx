import { FactButton } from '@/components/cards/fact-button'
import { Fold } from '@/components/ui/fold'
import { Table, Td, Th } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { formatCount } from '@/lib/kernel/format'
import type { HeldLedger } from '@/schemas/held-ledger'

/** What the newest look at the bill noticed and opened no case for: by rule with its dollars, and line by line. */
export function HeldBackList({ held, now }: { held: HeldLedger; now: string }) {
  return (
    <section className="mt-8" aria-label="Held back" id="held-back">
      <h2 className="mb-1 text-muted text-table">Held back</h2>
      <p className="mb-2 max-w-prose text-pretty text-muted text-small">
        The last detection run, <Time at={held.at} now={now} />, found {formatCount(held.cases, 'case')}. It also noticed these changes and opened no case for
        them.
      </p>
      {held.rules.length === 0 ? (
        <p className="text-table">Nothing was held back.</p>
      ) : (
        <Table label="held back">
          <thead>
            <tr>
              <Th>Rule</Th>
              <Th className="text-right">Changes</Th>
              <Th className="text-right">Per day</Th>
            </tr>
          </thead>
          <tbody>
            {held.rules.map((r) => (
              <tr key={r.rule}>
                <Td>
                  <span className="font-strong">{r.label}</span>
                  <span className="block text-pretty text-muted text-small">{r.because}</span>
                </Td>
                <Td className="text-right">{r.changes.toLocaleString('en-US')}</Td>
                <Td className="text-right">
                  <FactButton fact={r.total} notes={[]} ruleset="" href="/sources#held-back" />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {held.rows.length > 0 ? (
        <Fold label={`Line by line (${held.rows.length})`}>
          <ul className="ruled text-table">
            {held.rows.map((row) => (
              <li key={`${row.where} ${row.since} ${row.rule} ${row.change}`} className="flex flex-wrap justify-between gap-x-4 py-1.5">
                <span className="min-w-0 break-words">{row.where}</span>
                <span className="text-muted">
                  {row.change} since {row.since}, {row.rule}
                </span>
              </li>
            ))}
          </ul>
          {held.beyond > 0 ? <p className="mt-1 text-muted text-small">{formatCount(held.beyond, 'smaller change')} not shown.</p> : null}
        </Fold>
      ) : null}
      {held.falls.length > 0 ? (
        <Fold label={`What fell (${held.falls.length})`}>
          <ul className="ruled text-table">
            {held.falls.map((fall) => (
              <li key={`${fall.where} ${fall.since} ${fall.change}`} className="py-1.5">
                <span className="flex flex-wrap justify-between gap-x-4">
                  <span className="min-w-0 break-words">{fall.where}</span>
                  <span className="text-muted">
                    {fall.change} since {fall.since}, {fall.kind}
                  </span>
                </span>
                {fall.because === '' ? null : <span className="block text-pretty text-muted text-small">{fall.because}</span>}
              </li>
            ))}
          </ul>
        </Fold>
      ) : null}
    </section>
  )
}
