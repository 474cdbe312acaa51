'use client'
import { type FormEvent, useId, useState } from 'react'
import { lineOf, troublesOf } from '@/components/cards/form-line'
import { askLater } from '@/components/shell/ask/ask-later'
import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/field'
import type { ComponentOf } from '@/schemas/intent'

type Part = ComponentOf<'form'>
type Field = Part['fields'][number]

/** Fields of a question, each with what bounds it. Sending asks the question they make; nothing is changed by it. */
export function QuestionForm({ part }: { part: Part }) {
  const id = useId()
  const [values, setValues] = useState(() => Object.fromEntries(part.fields.map((f) => [f.name, f.value])))
  const [is_checked, setChecked] = useState(false)
  const troubles = is_checked ? troublesOf(part, values) : {}
  const send = (e: FormEvent) => {
    e.preventDefault()
    setChecked(true)
    if (Object.keys(troublesOf(part, values)).length === 0) askLater(lineOf(part, values))
  }
  return (
    <form noValidate onSubmit={send} className="mt-3 space-y-3">
      <div className="grid gap-x-6 gap-y-3 @md:grid-cols-2">
        {part.fields.map((field) => (
          <FormField
            key={field.name}
            id={`${id}-${field.name}`}
            field={field}
            value={values[field.name] ?? ''}
            trouble={troubles[field.name] ?? null}
            onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
          />
        ))}
      </div>
      <Button type="submit">{part.submit}</Button>
    </form>
  )
}

type FieldProps = { id: string; field: Field; value: string; trouble: string | null; onChange: (value: string) => void }

function FormField({ id, field, value, trouble, onChange }: FieldProps) {
  const common = { id, value, 'aria-describedby': `${id}-note`, 'aria-invalid': trouble === null ? undefined : true }
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block font-strong text-table">
        {field.label}
      </label>
      {field.control === 'choice' ? (
        <Select {...common} className="max-w-full" onChange={(e) => onChange(e.target.value)}>
          {field.options.map((o) => (
            <option key={o.value} value={o.value}>
              {o.label}
            </option>
          ))}
        </Select>
      ) : (
        <Input
          {...common}
          type={field.control === 'day' ? 'date' : 'text'}
          inputMode={field.control === 'money' ? 'decimal' : undefined}
          min={field.bound?.min ?? undefined}
          max={field.bound?.max ?? undefined}
          maxLength={24}
          className="max-w-48"
          onChange={(e) => onChange(e.target.value.trim())}
        />
      )}
      <p id={`${id}-note`} aria-live="polite" className="mt-1 text-pretty text-small">
        {trouble === null ? (
          <span className="text-muted">{field.bound === null ? '' : `${field.bound.says} (${field.bound.rule})`}</span>
        ) : (
          <span className="text-critical">{trouble}</span>
        )}
      </p>
    </div>
  )
}
