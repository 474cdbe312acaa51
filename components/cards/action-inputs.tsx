import { useId } from 'react'
import { Field, Input } from '@/components/ui/field'
import type { IntentAction } from '@/schemas/intent'

type Inputs = NonNullable<IntentAction['inputs']>
const YES = 'yes'

type Filled = Readonly<Record<string, string>>

/** What the fields of an action hold before anybody has touched them. */
export const startValues = ({ inputs = [] }: IntentAction): Record<string, string> => Object.fromEntries(inputs.map(({ param, value }) => [param, value]))

/** What was filled in, as parameters: an empty field is null, a number is one, a box is ticked or not. The server says what does not fit. */
export const asParams = ({ inputs = [] }: IntentAction, filled: Filled): IntentAction['params'] =>
  Object.fromEntries(
    inputs.map(({ param, kind }) => {
      const text = (filled[param] ?? '').trim()
      if (kind === 'yes_no') return [param, text === YES]
      return [param, text === '' ? null : kind === 'whole_number' ? Number(text) : text]
    }),
  )

/** The fields that an action asks for, one below the other where it is narrow. */
export function ActionInputs({ inputs, filled, onFill }: { inputs: Inputs; filled: Filled; onFill: (param: string, value: string) => void }) {
  const id = useId()
  return (
    <div className="mt-4 grid gap-3 sm:grid-cols-2">
      {inputs.map(({ param, label, kind, min, max }) =>
        kind === 'yes_no' ? (
          <label key={param} className="touch flex items-center gap-2 text-table sm:col-span-2">
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-accent"
              checked={filled[param] === YES}
              onChange={(e) => onFill(param, e.target.checked ? YES : '')}
            />
            <span className="text-pretty">{label}</span>
          </label>
        ) : (
          <Field key={param} label={label} htmlFor={`${id}.${param}`}>
            <Input
              id={`${id}.${param}`}
              type={kind === 'day' ? 'date' : 'number'}
              inputMode={kind === 'day' ? undefined : 'numeric'}
              value={filled[param] ?? ''}
              min={min ?? undefined}
              max={max ?? undefined}
              step={kind === 'day' ? undefined : 1}
              onChange={(e) => onFill(param, e.target.value)}
            />
          </Field>
        ),
      )}
    </div>
  )
}
