import { Notices } from '@/components/screens/notices'
import { PageTitle } from '@/components/screens/page-title'
import { ScheduleControls } from '@/components/screens/schedule-controls'
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

/** Work that comes round by itself. */
export function SchedulesScreen({ view }: { view: SchedulesView }) {
  return (
    <>
      <PageTitle title="Scheduled work" lead={`Hours are those of ${view.time_zone}. A time that was missed is made up for once.`} />
      <Notices notices={view.notices} />
      <ul className="panel ruled mb-6">
        {view.schedules.map((s) => (
          <li key={s.name} className="grid gap-x-8 gap-y-3 p-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
            <div>
              <h2 className="flex flex-wrap items-center gap-2 font-strong text-card">
                {s.label} {s.is_paused ? <Tag>paused</Tag> : null}
              </h2>
              <p className="text-pretty text-muted text-table">{s.does}</p>
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
              <ScheduleControls view={view} schedule={s} />
            </div>
            <div>
              {s.runs.length === 0 ? (
                <p className="text-muted text-table">It has not run yet.</p>
              ) : (
                <ul className="text-table" aria-label={`Last runs of ${s.label}`}>
                  {s.runs.map((r) => (
                    <li key={r.started_at + r.text} className="grid grid-cols-[1rem_9rem_minmax(0,1fr)] gap-2 py-0.5">
                      <Mark kind={OUTCOME[r.outcome]} className="mt-1" />
                      <Time at={r.started_at} now={view.now} />
                      <span className="text-pretty">
                        {r.outcome === 'failed' ? 'Failed: ' : r.outcome === 'skipped' ? 'Skipped: ' : ''}
                        {r.text}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        ))}
      </ul>
      <section aria-label="Always" className="panel p-4">
        <h2 className="mb-1 font-strong text-card">Always, and never paused</h2>
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
