import type { ComponentOf } from '@/schemas/intent'

type Part = ComponentOf<'form'>
type Field = Part['fields'][number]

/** What is wrong with an entered value, or null. Days and amounts are compared as what they are. */
function troubleWith(field: Field, value: string): string | null {
  if (value === '') return 'Enter something'
  if (field.control === 'choice') return field.options.some((o) => o.value === value) ? null : 'Choose one of the list'
  if (field.control === 'money' && !/^\d{1,9}(?:\.\d{1,2})?$/.test(value)) return 'Enter an amount, such as 150 or 99.50'
  if (field.control === 'day' && !isDay(value)) return 'Enter a day'
  const { min = null, max = null } = field.bound ?? {}
  const is_below = min !== null && (field.control === 'money' ? Number(value) < Number(min) : value < min)
  const is_above = max !== null && (field.control === 'money' ? Number(value) > Number(max) : value > max)
  return is_below || is_above ? `Outside what ${field.bound?.rule ?? 'the rule'} allows: ${field.bound?.says ?? ''}` : null
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00.000Z`))

/** What is wrong with each field that something is wrong with: its own value, or that it comes before the one it follows. */
export function troublesOf(part: Part, values: Readonly<Record<string, string>>): Record<string, string> {
  const found: Record<string, string> = {}
  for (const field of part.fields) {
    const trouble = troubleWith(field, values[field.name] ?? '')
    if (trouble !== null) found[field.name] = trouble
  }
  for (const { first, last } of part.ordered) {
    const earlier = part.fields.find((f) => f.name === first)
    if (found[first] === undefined && found[last] === undefined && (values[last] ?? '') < (values[first] ?? ''))
      found[last] = `Comes before “${earlier?.label ?? first}”`
  }
  return found
}

/** The question that the values make. Only values that passed their check are put in, so none can add a part of its own. */
export const lineOf = (part: Part, values: Readonly<Record<string, string>>): string =>
  part.line.replace(/\{([a-z][a-z0-9_]*)\}/g, (_, name: string) => values[name] ?? '')
