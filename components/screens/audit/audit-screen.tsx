import { AuditFilter } from '@/components/screens/audit/audit-filter'
import { auditHref } from '@/components/screens/audit/audit-href'
import { EmptyState } from '@/components/screens/empty-state'
import { Notices } from '@/components/screens/notices'
import { PageTitle } from '@/components/screens/page-title'
import { buttonStyle } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Mark } from '@/components/ui/mark'
import { Unbroken } from '@/components/ui/unbroken'
import { formatDay } from '@/lib/kernel/format'
import type { AuditRow, AuditView } from '@/schemas/audit-view'

/** A ruled ledger. Each line carries the hash of the one before; a broken link shows where. */
export function AuditScreen({ view }: { view: AuditView }) {
  const { verify } = view
  const days = byDay(view.rows)
  return (
    <>
      <PageTitle
        title="Audit"
        lead="Everything that was decided or done, in order. Entries cannot be changed; each is chained to the one before."
        aside={<AuditFilter view={view} />}
      />
      <Notices notices={view.notices} />
      <div
        className={cn(
          'mb-4 flex flex-wrap items-center gap-x-4 gap-y-1 rounded-control px-4 py-2.5 text-table',
          verify.is_intact ? 'bg-good-wash' : 'bg-danger-wash',
        )}
      >
        <p className="flex items-center gap-2">
          <Mark kind={verify.is_intact ? 'verified' : 'critical'} />
          <span className="font-strong">{verify.is_intact ? 'Chain intact' : `Chain broken at ${verify.broken_at}`}</span>
        </p>
        <p className="min-w-0 text-pretty text-muted">{verify.sentence}</p>
        {verify.head_hash ? (
          <p className="ml-auto font-mono text-muted text-small" title={verify.head_hash}>
            head {verify.head_seq} · {verify.head_hash.slice(0, 16)}
          </p>
        ) : null}
      </div>
      {view.replay ? <ReplayBadge replay={view.replay} /> : null}
      {view.rows.length === 0 ? (
        <EmptyState title="No entry" text="Nothing that matches was recorded yet." action={{ label: 'All entries', href: '/audit' }} />
      ) : null}
      {days.map(({ day, rows }) => (
        <section key={rows[0]?.seq} aria-label={day} className="mb-5">
          <h2 className="border-ink border-b pb-1 text-muted text-small">
            {day}
            {rows.every((row) => zoneOf(row.at) === 'UTC') ? null : `, ${[...new Set(rows.map((row) => zoneOf(row.at)))].join(' and ')}`}
          </h2>
          <ol className="@container">
            {rows.map((row) => (
              <Entry key={row.seq} row={row} />
            ))}
          </ol>
        </section>
      ))}
      {view.next_before !== null ? (
        <Link href={auditHref(view.filter, view.next_before)} className={buttonStyle({ variant: 'neutral' })}>
          Earlier entries
        </Link>
      ) : null}
    </>
  )
}

const REPLAY_MARK = { reproduces: 'verified', differs: 'critical', 'not known': 'unknown' } as const

/** Whether the decisions of the case that is shown still come out of its evidence, and the way to take it along. */
function ReplayBadge({ replay }: { replay: NonNullable<AuditView['replay']> }) {
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-1 text-table">
      <p className="flex items-center gap-2">
        <Mark kind={REPLAY_MARK[replay.outcome]} />
        <span className="font-strong">Replay: {replay.outcome}</span>
      </p>
      <p className="min-w-0 text-pretty text-muted">{replay.sentence}</p>
      <a href={`/api/v1/cases/${replay.case_id}/export`} className={cn('ml-auto', buttonStyle({ variant: 'neutral' }))}>
        Export this case
      </a>
    </div>
  )
}

const CLOCK = /(\d{2}:\d{2})(?::\d{2})?/
/** "19 Nov" of "19 Nov 09:04 UTC", and of an instant. */
const dayOf = (at: string) => (/^\d{4}-/.test(at) ? formatDay(at) : at.replace(/ \d{2}:\d{2} UTC\S*$/, ''))
const clockOf = (at: string) => CLOCK.exec(at)?.[1] ?? ''
/** "UTC" or "UTC+1": by whose clocks the time is told. */
const zoneOf = (at: string) => / (UTC\S*)$/.exec(at)?.[1] ?? 'UTC'

/** Runs of rows of one day. The order of the chain is kept, whatever the clocks said. */
function byDay(rows: AuditRow[]): { day: string; rows: AuditRow[] }[] {
  const runs: { day: string; rows: AuditRow[] }[] = []
  for (const row of rows) {
    const last = runs.at(-1)
    if (last?.day === dayOf(row.at)) last.rows.push(row)
    else runs.push({ day: dayOf(row.at), rows: [row] })
  }
  return runs
}

function Entry({ row }: { row: AuditRow }) {
  return (
    <li
      id={`entry-${row.seq}`}
      className="grid grid-cols-[2.5rem_1rem_minmax(0,1fr)] gap-x-3 border-b py-2 text-table target:bg-accent-wash @3xl:grid-cols-[3rem_1rem_4.5rem_minmax(0,1fr)_11rem_5rem]"
    >
      <span className="text-right text-muted">{row.seq}</span>
      <span
        className={cn('relative flex justify-center pt-1', row.is_linked ? 'text-verified' : 'text-critical')}
        title={row.is_linked ? `Linked to ${row.prev.slice(0, 8)}` : 'The link to the entry before is broken'}
      >
        <ChainMark is_linked={row.is_linked} />
        <span className="sr-only">{row.is_linked ? 'linked' : 'link broken'}</span>
      </span>
      <time dateTime={row.at} title={row.at} className="hidden text-muted @3xl:block">
        {clockOf(row.at)}
      </time>
      <span className="min-w-0">
        {row.href ? (
          <Link href={row.href} className="quiet-link font-strong">
            {row.title}
          </Link>
        ) : (
          <span className="font-strong">{row.title}</span>
        )}
        {row.about === null ? null : (
          <span className="break-words">
            {' '}
            <Unbroken text={row.about} />
          </span>
        )}
        {row.detail === '' ? null : (
          <span className="break-words text-muted">
            {row.about === null ? ' ' : ' · '}
            <Unbroken text={row.detail} />
          </span>
        )}
        <span className="block text-muted text-small @3xl:hidden">
          {clockOf(row.at)} {zoneOf(row.at)} · {row.actor} · <span className="font-mono">{row.hash.slice(0, 8)}</span>
        </span>
      </span>
      <span className="hidden truncate text-muted @3xl:block">
        {row.actor}
        {row.surface === 'system' ? null : ` · ${row.surface}`}
      </span>
      <span className="hidden text-right font-mono text-muted text-small leading-5 @3xl:block" title={row.hash}>
        {row.hash.slice(0, 8)}
      </span>
    </li>
  )
}

const ChainMark = ({ is_linked }: { is_linked: boolean }) => (
  <svg viewBox="0 0 12 12" aria-hidden="true" className="size-3" fill="none" stroke="currentColor" strokeWidth="1.4">
    <rect x="3.4" y=".7" width="5.2" height="5.2" rx="2.4" />
    <rect x="3.4" y="6.1" width="5.2" height="5.2" rx="2.4" />
    {is_linked ? <path d="M6 3.6v4.8" strokeLinecap="round" /> : <path d="M2 2l8 8" strokeLinecap="round" />}
  </svg>
)
