'use client'
import { useId } from 'react'
import { asSentence, asTitle } from '@/components/cards/as-sentence'
import { cn } from '@/components/ui/cn'
import { Input, Select } from '@/components/ui/field'
import { Mark } from '@/components/ui/mark'
import type { EditField } from '@/schemas/plan-edit-view'

type Value = EditField['value']
type Props = { field: EditField; value: Value; is_changed: boolean; error: string | null; disabled: boolean; onChange: (value: Value) => void }

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((label, value) => ({ label, value: value as Value }))

/** One parameter: its name, how it is entered, what bounds it, what it was, and what is wrong with it. */
export function PlanEditField(props: Props) {
  const { field, is_changed, error } = props
  const ids = { input: useId(), label: useId(), note: useId(), error: useId() }
  const described = cn(ids.note, error && ids.error)
  const is_group = field.control === 'weekdays' || field.control === 'choices'
  const bound = [field.range, field.rule].filter((t) => t !== '').join('; ')
  return (
    <div className="border-t py-3 first:border-t-0 @lg:grid @lg:grid-cols-[10rem_minmax(0,1fr)] @lg:gap-x-6">
      {is_group ? (
        <p id={ids.label} className="mb-1.5 font-strong text-table @lg:pt-1">
          {asTitle(field.label)}
        </p>
      ) : (
        <label htmlFor={ids.input} className="mb-1.5 block font-strong text-table @lg:pt-1.5">
          {asTitle(field.label)}
        </label>
      )}
      <div className="min-w-0">
        <Control {...props} input_id={ids.input} label_id={ids.label} described={described} />
        <p id={ids.note} className="mt-1.5 text-pretty text-muted text-small">
          {is_changed ? <span className="text-ink">Was {field.value_text}. </span> : null}
          {asSentence(bound)}
        </p>
        <p id={ids.error} aria-live="polite" className="empty:hidden mt-1 flex gap-2 text-pretty text-critical text-small">
          {error ? (
            <>
              <Mark kind="refused" className="mt-[3px]" />
              <span>{error}</span>
            </>
          ) : null}
        </p>
      </div>
    </div>
  )
}

function Control({
  field,
  value,
  error,
  disabled,
  onChange,
  input_id,
  label_id,
  described,
}: Props & { input_id: string; label_id: string; described: string }) {
  const common = { id: input_id, disabled, 'aria-describedby': described, 'aria-invalid': error ? true : undefined }
  switch (field.control) {
    case 'number':
      return (
        <Input
          {...common}
          type="number"
          inputMode="numeric"
          min={field.min ?? undefined}
          max={field.max ?? undefined}
          value={String(value ?? '')}
          placeholder={field.value === null ? field.value_text : undefined}
          onChange={(e) => onChange(e.target.value)}
          className="w-32"
        />
      )
    case 'choice':
      return (
        <Select {...common} value={String(value)} onChange={(e) => onChange(e.target.value)} className="h-9">
          {(field.options ?? []).map((o) => (
            <option key={o}>{o}</option>
          ))}
        </Select>
      )
    case 'switch':
      return <input {...common} type="checkbox" checked={value === true} onChange={(e) => onChange(e.target.checked)} className="size-5 accent-accent" />
    case 'weekdays':
    case 'choices':
      return (
        <Choices
          options={field.control === 'weekdays' ? DAYS : (field.options ?? []).map((o) => ({ label: o, value: o }))}
          value={Array.isArray(value) ? value : []}
          disabled={disabled}
          label_id={label_id}
          described={described}
          onChange={onChange}
        />
      )
    case 'text':
      return <Input {...common} value={String(value ?? '')} onChange={(e) => onChange(e.target.value)} maxLength={256} className="max-w-80" />
  }
}

type ChoicesProps = {
  options: { label: string; value: Value }[]
  value: Value[]
  disabled: boolean
  label_id: string
  described: string
  onChange: (value: Value) => void
}

/** Any of a few: boxes that can be pressed with a thumb, kept in the order of the list. */
const Choices = ({ options, value, disabled, label_id, described, onChange }: ChoicesProps) => (
  <fieldset aria-labelledby={label_id} aria-describedby={described} className="flex flex-wrap gap-1.5">
    {options.map((o) => {
      const on = value.includes(o.value)
      return (
        <label
          key={o.label}
          className={cn(
            'flex h-9 min-w-11 cursor-pointer items-center justify-center rounded-control px-2.5 text-table ring-1 ring-inset transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent has-disabled:cursor-not-allowed has-disabled:bg-wash has-disabled:text-faint has-disabled:ring-line',
            on ? 'bg-accent-wash font-strong text-ink ring-accent' : 'text-muted ring-line-strong hover:bg-wash',
          )}
        >
          <input
            type="checkbox"
            className="sr-only"
            checked={on}
            disabled={disabled}
            onChange={() => onChange(options.map((x) => x.value).filter((x) => (x === o.value ? !on : value.includes(x))))}
          />
          {o.label}
        </label>
      )
    })}
  </fieldset>
)
