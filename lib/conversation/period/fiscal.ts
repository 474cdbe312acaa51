import type { Day } from '@/schemas/time'
import { type Fiscal, fiscalOf, fiscalWords } from './fiscal-period'

/** What an administrator changes for fiscal years to be read, by the name that it has on the settings page and in commands. */
export const FISCAL_NOT_SET =
  'It is not set in which month fiscal years start: an administrator sets “Fiscal year starts in” (fiscal_year_starts_in_month) under Settings. Until then say calendar months, quarters or two days.'
export const FISCAL_NOT_READ = 'That fiscal period cannot be read: say for example FY26, FY26 Q2, fiscal Q2, this fiscal year or last fiscal quarter.'

const SAID = /\b(?:fiscal|fy ?'?\d{2,4}|fytd|(?:this|last|the|current|previous|prior) fy|fy to date|financial (?:year|quarter|yr))\b/
/** Whether a normalised question speaks of a fiscal period. */
export const isFiscal = (normalised: string): boolean => SAID.test(normalised)

const YEAR = "(?:fy|(?:fiscal|financial)(?: year| yr)?) ?'?(?:20)?(\\d{2})(?: ?[/-] ?(?:20)?(\\d{2}))?"
const NTH: Readonly<Record<string, number>> = { first: 1, '1st': 1, second: 2, '2nd': 2, third: 3, '3rd': 3, fourth: 4, '4th': 4 }
const NTHS = Object.keys(NTH).join('|')
const FY = '(?:fiscal|financial) (?:year|yr)'
const LAST = '(?:the )?(?:last|previous|prior)'
const MONTH = '(january|february|march|april|may|june|july|august|september|october|november|december)'

type Read = (groups: readonly (string | undefined)[], today: Day, month: number) => Omit<Fiscal, 'month'>
const yearOf = (a: string | undefined, b: string | undefined): number => 2000 + Number(b ?? a)
const whole = (year: number, quarter: number | null): Omit<Fiscal, 'month'> => ({ year, quarter, is_to_date: false })

// Longer wordings first: the first that fits takes its words.
const WORDINGS: readonly (readonly [string, Read])[] = [
  [`${YEAR} q([1-4]) (?:so far|to date)`, ([a, b, q]) => ({ year: yearOf(a, b), quarter: Number(q), is_to_date: true })],
  [`${YEAR} (?:so far|to date)`, ([a, b]) => ({ year: yearOf(a, b), quarter: null, is_to_date: true })],
  [`q([1-4]),? (?:of |in )?(?:the )?${YEAR}`, ([q, a, b]) => whole(yearOf(a, b), Number(q))],
  [`${YEAR},?[ -]?q([1-4])`, ([a, b, q]) => whole(yearOf(a, b), Number(q))],
  [`(?:the )?(${NTHS}) (?:fiscal |financial )?quarter,? (?:of |in )?(?:the )?${YEAR}`, ([n, a, b]) => whole(yearOf(a, b), NTH[n ?? ''] ?? 1)],
  ['fiscal q([1-4]),? (?:of |in )?(?:20)(\\d{2})', ([q, a]) => whole(yearOf(a, undefined), Number(q))],
  [`(?:the )?(?:${LAST}) (?:fiscal|financial) (?:quarter|q)`, (_, today, month) => before(today, month)],
  [
    '(?:(?:this|the current|current|the) )?(?:fiscal|financial) (?:quarter|q) (?:so far|to date)|(?:this|the current|current) (?:fiscal|financial) (?:quarter|q)|fiscal qtd',
    (_, today, month) => ({ ...fiscalOf(today, month), is_to_date: true }),
  ],
  [`(?:the )?(?:fiscal|financial|fy) ?q([1-4])`, ([q], today, month) => latest(Number(q), today, month)],
  [`(?:the )?(${NTHS}) (?:fiscal|financial) quarter(?: of (?:the|this) year)?`, ([n], today, month) => latest(NTH[n ?? ''] ?? 1, today, month)],
  [`${LAST} (?:${FY}|fy)`, (_, today, month) => whole(fiscalOf(today, month).year - 1, null)],
  [
    `(?:(?:this|the current|current|the) )?(?:${FY}|fy) (?:so far|to date)|fytd|(?:fiscal|financial) ytd|(?:this|the current|current) (?:${FY}|fy)`,
    (_, today, month) => ({ year: fiscalOf(today, month).year, quarter: null, is_to_date: true }),
  ],
  [YEAR, ([a, b]) => whole(yearOf(a, b), null)],
]

/** The quarter before the one that today is in. */
function before(today: Day, month: number): Omit<Fiscal, 'month'> {
  const { year, quarter } = fiscalOf(today, month)
  return quarter === 1 ? whole(year - 1, 4) : whole(year, quarter - 1)
}
/** The latest quarter of that number that has begun. */
function latest(quarter: number, today: Day, month: number): Omit<Fiscal, 'month'> {
  const now = fiscalOf(today, month)
  return whole(quarter <= now.quarter ? now.year : now.year - 1, quarter)
}

// One pattern for all, so that what one wording took is not read again by another. Each keeps the place of its first group.
const ALL = WORDINGS.map(([wording, read]) => ({ wording, read, groups: new RegExp(`${wording}|`).exec('')?.length ?? 1 }))
const SPOKEN = new RegExp(`\\b(?:${ALL.map(({ wording }) => `(${wording})`).join('|')})\\b(?: (?:from|starting in|beginning in) ${MONTH})?`, 'g')
const MONTH_NUMBERS: Readonly<Record<string, number>> = Object.fromEntries(
  MONTH.slice(1, -1)
    .split('|')
    .map((name, i) => [name, i + 1]),
)

/** “Our fiscal year starts in April”: said beside a question, it holds for that question. */
const STATED = new RegExp(
  `(?:(?:and|as|because|since|with) )?(?:our|the|my|a) (?:fiscal|financial) years? (?:starts?|begins?|runs? from)(?: (?:in|on|with|the|1|1st|first|of))* ${MONTH}\\b[,;.:]?(?: [-–](?= ))?`,
)

/**
 * A normalised question with every fiscal period written out, so that it names its own start and reads the same whatever is set later. `month` is the one in which
 * the tenant's years start; null when it is not set. What cannot be written out is told with what to do about it.
 */
export function writeFiscalOut(normalised: string, today: Day, month: number | null): { text: string } | { because: string } {
  let is_unset = false
  const stated = STATED.exec(normalised)
  if (stated !== null) return writeFiscalOut(normalised.replace(STATED, ' '), today, MONTH_NUMBERS[stated[1] ?? ''] ?? month)
  const text = normalised.replace(SPOKEN, (all, ...rest: unknown[]) => {
    // After the groups come the place and the whole text.
    const groups = rest.slice(0, -2) as (string | undefined)[] // safe: the pattern has no named groups
    const said = groups.at(-1)
    const start = said === undefined ? month : MONTH_NUMBERS[said]
    if (start === null || start === undefined) {
      is_unset = true
      return ' '
    }
    let at = 0
    for (const { read, groups: count } of ALL) {
      if (groups[at] !== undefined) return fiscalWords({ ...read(groups.slice(at + 1, at + count), today, start), month: start })
      at += count
    }
    return all
  })
  if (is_unset) return { because: FISCAL_NOT_SET }
  return isFiscal(text.replace(COMPLETE, ' ')) ? { because: FISCAL_NOT_READ } : { text }
}

const COMPLETE = new RegExp(`\\bfy\\d{2}(?: q[1-4])?(?: to date)? from ${MONTH}\\b`, 'g')
