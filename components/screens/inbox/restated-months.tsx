'use client'
import { FactButton } from '@/components/cards/fact-button'
import { AskReason, useCommand } from '@/components/screens/ask-reason'
import { Fold } from '@/components/ui/fold'
import { Link } from '@/components/ui/link'
import { formatCount } from '@/lib/kernel/format'
import type { RestatedMonth } from '@/schemas/restated-month'

/** Closed months that came again with other amounts, each until somebody has acknowledged it. */
export const RestatedMonths = ({ months }: { months: RestatedMonth[] }) => (
  <section aria-label="Restated months" className="panel mb-4 px-4 py-1">
    <h2 className="sr-only">Data quality</h2>
    <ul className="ruled">
      {months.map((month) => (
        <Restated key={month.restatement_id} month={month} />
      ))}
    </ul>
  </section>
)

function Restated({ month }: { month: RestatedMonth }) {
  const { restatement_id, version, title, text, change, lines, lines_beyond, brought_by, acknowledge_denied } = month
  const { is_pending, send } = useCommand(`restatement.${version}`)
  const give = (reason: string) => send({ command: 'restatement.acknowledge', subject: restatement_id, params: {}, reason, expected_version: version })
  return (
    <li className="py-3 text-table">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-strong">{title}</h3>
        <FactButton fact={change} notes={notesOf(change)} ruleset="" href="/" className="font-strong" />
      </div>
      <p className="max-w-prose text-pretty text-muted">
        {text}{' '}
        <Link href={`/sources#${brought_by}`} className="text-ink underline underline-offset-2">
          See the import
        </Link>
      </p>
      <Fold label={`Account by account (${lines.length + lines_beyond})`}>
        <ul className="ruled">
          {lines.map((line) => (
            <li key={`${line.where} ${line.amounts}`} className="flex flex-wrap items-baseline justify-between gap-x-4 py-1.5">
              <span className="min-w-0 break-words">{line.where}</span>
              <span className="text-muted">
                {line.amounts} <FactButton fact={line.change} notes={notesOf(line.change)} ruleset="" href="/" />
              </span>
            </li>
          ))}
        </ul>
        {lines_beyond > 0 ? <p className="mt-1 text-muted text-small">{formatCount(lines_beyond, 'smaller change')} in the evidence.</p> : null}
      </Fold>
      <AskReason label="Acknowledge" denied={acknowledge_denied} is_pending={is_pending} onGive={give} />
    </li>
  )
}

const notesOf = ({ evidence }: RestatedMonth['change']) => evidence.map((id) => ({ id, note: undefined }))
