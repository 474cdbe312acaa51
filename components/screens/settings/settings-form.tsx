'use client'
import { useState } from 'react'
import { AskReason, useCommand } from '@/components/screens/ask-reason'
import { SettingField } from '@/components/screens/settings/setting-field'
import { type FormRow, missingIn, settingValue } from '@/components/screens/settings/setting-value'
import { Button } from '@/components/ui/button'
import type { SettingsForm as Form, SettingsView } from '@/schemas/settings-view'

type Props = { view: SettingsView; setting: SettingsView['editable'][number]; form: Form }
type Draft = { rows: FormRow[]; is_instead: boolean }

const SAME = 'No changes yet'
const OVERTAKEN = 'Someone else changed this in the meantime: show the current values, then change it again'

/** One setting, or one part of it, by its fields. What is sent is the whole setting, so that nobody overwrites what they did not see. */
export function SettingsForm({ view, setting, form }: Props) {
  const { is_pending, send } = useCommand(`settings.${view.before}`)
  const stored: Draft = { rows: form.rows, is_instead: form.instead?.is_on === true }
  const [draft, setDraft] = useState(stored)
  const [seen, setSeen] = useState(stored)
  const [fresh, setFresh] = useState<number | null>(null)
  const { rows, is_instead } = draft
  const is_same = equal(draft, stored)
  const take = () => {
    setSeen(stored)
    setDraft(stored)
  }
  // A page that is painted anew shows what is stored, unless something is being written here.
  if (!equal(seen, stored) && (is_same || equal(draft, seen))) take()
  const is_overtaken = !equal(seen, stored)
  const denied = view.change_denied ?? (is_same ? SAME : is_overtaken ? OVERTAKEN : is_instead ? null : missingIn(form, rows))
  const setRows = (next: FormRow[]) => setDraft({ rows: next, is_instead })
  const put = (at: number, name: string, value: string) => setRows(rows.map((row, i) => (i === at ? { ...row, [name]: value } : row)))
  const give = (reason: string) => {
    const value = settingValue(form, rows, JSON.parse(setting.text), is_instead)
    return send({ command: 'settings.change', subject: view.tenant_id, params: { before: view.before, settings: { [setting.field]: value } }, reason })
  }
  // A new row begins with the first of what can be chosen; a span ends at the last.
  const add = () => {
    setFresh(rows.length)
    setRows([...rows, Object.fromEntries(form.fields.map((f) => [f.name, f.choices.at(f.name.startsWith('to_') ? -1 : 0) ?? '']))])
  }
  return (
    <fieldset className="mt-3 min-w-0 rounded-sm border p-3">
      <legend className="px-1 font-strong text-table">{form.title}</legend>
      {form.instead === null ? null : (
        <label className="mb-2 flex min-h-9 items-center gap-2 text-table">
          <input type="checkbox" checked={is_instead} onChange={(e) => setDraft({ rows, is_instead: e.target.checked })} />
          {form.instead.label}
        </label>
      )}
      {rows.length === 0 && !is_instead ? <p className="mb-2 text-muted text-table">{form.when_empty}.</p> : null}
      {is_instead
        ? null
        : rows.map((row, at) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands at its place
              key={at}
              form={form}
              row={row}
              at={at}
              is_fresh={at === fresh}
              onPut={(name, value) => put(at, name, value)}
              onTakeOut={() => setRows(rows.filter((_, i) => i !== at))}
            />
          ))}
      <div className="flex flex-wrap items-start gap-3">
        {!is_instead && (form.is_list || rows.length === 0) ? (
          <Button size="field" className="mt-2" onClick={add}>
            {form.row_name === 'one' && !form.is_list ? 'Connect' : `Add ${form.row_name}`}
          </Button>
        ) : null}
        {is_overtaken ? (
          <Button size="field" className="mt-2" onClick={take}>
            Show the current values
          </Button>
        ) : null}
        <AskReason label={`Save ${form.title}`} denied={denied} is_pending={is_pending} onGive={give} />
      </div>
    </fieldset>
  )
}

const equal = (a: Draft, b: Draft): boolean => JSON.stringify(a) === JSON.stringify(b)

type RowProps = { form: Form; row: FormRow; at: number; is_fresh: boolean; onPut(name: string, value: string): void; onTakeOut(): void }

function Row({ form, row, at, is_fresh, onPut, onTakeOut }: RowProps) {
  const name = row['name'] || row['hook_id'] || (form.is_plain ? row[form.fields[0]?.name ?? ''] : '') || `row ${at + 1}`
  return (
    <div
      ref={is_fresh ? focusFirst : undefined}
      className={form.is_plain ? 'mb-2 grid items-end gap-2 sm:grid-cols-[minmax(0,1fr)_auto]' : 'mb-3 grid gap-3 border-b pb-3 sm:grid-cols-2'}
    >
      {form.fields.map((f) => (
        <SettingField key={f.name} field={f} value={row[f.name] ?? ''} onChange={(value) => onPut(f.name, value)} />
      ))}
      {form.can_be_empty ? (
        <Button size="field" className="justify-self-start" onClick={onTakeOut}>
          {form.is_list ? `Remove ${name}` : form.row_name === 'one' ? 'Disconnect' : `Remove ${form.row_name}`}
        </Button>
      ) : null}
    </div>
  )
}

/** One function for all, so that React calls it when the row appears and not with every repaint. */
const focusFirst = (element: HTMLElement | null): void => element?.querySelector<HTMLElement>('input, select, textarea')?.focus()
