'use client'
import { useId, useState } from 'react'
import { AskReason, useCommand } from '@/components/screens/ask-reason'
import { type FormRow, missingIn, settingValue } from '@/components/screens/setting-value'
import { Button } from '@/components/ui/button'
import { Field, Input, Select, Textarea } from '@/components/ui/field'
import type { SettingsForm as Form, SettingsField, SettingsView } from '@/schemas/settings-view'

type Props = { view: SettingsView; setting: SettingsView['editable'][number]; form: Form }

/** One setting, or one part of it, by its fields. What is sent is the whole setting, so that nobody overwrites what they did not see. */
export function SettingsForm({ view, setting, form }: Props) {
  const { is_pending, send } = useCommand(`settings.${view.before}`)
  const [rows, setRows] = useState<FormRow[]>(form.rows)
  const is_same = JSON.stringify(rows) === JSON.stringify(form.rows)
  const denied = view.change_denied ?? (is_same ? 'Nothing is changed yet' : missingIn(form, rows))
  const put = (at: number, name: string, value: string) => setRows(rows.map((row, i) => (i === at ? { ...row, [name]: value } : row)))
  const give = (reason: string) => {
    const value = settingValue(form, rows, JSON.parse(setting.text))
    return send({ command: 'settings.change', subject: view.tenant_id, params: { before: view.before, settings: { [setting.field]: value } }, reason })
  }
  const empty = Object.fromEntries(form.fields.map((f) => [f.name, f.choices[0] ?? '']))
  return (
    <fieldset className="mt-3 rounded-sm border p-3">
      <legend className="px-1 font-strong text-table">{form.title}</legend>
      {rows.length === 0 ? <p className="mb-2 text-muted text-table">Not connected.</p> : null}
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands at its place
        <div key={at} className="mb-3 grid gap-3 border-b pb-3 sm:grid-cols-2">
          {form.fields.map((f) => (
            <OneField key={f.name} field={f} value={row[f.name] ?? ''} onChange={(value) => put(at, f.name, value)} />
          ))}
          {form.can_be_empty ? (
            <Button className="justify-self-start" onClick={() => setRows(rows.filter((_, i) => i !== at))}>
              {form.is_list ? `Take out ${row['name'] ?? row['hook_id'] ?? 'it'}` : 'Disconnect'}
            </Button>
          ) : null}
        </div>
      ))}
      <div className="flex flex-wrap items-start gap-3">
        {form.is_list || rows.length === 0 ? <Button onClick={() => setRows([...rows, empty])}>{form.is_list ? 'Add one' : 'Connect'}</Button> : null}
        <AskReason label={`Save ${form.title}`} denied={denied} is_pending={is_pending} onGive={give} />
      </div>
    </fieldset>
  )
}

function OneField({ field, value, onChange }: { field: SettingsField; value: string; onChange(value: string): void }) {
  const id = useId()
  const shared = { id, value, required: field.is_required, onChange: (e: { target: { value: string } }) => onChange(e.target.value) }
  const label = field.is_required ? field.label : `${field.label} (may be empty)`
  return (
    <Field label={label} htmlFor={id} note={field.note}>
      {field.kind === 'choice' ? (
        <Select {...shared}>
          {field.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </Select>
      ) : field.kind === 'long' || field.kind === 'pairs' ? (
        <Textarea {...shared} spellCheck={false} className="font-mono text-small" maxLength={20_000} />
      ) : (
        <Input {...shared} inputMode={field.kind === 'number' ? 'numeric' : 'text'} spellCheck={false} autoComplete="off" maxLength={2_000} />
      )}
    </Field>
  )
}
