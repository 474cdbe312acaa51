import { APPROVAL_STATE } from '@/components/cards/approval-card'
import { FactButton } from '@/components/cards/fact-button'
import { RiskChip } from '@/components/cards/risk-chip'
import { StripLine } from '@/components/cards/strip'
import { BatchApprove } from '@/components/screens/approvals/batch-approve'
import { RequestsPager } from '@/components/screens/approvals/requests-pager'
import { Counters } from '@/components/screens/counters'
import { EmptyState } from '@/components/screens/empty-state'
import { Notices } from '@/components/screens/notices'
import { PageTitle } from '@/components/screens/page-title'
import { Countdown } from '@/components/ui/countdown'
import { Link } from '@/components/ui/link'
import { Mark } from '@/components/ui/mark'
import { Unbroken } from '@/components/ui/unbroken'
import type { ApprovalRow, ApprovalsView } from '@/schemas/approvals-view'

/** What waits for a signature, soonest deadline first; and what was decided. */
export function ApprovalsScreen({ view }: { view: ApprovalsView }) {
  return (
    <>
      <PageTitle title="Approvals" lead="Plans waiting for a signature. A signature covers one exact plan; if the plan changes, it has to be signed again." />
      <Notices notices={view.notices} />
      {/* Three noughts would say louder what the page says in words. */}
      {view.waiting.length > 0 ? <Counters counters={view.counters} /> : null}
      {(view.batches ?? []).map((batch) => (
        <BatchApprove key={batch.title} batch={batch} now={view.now} />
      ))}
      {view.waiting.length > 0 ? (
        <>
          <Rows rows={view.waiting} now={view.now} label="Waiting" />
          <RequestsPager view={view} list="waiting" />
        </>
      ) : (
        <EmptyState
          title="Nothing waits for a signature"
          text="A plan appears here when an analyst sends it and policy requires approval."
          action={{ label: 'Open the inbox', href: '/' }}
        />
      )}
      {view.closed.length > 0 ? (
        <section className="mt-8">
          <h2 className="mb-2 text-muted text-table">Decided</h2>
          <Rows rows={view.closed} now={view.now} label="Decided" />
          <RequestsPager view={view} list="decided" />
        </section>
      ) : null}
    </>
  )
}

const Rows = ({ rows, now, label }: { rows: ApprovalRow[]; now: string; label: string }) => (
  <ul aria-label={label} data-inbox className="panel @container ruled overflow-hidden max-md:-mx-4 max-md:rounded-none max-md:border-x-0">
    {rows.map((row) => (
      <Row key={row.approval_id} row={row} now={now} />
    ))}
  </ul>
)

function Row({ row, now }: { row: ApprovalRow; now: string }) {
  const state = APPROVAL_STATE[row.state]
  const is_waiting = row.state === 'pending' || row.state === 'veto_open'
  return (
    <li
      data-row={row.approval_id}
      className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-5 gap-y-2 px-4 py-3 hover:bg-wash @3xl:grid-cols-[minmax(0,1fr)_9.5rem_10rem_9rem]"
    >
      <div className="min-w-0">
        <Link
          href={`/approvals/${row.approval_id}`}
          className="line-clamp-2 font-strong outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
        >
          {row.title}
        </Link>
        <p className="line-clamp-2 text-pretty text-muted text-table wrap-anywhere @3xl:line-clamp-1" title={row.where}>
          {row.where}
        </p>
        <p className="text-pretty text-muted text-small">
          Proposed by {row.proposed_by}
          {row.closed ? <Unbroken text={`; ${state.word.toLowerCase()}: ${row.closed}`} /> : null}
        </p>
      </div>
      <div className="text-right @3xl:order-none">
        <span className="relative z-10">
          <FactButton fact={row.saving} notes={[]} ruleset="" href={`/approvals/${row.approval_id}`} className="text-card font-strong" />
        </span>
        <p className="text-muted text-small">expected</p>
      </div>
      <div className="flex flex-col gap-1">
        <RiskChip tier={row.risk_tier} />
        <span className="text-muted text-small">{row.level}</span>
      </div>
      <div className="flex flex-col items-end gap-1 text-table @3xl:items-start">
        <StripLine slots={row.strip} />
        <p className="flex items-center gap-1 text-muted text-small">
          {is_waiting ? (
            <>
              <Countdown to={row.deadline} server_now={now} />
              left
            </>
          ) : (
            <>
              <Mark kind={state.mark} className="size-2.5" />
              {state.word}
            </>
          )}
        </p>
      </div>
      {row.cannot_sign && !row.closed ? <p className="col-span-full text-pretty text-muted text-small">{row.cannot_sign}</p> : null}
    </li>
  )
}
