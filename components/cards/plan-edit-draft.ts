import type { EditField } from '@/schemas/plan-edit-view'

/** What somebody has typed, by parameter; numbers as text until they are asked about. */
export type Draft = Readonly<Record<string, EditField['value']>>

/** The value of a field as the form shows it. */
export const shownValue = (field: EditField, draft: Draft): EditField['value'] => draft[field.param] ?? field.value

/** A number that was not set and is empty again: it stays not set. */
const isLeftOpen = (field: EditField, typed: EditField['value']): boolean => field.control === 'number' && field.value === null && String(typed).trim() === ''

/** What is wrong with a value before the server is asked; null when nothing is. The server checks the same bounds again. */
export function draftError(field: EditField, draft: Draft): string | null {
  const value = draft[field.param]
  if (value === undefined) return null
  const { min, max, control, range, rule } = field
  if ((control === 'weekdays' || control === 'choices') && Array.isArray(value) && value.length === 0) return 'Choose at least one.'
  if (control === 'text') return String(value).trim() === '' ? `Enter a value: ${rule}.` : null
  if (control !== 'number') return null
  if (isLeftOpen(field, value)) return null
  const n = Number(value)
  if (String(value).trim() === '' || !Number.isFinite(n)) return `Enter a number${range === '' ? '' : `, ${range}`}.`
  if ((min !== null && n < min) || (max !== null && n > max)) return `${n} is outside ${range}: ${rule}.`
  return null
}

/** Only what differs from the plan, in the types that the server expects. */
export function changedParams(fields: readonly EditField[], draft: Draft): Record<string, EditField['value']> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const typed = draft[field.param]
      if (typed === undefined || isLeftOpen(field, typed)) return []
      const value = field.control === 'number' ? Number(typed) : typed
      return JSON.stringify(value) === JSON.stringify(field.value) ? [] : [[field.param, value] as const]
    }),
  )
}

/** The field that a refusal is about: the one it names, by path or by the last part of it. Null when it names none. */
export function fieldOfRefusal(message: string, named: unknown, fields: readonly EditField[]): string | null {
  const exact = fields.find((f) => f.param === named) ?? fields.find((f) => message.includes(f.param))
  const last = fields.find((f) => message.includes(f.param.split('.').at(-1) ?? f.param))
  return (exact ?? last)?.param ?? null
}
