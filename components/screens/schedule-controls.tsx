'use client'
import { useId, useState } from 'react'
import { useCommand } from '@/components/screens/ask-reason'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import type { SchedulesView } from '@/schemas/settings-view'

/** Pause, resume, once now, and another time. */
export function ScheduleControls({ view, schedule }: { view: SchedulesView; schedule: SchedulesView['schedules'][number] }) {
  const { is_pending, send } = useCommand(`schedules.${view.now}`)
  const [cron, setCron] = useState(schedule.cron)
  const ids = { cron: useId(), why: useId() }
  const about = { subject: view.tenant_id, reason: '' }
  const { name, label, is_paused } = schedule
  const described = view.change_denied === null ? {} : { 'aria-describedby': ids.why }
  return (
    <div className="mt-2 flex flex-wrap items-end gap-2">
      {is_paused ? (
        <Button
          disabled={view.change_denied !== null || is_pending}
          {...described}
          onClick={() => void send({ command: 'schedule.resume', params: { name }, ...about })}
        >
          Resume
        </Button>
      ) : (
        <Button
          disabled={view.change_denied !== null || is_pending}
          {...described}
          onClick={() => void send({ command: 'schedule.pause', params: { name }, ...about })}
        >
          Pause
        </Button>
      )}
      <Button disabled={view.run_denied !== null || is_pending} onClick={() => void send({ command: 'schedule.run_now', params: { name }, ...about })}>
        Run now
      </Button>
      <label htmlFor={ids.cron} className="text-small">
        Minute, hour, day, month, weekday of {label.toLowerCase()}
        <Input
          id={ids.cron}
          value={cron}
          onChange={(e) => setCron(e.target.value)}
          disabled={view.change_denied !== null}
          className="font-mono"
          maxLength={120}
        />
      </label>
      <Button
        disabled={view.change_denied !== null || is_pending || cron === schedule.cron}
        {...described}
        onClick={() => void send({ command: 'schedule.set', params: { name, cron }, ...about })}
      >
        Set
      </Button>
      {view.change_denied === null ? null : (
        <p id={ids.why} className="w-full text-muted text-small">
          {view.change_denied}
        </p>
      )}
    </div>
  )
}
