import { FactButton } from '@/components/cards/fact-button'
import { Counters } from '@/components/screens/counters'
import { EmptyState } from '@/components/screens/empty-state'
import { Notices } from '@/components/screens/notices'
import { PageTitle } from '@/components/screens/page-title'
import { SavingsCalibration } from '@/components/screens/savings/savings-calibration'
import { SavingsTakenBack } from '@/components/screens/savings/savings-taken-back'
import { buttonStyle } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Mark } from '@/components/ui/mark'
import { Table, Td, Th } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { Unbroken } from '@/components/ui/unbroken'
import { formatMonth } from '@/lib/kernel/format'
import type { Fact } from '@/schemas/intent'
import type { SavingsRow, SavingsView } from '@/schemas/savings-view'

const LEAD =
  'What was spent against what it would have cost without the change. A saving counts once a check confirms it, on settled days only, and for as long as it holds.'

/** The statement of what was saved: each plan, each month, one total that is their sum. What was avoided stands apart. */
export function SavingsScreen({ view }: { view: SavingsView }) {
  return (
    <>
      <PageTitle
        title="Savings"
        lead={LEAD}
        aside={
          view.rows.length > 0 ? (
            <a href="/api/savings/export" download className={buttonStyle({ variant: 'neutral' })} data-screen-only>
              Export CSV
            </a>
          ) : null
        }
      />
      <Notices notices={view.notices} />
      <Counters counters={view.counters} />
      {view.rows.length === 0 ? (
        <div className="space-y-3">
          <EmptyState
            title="No saving is confirmed yet"
            text="A plan is listed here once a check confirms its saving, seven settled days after the change at the earliest."
            action={{ label: 'See what is measured', href: '/verification' }}
          />
          <SavingsTakenBack plans={view.taken_back} />
          {view.calibration.some(isKnown) ? <SavingsCalibration facts={view.calibration} /> : null}
        </div>
      ) : (
        <div className="space-y-3">
          <section aria-label="By plan" className="panel p-4 @min-[60rem]/page:p-5">
            <h2 className="mb-2 font-strong text-card">By plan</h2>
            <Plans rows={view.rows} totals={view.totals} now={view.now} />
          </section>
          <div className="grid items-start gap-3 @4xl/page:grid-cols-2">
            <Months view={view} />
            <Avoided avoided={view.avoided} />
          </div>
          <SavingsTakenBack plans={view.taken_back} />
          <SavingsCalibration facts={view.calibration} />
        </div>
      )}
    </>
  )
}

const isKnown = ({ value }: Fact): boolean => value !== ''

/** Columns that a phone has in the row instead. */
const WIDE = '@max-3xl/page:hidden'

const Money = ({ fact, href, className }: { fact: Fact; href: string; className?: string }) => (
  <FactButton fact={fact} notes={fact.evidence.map((id) => ({ id, note: undefined }))} ruleset="" href={href} className={className} />
)

const Plans = ({ rows, totals, now }: { rows: SavingsRow[]; totals: Fact[]; now: string }) => (
  <Table label="savings by plan">
    <thead>
      <tr>
        <Th>Plan</Th>
        <Th className={cn(WIDE, 'whitespace-nowrap')}>Carried out</Th>
        <Th className={cn(WIDE, 'text-right')}>Predicted</Th>
        <Th className={cn(WIDE, 'text-right')}>Realized, 90 % interval</Th>
        <Th className="text-right">Saved to date</Th>
      </tr>
    </thead>
    <tbody>
      {rows.map((r) => (
        <tr key={r.case_id}>
          <Td className="py-2.5">
            <Link href={`/verification?case=${r.case_id}`} className="quiet-link font-strong">
              <Unbroken text={r.title} />
            </Link>
            <p className="text-muted text-small">
              {r.where}; {r.template}
            </p>
            <p className="text-muted text-small @3xl/page:hidden">
              <Time at={r.executed_at} now={now} style="day" />
              <Unbroken text={`; predicted ${r.predicted.text}, realized ${r.realized.text} (${r.interval})`} />
            </p>
            {r.notes.map((note) => (
              <p key={note} className="mt-0.5 flex gap-1.5 text-small">
                <Mark kind={r.state === 'undone' ? 'high' : 'unknown'} className="mt-[3px]" />
                {note}
              </p>
            ))}
          </Td>
          <Td className={cn(WIDE, 'whitespace-nowrap py-2.5')}>
            <Time at={r.executed_at} now={now} style="day" />
          </Td>
          <Td className={cn(WIDE, 'py-2.5 text-right')}>
            <Money fact={r.predicted} href={`/cases/${r.case_id}`} />
          </Td>
          <Td className={cn(WIDE, 'py-2.5 text-right')}>
            <Money fact={r.realized} href={`/cases/${r.case_id}`} className={cn(r.state === 'undone' && 'text-muted')} />
            <p className="whitespace-nowrap text-muted text-small">{r.interval}</p>
          </Td>
          <Td className="py-2.5 text-right">
            <Money fact={r.to_date} href={`/cases/${r.case_id}`} className="font-strong" />
            <p className="text-pretty text-muted text-small @3xl/page:whitespace-nowrap">{r.counted}</p>
          </Td>
        </tr>
      ))}
    </tbody>
    <tfoot>
      {totals.map((t) => (
        <tr key={t.currency}>
          <td className="border-ink border-t py-2 font-strong">Total{totals.length > 1 ? `, ${t.currency}` : ''}</td>
          <td colSpan={3} className={cn(WIDE, 'border-ink border-t')} />
          <td className="border-ink border-t py-2 text-right font-strong">
            <Money fact={t} href="/savings" />
          </td>
        </tr>
      ))}
    </tfoot>
  </Table>
)

const Months = ({ view }: { view: SavingsView }) => (
  <section aria-label="By month" className="panel p-4 @min-[60rem]/page:p-5">
    <h2 className="mb-2 font-strong text-card">By month</h2>
    <Table label="savings by month">
      <thead>
        <tr>
          <Th>Month, UTC</Th>
          <Th className="text-right">Plans</Th>
          <Th className="text-right">Saved</Th>
        </tr>
      </thead>
      <tbody>
        {view.months.map((m) => (
          <tr key={m.month + m.saved.currency}>
            <Td>{formatMonth(m.month)}</Td>
            <Td className="text-right">{m.plans}</Td>
            <Td className="text-right">
              <Money fact={m.saved} href="/savings" />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  </section>
)

const Avoided = ({ avoided }: { avoided: SavingsView['avoided'] }) => (
  <section aria-label="Cost avoidance" className="panel p-4 @min-[60rem]/page:p-5">
    <h2 className="font-strong text-card">Cost avoidance, kept apart</h2>
    <p className="mt-1 text-pretty text-muted text-table">{avoided.text}</p>
    {avoided.plans.length > 0 ? (
      <ul className="ruled mt-2 text-table">
        {avoided.plans.map((p) => (
          <li key={p.case_id} className="py-2">
            <Link href={`/cases/${p.case_id}`} className="quiet-link">
              <Unbroken text={p.title} />
            </Link>{' '}
            <span className="text-muted">{p.per_day.text}</span>
          </li>
        ))}
      </ul>
    ) : null}
  </section>
)
