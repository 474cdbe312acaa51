import { Badge } from '@/components/ui/badge'
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

/** Sources beside the bill, each with what it said when it was last asked. */
export function ConnectorList({ connectors, now }: { connectors: ConnectorRow[]; now: string }) {
  return (
    <section aria-label="Connectors" className="mt-8">
      <h2 className="mb-2 text-muted text-table">
        Beside the bill,{' '}
        <Link href="/settings" className="underline">
          set up in Settings
        </Link>
      </h2>
      <ul className="panel ruled">
        {connectors.map((c) => (
          <li key={c.name} className="px-4 py-3 text-table">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-strong">{c.label}</span>
              <Badge kind={STATE[c.state].kind}>{STATE[c.state].word}</Badge>
              {c.checked_at === null ? null : (
                <span className="text-muted text-small">
                  asked <Time at={c.checked_at} now={now} />
                </span>
              )}
            </p>
            <p className="text-pretty text-muted">{c.state === 'answers' ? `${c.does} Last answer: ${c.detail}.` : c.does}</p>
            {c.state === 'failed' ? (
              <p className="text-pretty">
                {c.detail}
                {c.remedy === null ? '' : `: ${c.remedy}`}.
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
