import type { ReactNode } from 'react'
import { Notices } from '@/components/screens/notices'
import { PageTitle } from '@/components/screens/page-title'
import { ScheduleControls } from '@/components/screens/settings/schedule-controls'
import { Tag } from '@/components/ui/badge'
import { Mark, type MarkKind } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'
import type { SchedulesView } from '@/schemas/settings-view'

const OUTCOME: Record<SchedulesView['schedules'][number]['runs'][number]['outcome'], MarkKind> = {
  running: 'current',
  done: 'verified',
  failed: 'refused',
  skipped: 'skipped',
}

type Run = SchedulesView['schedules'][number]['runs'][number]

/** The last times that a piece of work was done, newest first. */
function Runs({ of, runs, now }: { of: string; runs: Run[]; now: string }) {
  if (runs.length === 0) return <p className="text-muted text-table">It has not run yet.</p>
  return (
    <ul className="text-table" aria-label={`Last runs of ${of}`}>
      {runs.map((r) => (
        <li key={r.started_at + r.text} className="grid grid-cols-[1rem_9rem_minmax(0,1fr)] gap-2 py-0.5">
          <Mark kind={OUTCOME[r.outcome]} className="mt-1" />
          <Time at={r.started_at} now={now} />
          <span className="text-pretty">
            {r.outcome === 'failed' ? 'Failed: ' : r.outcome === 'skipped' ? 'Skipped: ' : ''}
            {r.text}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** One piece of work with its state: what it does and may be told to do, and beside it what it did. */
function WorkRow({
  label,
  is_paused,
  does,
  now,
  runs,
  children,
}: {
  label: string
  is_paused: boolean
  does: string
  now: string
  runs: Run[]
  children: ReactNode
}) {
  return (
    <li className="grid gap-x-8 gap-y-3 p-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div>
        <h2 className="flex flex-wrap items-center gap-2 font-strong text-card">
          {label} {is_paused ? <Tag>paused</Tag> : null}
        </h2>
        <p className="text-pretty text-muted text-table">{does}</p>
        {children}
      </div>
      <div>
        <Runs of={label} runs={runs} now={now} />
      </div>
    </li>
  )
}

const TimerRow = ({ view, timer }: { view: SchedulesView; timer: SchedulesView['timers'][number] }) => (
  <WorkRow label={timer.label} is_paused={timer.paused_since !== null} does={timer.does} now={view.now} runs={timer.runs}>
    <p className="mt-1 text-pretty text-table">
      {timer.paused_since === null ? (
        'Checked every 20 seconds.'
      ) : (
        <>
          Paused since <Time at={timer.paused_since} now={view.now} />. {timer.while_paused}
        </>
      )}{' '}
      {timer.late ?? 'Nothing is due.'}
    </p>
    <ScheduleControls view={view} work={{ name: timer.name, label: timer.label, is_paused: timer.paused_since !== null }} />
  </WorkRow>
)

/** Work that comes round by itself. */
export function SchedulesScreen({ view }: { view: SchedulesView }) {
  return (
    <>
      <PageTitle title="Scheduled work" lead={`Times are in ${view.time_zone}. Missed work runs once, as soon as possible.`} />
      <Notices notices={view.notices} />
      <ul className="panel ruled mb-6">
        {view.schedules.map((s) => (
          <WorkRow key={s.name} label={s.label} is_paused={s.is_paused} does={s.does} now={view.now} runs={s.runs}>
            <p className="mt-1 text-table">
              <span title={s.cron}>{s.times}</span>
              {s.is_paused ? (
                ', not while it is paused'
              ) : (
                <>
                  , next <Time at={s.next_run_at} now={view.now} />
                </>
              )}
            </p>
            <ScheduleControls view={view} work={s} schedule={s} />
          </WorkRow>
        ))}
      </ul>
      <section aria-label="When it is due" className="mb-6">
        <p className="mb-2 text-pretty text-muted text-table">These run when a case has something due.</p>
        <ul className="panel ruled">
          {view.timers.map((timer) => (
            <TimerRow key={timer.name} view={view} timer={timer} />
          ))}
        </ul>
      </section>
      <section aria-label="Always" className="panel p-4">
        <h2 className="mb-1 font-strong text-card">Always on</h2>
        <ul className="ruled">
          {view.always.map((a) => (
            <li key={a.label} className="py-2 text-table">
              <span className="font-strong">{a.label}</span>
              <span className="block text-pretty text-muted">{a.does}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
