import { pairsOf, partsOf } from '@/components/screens/settings/list-text'
import type { SettingsField, SettingsForm } from '@/schemas/settings-view'

export type FormRow = Record<string, string>

/** The value that a form stands for: its rows in the place of the part that it edits. The server reads it by its schema and names the field that does not fit. */
export function settingValue(form: SettingsForm, rows: readonly FormRow[], whole: unknown, is_instead = false): unknown {
  if (is_instead) return null
  const [only] = form.fields
  const plain = form.is_plain ? only : undefined
  if (plain !== undefined && !form.is_list) return rows[0] === undefined ? null : sentOf(plain, rows[0][plain.name] ?? '')
  if (plain !== undefined) return rows.map((row) => sentOf(plain, row[plain.name] ?? ''))
  const values = rows.map((row) => ({ ...form.fixed, ...Object.fromEntries(form.fields.map((f) => [f.name, sentOf(f, row[f.name] ?? '')])) }))
  const value = form.is_list ? values : (values[0] ?? null)
  return form.part === null ? value : { ...(whole as Record<string, unknown>), [form.part]: value } // safe: a setting with parts is an object
}

function sentOf({ kind, is_required }: SettingsField, text: string): unknown {
  const written = text.trim()
  if (kind === 'weekdays') return partsOf(written).map(Number)
  if (kind === 'list' || kind === 'dates') return written.split(/[\s,]+/).filter((part) => part !== '')
  if (kind === 'pairs') return Object.fromEntries(pairsOf(written).filter(([name]) => name !== ''))
  // What is no whole number is sent as it is written, for the server to name.
  if (kind === 'number' || kind === 'hour') return /^\d{1,9}$/.test(written) ? Number(written) : written
  return written === '' && !is_required ? null : written
}

/** What a row still lacks, as a sentence; null when every field that is needed has something in it. */
export function missingIn(form: SettingsForm, rows: readonly FormRow[]): string | null {
  const empty = form.fields.find((f) => f.is_required && rows.some((row) => (row[f.name] ?? '').trim() === ''))
  return empty === undefined ? null : `${empty.label} is missing`
}
