import { asSentence } from '@/components/cards/as-sentence'
import { Badge } from '@/components/ui/badge'
import { Fold } from '@/components/ui/fold'
import { Link } from '@/components/ui/link'
import type { MarkKind } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'
import type { ConnectorRow } from '@/schemas/connectors'

const STATE: Record<ConnectorRow['state'], { kind: MarkKind; word: string }> = {
  answers: { kind: 'verified', word: 'Answers' },
  failed: { kind: 'refused', word: 'Could not be asked' },
  not_connected: { kind: 'skipped', word: 'Not connected' },
  not_asked: { kind: 'unknown', word: 'Not asked yet' },
}

/** Sources beside the bill, each with what it said when it was last asked; those that nobody has connected are one press away. */
export function ConnectorList({ connectors, now }: { connectors: ConnectorRow[]; now: string }) {
  const closed = connectors.filter((c) => c.state === 'not_connected')
  const open = connectors.filter((c) => c.state !== 'not_connected')
  return (
    <section aria-label="Connectors" className="mt-8">
      <h2 className="mb-2 text-muted text-table">
        Beside the bill,{' '}
        <Link href="/settings" className="underline">
          set up in Settings
        </Link>
      </h2>
      {open.length > 0 ? <Rows connectors={open} now={now} /> : null}
      {closed.length > 0 ? (
        <Fold label={`Not connected (${closed.length})`}>
          <Rows connectors={closed} now={now} />
        </Fold>
      ) : null}
    </section>
  )
}

const Rows = ({ connectors, now }: { connectors: readonly ConnectorRow[]; now: string }) => (
  <ul className="panel grid overflow-hidden px-4 @4xl/page:grid-cols-2 @4xl/page:gap-x-10">
    {connectors.map((c) => (
      <li key={c.name} className="-mt-px border-t py-3 text-table">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-strong">{c.label}</span>
          <Badge kind={STATE[c.state].kind}>{STATE[c.state].word}</Badge>
          {c.checked_at === null || c.state === 'not_connected' ? null : (
            <span className="text-muted text-small">
              asked <Time at={c.checked_at} now={now} />
            </span>
          )}
        </p>
        <p className="text-pretty text-muted">{c.state === 'answers' ? `${c.does} Last answer: ${asSentence(c.detail)}` : c.does}</p>
        {c.state === 'failed' ? <p className="text-pretty">{asSentence(`${c.detail}${c.remedy === null ? '' : `: ${c.remedy}`}`)}</p> : null}
      </li>
    ))}
  </ul>
)
