'use client'
import { useId, useState } from 'react'
import { AskReason, useCommand } from '@/components/screens/ask-reason'
import { Field, Input } from '@/components/ui/field'
import type { SettingsView } from '@/schemas/settings-view'

/** The time zone by whose clocks hours are read, with what it changes and what it does not. */
export function TimeZoneForm({ view }: { view: SettingsView }) {
  const { time_zone, time_zones, shown_now, change_denied } = view.clock
  const { is_pending, send } = useCommand(`time_zone.${time_zone}`)
  const [wanted, setWanted] = useState(time_zone)
  const ids = { field: useId(), list: useId() }
  const denied =
    change_denied ??
    (wanted === time_zone ? 'No changes yet' : wanted === 'UTC' || wanted.includes('/') ? null : 'Choose one of the list, such as Europe/Berlin')
  const give = (reason: string) => send({ command: 'time_zone.set', subject: view.tenant_id, params: { time_zone: wanted, before: time_zone }, reason })
  return (
    <div className="mt-3 max-w-[40rem] text-table">
      <Field
        label="Time zone"
        htmlFor={ids.field}
        note={`It is ${shown_now} there. Scheduled work, working hours, holidays and the change window follow it from their next occurrence, and pages, cards and exports show times in it. Deadlines already set do not move, and days of the bill stay UTC.`}
      >
        <Input
          id={ids.field}
          list={ids.list}
          value={wanted}
          onChange={(e) => setWanted(e.target.value.trim())}
          spellCheck={false}
          autoComplete="off"
          maxLength={60}
          disabled={change_denied !== null}
        />
      </Field>
      <datalist id={ids.list}>
        {time_zones.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <AskReason label="Change the time zone" denied={denied} is_pending={is_pending} onGive={give} />
    </div>
  )
}
