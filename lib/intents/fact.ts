import { formatCount, formatDay, formatDuration, formatInstant, formatMoney, formatPct, formatRate, formatReading } from '@/lib/kernel/format'
import { big, toNumber } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import type { Fact } from '@/schemas/intent'
import type { Decimal } from '@/schemas/money'
import type { Day, Instant } from '@/schemas/time'

/** What may be said about any fact besides its value. */
export type FactNotes = Partial<Pick<Fact, 'evidence' | 'formula' | 'as_of' | 'window' | 'direction' | 'polarity'>>
export type Facts = Record<string, Fact>

const PLAIN = { unit: null, currency: null, per: null, direction: null, polarity: 'neutral', as_of: null, window: null, evidence: [], formula: null } as const

const make = (label: string, kind: Fact['kind'], value: string, text: string, notes: FactNotes): Fact => ({
  ...PLAIN,
  evidence: [],
  label,
  kind,
  value,
  text,
  ...notes,
})

/** An amount, per period where `per` is given. The value keeps every decimal; only the text is rounded. */
export function money(label: string, amount: Decimal, currency: string, per: Fact['per'], notes: FactNotes = {}): Fact {
  const text = per === null ? formatMoney(amount, currency) : formatRate(amount, currency, per)
  return { ...make(label, 'money', amount, text, notes), currency, per }
}

export const moneyPerDay = (label: string, amount: Decimal, currency: string, notes: FactNotes = {}): Fact => money(label, amount, currency, 'day', notes)
export const moneyPerMonth = (label: string, amount: Decimal, currency: string, notes: FactNotes = {}): Fact => money(label, amount, currency, 'month', notes)

/** A rise or fall: the text carries its sign, the fact its direction. A rise of cost is bad, a fall good, unless `notes` says otherwise. */
export function moneyChange(label: string, amount: Decimal, currency: string, per: Fact['per'], notes: FactNotes = {}): Fact {
  const sign = big(amount).cmp(0)
  const fact = money(label, amount, currency, per, { direction: directionOf(sign), polarity: sign === 0 ? 'neutral' : sign > 0 ? 'bad' : 'good', ...notes })
  return { ...fact, text: sign > 0 ? `+${fact.text}` : fact.text }
}

/** Percent, 0..100 scale. */
export const pct = (label: string, value_pct: number, notes: FactNotes = {}): Fact => ({
  ...make(label, 'ratio', String(round6(value_pct)), formatPct(value_pct), notes),
  unit: '%',
})

/** Percent above or below something, with its sign. */
export function pctChange(label: string, value_pct: number, notes: FactNotes = {}): Fact {
  const fact = pct(label, value_pct, { direction: directionOf(Math.sign(value_pct)), ...notes })
  return { ...fact, text: value_pct > 0 ? `+${fact.text}` : fact.text }
}

export const count = (label: string, n: number, one: string, many = `${one}s`, notes: FactNotes = {}): Fact => ({
  ...make(label, 'count', String(n), formatCount(n, one, many), notes),
  unit: many,
})

/** How much of something was used in a day; the value keeps every decimal. */
export const quantityPerDay = (label: string, amount: Decimal, unit: string, notes: FactNotes = {}): Fact => ({
  ...make(label, 'count', amount, `${formatReading(toNumber(amount), unit)} / day`, notes),
  unit,
  per: 'day',
})

export const duration = (label: string, seconds: number, notes: FactNotes = {}): Fact => ({
  ...make(label, 'duration', String(seconds), formatDuration(seconds), notes),
  unit: 's',
})

export const instant = (label: string, at: Instant, now: Instant, notes: FactNotes = {}): Fact => make(label, 'instant', at, formatInstant(at, now), notes)

export const day = (label: string, value: Day, now: Instant, notes: FactNotes = {}): Fact => make(label, 'day', value, formatDay(value, now), notes)

export const words = (label: string, text: string, notes: FactNotes = {}): Fact => make(label, 'text', text, text, notes)

/** A member of a closed set: `value` is the code, `text` how people read it. */
export const term = (label: string, code: string, text: string, notes: FactNotes = {}): Fact => make(label, 'enum', code, text, notes)

/** A figure nobody has. It is said, never drawn as zero: the value is empty. */
export const notKnown = (label: string, because: string, notes: FactNotes = {}): Fact => make(label, 'text', '', `not known: ${because}`, notes)

const directionOf = (sign: number): 'up' | 'down' | 'flat' => (sign > 0 ? 'up' : sign < 0 ? 'down' : 'flat')
