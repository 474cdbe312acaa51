import type { SettingsField } from '@/schemas/settings-view'

/** A field that has to be filled in, unless it says otherwise. */
export const field = (name: string, label: string, kind: SettingsField['kind'] = 'text', more: Partial<SettingsField> = {}): SettingsField => ({
  name,
  label,
  kind,
  choices: [],
  labels: {},
  is_required: true,
  note: null,
  ...more,
})

/** What is stored, as the texts that a form's fields hold. */
export const rowOf = (fields: readonly SettingsField[], value: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(fields.map(({ name }) => [name, textOf(value[name])]))

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.join(',')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, v]) => `${key}=${v}`)
      .join('\n')
  return String(value)
}
