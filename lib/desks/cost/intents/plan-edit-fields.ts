import { paramName, paramText } from '@/lib/desks/cost/intents/param-text'
import { formatCount } from '@/lib/kernel/format'
import type { PlanAction } from '@/schemas/action'
import type { EditField } from '@/schemas/plan-edit-view'

type Bound = PlanAction['bounds'][number]
type Json = EditField['value']

// Names that read well beside an input; the others are the parameter's own.
const LABELS: Readonly<Record<string, string>> = {
  on_hour: 'starts at hour',
  off_hour: 'ends at hour',
  desired: 'nodes',
  apply_immediately: 'apply at once',
  alarm_pct: 'one more alarm, at percent',
}
// What a rule says for people who write days as numbers; the boxes have names.
const DAY_NUMBERS = '0 is Monday; '
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** The parameters of an action that people may change, as fields of a form: how each is entered, what it is now, and what bounds it. */
export const editFields = (action: Pick<PlanAction, 'bounds' | 'params'>): EditField[] => action.bounds.map((bound) => fieldOf(bound, action.params))

function fieldOf(bound: Bound, params: PlanAction['params']): EditField {
  const found = valuesAt(params, bound.param.split('.'))
  const values = distinct(found)
  const [value = null] = values
  const control = controlOf(bound, value)
  const text = values.map((v) => (control === 'weekdays' ? weekdays(v) : v === true ? 'yes' : v === false ? 'no' : paramText(v))).join(', ')
  const { param, min, max, options, rule } = bound
  const last = param.split('.').at(-1) ?? param
  const name = last === 'limit' && typeof params['currency'] === 'string' ? `limit, in ${params['currency']}` : (LABELS[last] ?? paramName(last))
  return {
    param,
    label: found.length > 1 ? `${name}, each of ${formatCount(found.length, 'target')}` : name,
    control,
    value,
    value_text: text || 'not set',
    min,
    max,
    options,
    range: control === 'weekdays' ? '' : rangeText(bound),
    rule: control === 'weekdays' ? rule.replace(DAY_NUMBERS, '') : rule,
  }
}

function controlOf({ min, max, options }: Bound, value: Json): EditField['control'] {
  if (typeof value === 'boolean') return 'switch'
  if (Array.isArray(value)) return options === null && min === 0 && max === WEEKDAYS.length - 1 ? 'weekdays' : 'choices'
  if (options !== null) return 'choice'
  return typeof value === 'number' || (value === null && min !== null && max !== null) ? 'number' : 'text'
}

function rangeText({ min, max, options }: Pick<Bound, 'min' | 'max' | 'options'>): string {
  if (options !== null) return `one of ${options.join(', ')}`
  if (min !== null && max !== null) return `${min} to ${max}`
  return min !== null ? `at least ${min}` : max !== null ? `at most ${max}` : ''
}

const weekdays = (value: Json): string =>
  Array.isArray(value) ? value.map((day) => WEEKDAYS[Number(day)] ?? String(day)).join(' ') || 'no day' : String(value)

/** Every value at a path: one, or one for each element of a list on the way. */
function valuesAt(at: unknown, path: readonly string[]): Json[] {
  const [key, ...rest] = path
  if (key === undefined) return at === undefined ? [] : [at as Json] // safe: parameters are stored as JSON
  const items: unknown[] = Array.isArray(at) ? at : [at]
  return items.flatMap((item) => (typeof item === 'object' && item !== null ? valuesAt((item as Record<string, unknown>)[key], rest) : []))
}

const distinct = (values: readonly Json[]): Json[] => values.filter((v, i) => values.findIndex((w) => JSON.stringify(w) === JSON.stringify(v)) === i)
