import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { Exception, FramePeriod, Grouping, Included, Threshold } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { defaultBaseline } from '../period/baseline'
import type { ScopeKey } from '../tag/tag'
import { GROUP_NAMES, printPeriod, SCOPE_WORDS } from './canonical-words'

/** The words of a line, taken one kind at a time; what nobody takes makes the line unreadable. */
export type SlotReader = { take(word: string): string[]; readPeriod(text: string): FramePeriod | undefined; default_period: string | null; today: Day }

/** How one slot is printed and read. `read` gives undefined when the line does not say it; a value that is wrong fails the schema later. */
type Field<V> = { usual: V | null | undefined; print(value: V, today: Day): string[]; read(from: SlotReader, values: Record<string, unknown>): unknown }

const quote = (value: string): string => (/^[\w.:/-]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`)

const oneWord = (word: string, usual: string | null = null): Field<string> => ({
  usual,
  print: (value) => [`${word}:${quote(value)}`],
  read: (from) => only(from.take(word)),
})
// Said twice is not one value: the schema refuses the list.
const only = (said: string[]): unknown => (said.length > 1 ? said : said[0])

const SIDES = ['over', 'under'] as const
const UNITS = { day: '/day', month: '/month', pct: '%', total: '' } as const

const scopeFrom = (from: SlotReader, prefix: string): Scope => {
  const scope: Record<string, unknown> = {}
  for (const key of SCOPE_KEYS) {
    const value = only(from.take(`${prefix}${SCOPE_WORDS[key]}`))
    if (value !== undefined) scope[key] = value
  }
  return scope as Scope
}
const printScope = (scope: Scope, prefix: string): string[] =>
  SCOPE_KEYS.flatMap((key) => (scope[key] === undefined ? [] : [`${prefix}${SCOPE_WORDS[key]}:${quote(scope[key])}`]))

function readThreshold(from: SlotReader): unknown {
  for (const side of SIDES) {
    const [text, more] = from.take(side)
    if (text === undefined) continue
    const match = /^(\d+(?:\.\d+)?)(\/day|\/month|%)?$/.exec(text)
    if (match === null || more !== undefined) return { side, amount: text }
    const unit = (Object.keys(UNITS) as (keyof typeof UNITS)[]).find((u) => UNITS[u] === (match[2] ?? ''))
    return { side, amount: match[1], unit }
  }
  return undefined
}

const periodField = (word: 'period' | 'baseline'): Field<FramePeriod> => ({
  usual: null,
  print: (value, today) => [`${word}:${printPeriod(value, today)}`],
  read(from, values) {
    const [text, more] = from.take(word)
    if (more !== undefined) return more
    if (text !== undefined) return from.readPeriod(text) ?? text
    if (word === 'period') return from.default_period === null ? undefined : from.readPeriod(from.default_period)
    const period = values['period'] as FramePeriod | undefined
    return period === undefined || typeof period !== 'object' ? undefined : defaultBaseline(period, from.today)
  },
})

export const FIELDS = {
  case_id: oneWord('case'),
  category: oneWord('category'),
  about: oneWord('about'),
  rule: oneWord('rule'),
  term: oneWord('term'),
  by: oneWord('by', 'person'),
  group_by: {
    usual: 'service_name' as Grouping,
    print: (value) => [`by:${GROUP_NAMES[value]}`],
    read(from) {
      const said = only(from.take('by'))
      return said === undefined ? undefined : ((Object.keys(GROUP_NAMES) as Grouping[]).find((k) => GROUP_NAMES[k] === said) ?? said)
    },
  } satisfies Field<Grouping>,
  measure: { ...oneWord('measure', 'effective'), print: (value: string) => (value === 'effective' ? [] : [`measure:${value}`]) },
  charge: oneWord('charge'),
  period: periodField('period'),
  baseline: periodField('baseline'),
  direction: { ...oneWord('direction', 'both'), print: (value: string) => (value === 'both' ? [] : [`direction:${value}`]) },
  order: { ...oneWord('order', 'largest'), print: (value: string) => (value === 'largest' ? [] : [`order:${value}`]) },
  severity: oneWord('severity'),
  state: oneWord('state'),
  person: oneWord('person'),
  threshold: {
    usual: null,
    print: (value) => [`${value.side}:${value.amount}${UNITS[value.unit]}`],
    read: readThreshold,
  } satisfies Field<Threshold>,
  limit: {
    usual: 10,
    print: (value) => [`top:${value}`],
    read(from) {
      const said = only(from.take('top'))
      return said === undefined ? undefined : Number(said)
    },
  } satisfies Field<number>,
  environment: oneWord('env'),
  scope: { usual: {}, print: (value) => printScope(value, ''), read: (from) => scopeFrom(from, '') } satisfies Field<Scope>,
  except: {
    usual: [],
    print: (value) => value.map((e) => `not-${SCOPE_WORDS[e.key]}:${quote(e.value)}`),
    read: (from) => SCOPE_KEYS.flatMap((key: ScopeKey) => from.take(`not-${SCOPE_WORDS[key]}`).map((value) => ({ key, value }))),
  } satisfies Field<Exception[]>,
  any_of: {
    usual: [],
    print: (value) => value.map((e) => `any-${SCOPE_WORDS[e.key]}:${quote(e.value)}`),
    read: (from) => SCOPE_KEYS.flatMap((key: ScopeKey) => from.take(`any-${SCOPE_WORDS[key]}`).map((value) => ({ key, value }))),
  } satisfies Field<Included[]>,
  other: {
    usual: null,
    print: (value) => printScope(value, 'other-'),
    read(from) {
      const scope = scopeFrom(from, 'other-')
      return Object.keys(scope).length === 0 ? undefined : scope
    },
  } satisfies Field<Scope>,
} as const
