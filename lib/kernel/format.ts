// Browser-safe: the one file of the kernel that components may import. Amounts arrive as decimal text and are rounded half-even for display only.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

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

/** "$1,240" or "$12.40": cents below one thousand, whole units above, unless `cents` says otherwise. The minus is a true minus sign. */
export function formatMoney(amount: string, currency = 'USD', cents: 'auto' | 'always' | 'never' = 'auto'): string {
  const big = Math.abs(Number(amount)) >= 1000
  const places = cents === 'always' || (cents === 'auto' && !big) ? 2 : 0
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

/** "14 Nov 09:12 UTC" */
/** "2026-11" as "Nov 2026". */
export const formatMonth = (month: string): string => `${MONTHS[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`

export const formatInstant = (at: string, now?: string): string => `${formatDay(at, now)} ${at.slice(11, 16)} UTC`

/** "3 d 4 h", "4 h 10 min", "10 min": the two largest units. */
export function formatDuration(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds))
  const [d, h, m] = [Math.floor(s / 86_400), Math.floor((s % 86_400) / 3600), Math.floor((s % 3600) / 60)]
  if (d > 0) return h > 0 ? `${d} d ${h} h` : `${d} d`
  if (h > 0) return m > 0 ? `${h} h ${m} min` : `${h} h`
  return m > 0 ? `${m} min` : `${s} s`
}

export const formatPct = (pct: number): string => `${pct < 0 ? '\u2212' : ''}${Math.abs(pct) >= 10 ? Math.abs(pct).toFixed(0) : Math.abs(pct).toFixed(1)} %`

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
