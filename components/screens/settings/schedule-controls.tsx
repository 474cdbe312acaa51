'use client'
import { useId, useState } from 'react'
import { useCommand } from '@/components/screens/ask-reason'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import type { CommandName } from '@/schemas/command'
import type { SchedulesView } from '@/schemas/settings-view'

type Schedule = SchedulesView['schedules'][number]
type Work = { name: Schedule['name'] | SchedulesView['timers'][number]['name']; label: string; is_paused: boolean }

/** Once now, pause or resume, and other times of work that comes round by times of its own. */
export function ScheduleControls({ view, work, schedule = null }: { view: SchedulesView; work: Work; schedule?: Schedule | null }) {
  const { is_pending, send } = useCommand(`schedules.${view.now}`)
  const [is_changing, setChanging] = useState(false)
  const why = useId()
  const { name, label, is_paused } = work
  const denied = view.change_denied !== null
  const give = (command: CommandName) => void send({ command, params: { name }, subject: view.tenant_id, reason: '' })
  const described = denied ? { 'aria-describedby': why } : {}
  return (
    <>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button
          size="small"
          disabled={view.run_denied !== null}
          is_busy={is_pending}
          aria-label={`Run now: ${label.toLowerCase()}`}
          onClick={() => give('schedule.run_now')}
        >
          Run now
        </Button>
        <Button
          size="small"
          disabled={denied}
          is_busy={is_pending}
          {...described}
          aria-label={`${is_paused ? 'Resume' : 'Pause'}: ${label.toLowerCase()}`}
          onClick={() => give(is_paused ? 'schedule.resume' : 'schedule.pause')}
        >
          {is_paused ? 'Resume' : 'Pause'}
        </Button>
        {schedule === null ? null : (
          <Button size="small" variant="quiet" disabled={denied} aria-expanded={is_changing} {...described} onClick={() => setChanging(!is_changing)}>
            Change times
          </Button>
        )}
      </div>
      {is_changing && schedule !== null ? <NewTimes view={view} schedule={schedule} onSet={() => setChanging(false)} /> : null}
      {denied ? (
        <p id={why} className="mt-1 text-muted text-small">
          {view.change_denied}
        </p>
      ) : null}
    </>
  )
}

function NewTimes({ view, schedule, onSet }: { view: SchedulesView; schedule: Schedule; onSet: () => void }) {
  const { is_pending, send } = useCommand(`schedules.${view.now}`)
  const [cron, setCron] = useState(schedule.cron)
  const id = useId()
  const set = () => send({ command: 'schedule.set', subject: view.tenant_id, params: { name: schedule.name, cron }, reason: '' })
  return (
    <form
      className="mt-2 flex max-w-[32rem] flex-wrap items-end gap-2"
      onSubmit={(e) => {
        e.preventDefault()
        void set().then((ok) => ok && onSet())
      }}
    >
      <Field label="Minute, hour, day of month, month, weekday" htmlFor={id} className="min-w-0 flex-1 basis-64">
        <Input id={id} value={cron} onChange={(e) => setCron(e.target.value)} className="font-mono" maxLength={120} />
      </Field>
      <Button type="submit" size="field" disabled={is_pending || cron === schedule.cron}>
        Set
      </Button>
    </form>
  )
}
