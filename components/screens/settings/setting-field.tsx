'use client'
import { useId } from 'react'
import { ListField } from '@/components/screens/settings/list-field'
import { PairsField } from '@/components/screens/settings/pairs-field'
import { WeekdaysField } from '@/components/screens/settings/weekdays-field'
import { Field, Input, Select, Textarea } from '@/components/ui/field'
import type { SettingsField } from '@/schemas/settings-view'

type Props = { field: SettingsField; value: string; onChange(value: string): void }

/** One field of a setting, drawn as what it holds: nobody writes a list, a pair or a weekday as text. */
export function SettingField({ field, value, onChange }: Props) {
  const id = useId()
  const label = field.is_required ? field.label : `${field.label} (may be empty)`
  if (field.kind === 'weekdays') return <WeekdaysField label={label} value={value} onChange={onChange} />
  if (field.kind === 'list' || field.kind === 'dates')
    return <ListField label={label} note={field.note} type={field.kind === 'dates' ? 'date' : 'text'} value={value} onChange={onChange} />
  if (field.kind === 'pairs') return <PairsField label={label} note={field.note} value={value} onChange={onChange} />
  const shared = { id, value, required: field.is_required, onChange: (e: { target: { value: string } }) => onChange(e.target.value) }
  const labelOf = (choice: string) => (field.kind === 'hour' ? `${choice.padStart(2, '0')}:00` : (field.labels[choice] ?? choice))
  const choices = field.choices.map((choice) => ({ value: choice, label: labelOf(choice) }))
  return (
    <Field label={label} htmlFor={id} note={field.note}>
      {field.kind === 'choice' || field.kind === 'hour' || (field.kind === 'number' && choices.length > 0) ? (
        <Select {...shared} className="w-full">
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      ) : field.kind === 'long' ? (
        <Textarea {...shared} spellCheck={false} className="font-mono text-small" maxLength={20_000} />
      ) : (
        <Input {...shared} inputMode={field.kind === 'number' ? 'numeric' : 'text'} spellCheck={false} autoComplete="off" maxLength={2_000} />
      )}
    </Field>
  )
}
