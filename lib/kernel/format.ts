// Browser-safe: the one file of the kernel that components may import. Amounts arrive as decimal text and are rounded half-even for display only.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The first `most` UTF-16 units of a text, one fewer where the last would be half of a character, which nothing can keep or draw. Adds no ellipsis. */
export function cut(text: string, most: number): string {
  const first = text.slice(0, Math.max(0, most))
  return /[\ud800-\udbff]$/.test(first) && first.length < text.length ? first.slice(0, -1) : first
}

/** Decimal text rounded half-even to `places`, exact at any size. */
export function roundDecimal(value: string, places: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value)
  if (!match) return value
  const [, sign = '', whole = '0', fraction = ''] = match
  const padded = fraction.padEnd(places + 1, '0')
  let digits = BigInt(whole + padded.slice(0, places))
  const rest = padded.slice(places)
  const half = `5${'0'.repeat(rest.length - 1)}`
  if (rest > half || (rest === half && digits % 2n === 1n)) digits += 1n
  const text = digits.toString().padStart(places + 1, '0')
  const rounded = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`
  return digits === 0n ? rounded : `${sign}${rounded}`
}

const SYMBOLS: Record<string, string> = { USD: '$', EUR: '€', GBP: '£' }

// Decimals of the currencies that have no hundredths, by ISO 4217 (list one, amendment 176). Not asked of Intl: browsers and servers differ about some.
const MINOR_PLACES: readonly (readonly [places: number, currencies: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]
const minorPlaces = (currency: string): number => MINOR_PLACES.find(([, currencies]) => currencies.includes(currency))?.[0] ?? 2

/** An amount in the smallest units that its currency has: what a chart can show. */
export const roundMoney = (amount: string, currency: string): string => roundDecimal(amount, minorPlaces(currency))

/**
 * "$1,240" or "$12.40", "KWD 12.345" and "JPY 12": the currency's own decimals below one thousand, whole units above, unless `cents` says otherwise. The minus
 * is a true minus sign.
 */
export function formatMoney(amount: string, currency = 'USD', cents: 'auto' | 'always' | 'never' = 'auto'): string {
  const big = Math.abs(Number(amount)) >= 1000
  const places = cents === 'always' || (cents === 'auto' && !big) ? minorPlaces(currency) : 0
  const rounded = roundDecimal(amount, places)
  const [whole = '0', fraction] = rounded.replace('-', '').split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  const symbol = SYMBOLS[currency] ?? `${currency} `
  return `${rounded.startsWith('-') ? '\u2212' : ''}${symbol}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** "$1,240 / day" */
export const formatRate = (amount: string, currency: string, per: string): string => `${formatMoney(amount, currency)} / ${per}`

/** "14 Nov", with the year when it is not the year of `now`. */
export function formatDay(day: string, now?: string): string {
  const [year = '', month = '1', date = '1'] = day.slice(0, 10).split('-')
  const text = `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''}`
  return now !== undefined && !now.startsWith(year) ? `${text} ${year}` : text
}

/** "2026-11" as "Nov 2026". */
export const formatMonth = (month: string): string => `${MONTHS[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`

/** "14 Nov 09:12 UTC", or "14 Nov 10:12 UTC+1" by the clocks of another zone: which clocks they are is always said. */
export function formatInstant(at: string, now?: string, zone = 'UTC'): string {
  const there = shownThere(at, zone)
  return `${formatDay(there.day, now === undefined ? undefined : shownThere(now, zone).day)} ${there.clock.slice(0, 5)} ${there.name}`
}

/** What the clocks of a zone show: day, "10:12:33", and "UTC+1". */
export type ShownThere = { day: string; clock: string; name: string }

export function shownThere(at: string, zone: string): ShownThere {
  if (zone === 'UTC') return { day: at.slice(0, 10), clock: at.slice(11, 19), name: 'UTC' }
  const ms = Date.parse(at)
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(ms)
      .map((p) => [p.type, p.value]),
  )
  const day = `${parts['year']}-${parts['month']}-${parts['day']}`
  const clock = `${parts['hour']}:${parts['minute']}:${parts['second']}`
  const ahead_min = Math.round((Date.parse(`${day}T${clock}.000Z`) - ms) / 60_000)
  const [hours, minutes] = [Math.floor(Math.abs(ahead_min) / 60), Math.abs(ahead_min) % 60]
  const offset = `${ahead_min < 0 ? '\u2212' : '+'}${hours}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`
  return { day, clock, name: ahead_min === 0 ? 'UTC' : `UTC${offset}` }
}

const clocks = new Map<string, Intl.DateTimeFormat>()
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const two = '2-digit'
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
  })
  clocks.set(zone, made)
  return made
}

const SHOWN_INSTANT = new RegExp(`\\b(\\d{1,2}) (${MONTHS.join('|')})(?: (\\d{4}))? (\\d{2}:\\d{2}) UTC(?![+\u2212\\w-])`, 'g')

/**
 * A text with every "14 Nov 09:12 UTC" in it by the clocks of a zone. Texts are kept in UTC, which is true for everybody; this is how they are shown to one
 * tenant. A year that is not written is the one that brings the instant nearest to `now`.
 */
export function inZone(text: string, zone: string, now: string): string {
  if (zone === 'UTC' || !text.includes(' UTC')) return text
  return text.replace(SHOWN_INSTANT, (as_is, day: string, month: string, year: string | undefined, clock: string) => {
    const at = (y: number): string => `${y}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}T${clock}:00.000Z`
    const here = Number(now.slice(0, 4))
    const years = year === undefined ? [here - 1, here, here + 1] : [Number(year)]
    const known = years.map(at).filter((instant) => !Number.isNaN(Date.parse(instant)))
    const [nearest] = known.sort((a, b) => Math.abs(Date.parse(a) - Date.parse(now)) - Math.abs(Date.parse(b) - Date.parse(now)))
    if (nearest === undefined) return as_is
    const there = shownThere(nearest, zone)
    return `${formatDay(there.day)}${year === undefined ? '' : ` ${there.day.slice(0, 4)}`} ${there.clock.slice(0, 5)} ${there.name}`
  })
}

/** "3 d 4 h", "4 h 10 min", "10 min": the two largest units. */
export function formatDuration(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds))
  const [d, h, m] = [Math.floor(s / 86_400), Math.floor((s % 86_400) / 3600), Math.floor((s % 3600) / 60)]
  if (d > 0) return h > 0 ? `${d} d ${h} h` : `${d} d`
  if (h > 0) return m > 0 ? `${h} h ${m} min` : `${h} h`
  return m > 0 ? `${m} min` : `${s} s`
}

/** "12 %", "3.5 %", "−0.1 %"; what rounds to nothing has no sign. */
export function formatPct(pct: number): string {
  const text = Math.abs(pct).toFixed(Math.abs(pct) >= 10 ? 0 : 1)
  return `${pct < 0 && Number(text) !== 0 ? '\u2212' : ''}${text} %`
}

/** A measured reading to three significant digits: what a person compares. */
export const formatReading = (value: number, unit: string): string =>
  `${Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : Number(value.toPrecision(3))} ${unit}`.trim()

export const formatCount = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`

/**
 * What a share of completeness means to a reader. Days that may be restated and questions without an answer were counted; other gaps were only noted,
 * so they are told in number and not in percent.
 */
export function formatCompleteness({ kind, completeness, gaps }: { kind: string; completeness: number; gaps: readonly string[] }): string {
  const open_pct = formatPct(Math.round((1 - completeness) * 1000) / 10)
  if (completeness >= 1 && gaps.length === 0) return 'everything that was asked for is there'
  if (completeness < 1 && gaps.some((gap) => gap.includes('restated'))) return `${open_pct} of the days since the onset may still be restated`
  if (completeness < 1 && kind === 'cloud.instances') return `${open_pct} of what was asked for had no answer`
  return gaps.length === 0
    ? `${open_pct} of what was asked for had no answer`
    : `${formatCount(gaps.length, 'thing')} that was asked for had no answer`.replace(' things that was', ' things that were')
}
