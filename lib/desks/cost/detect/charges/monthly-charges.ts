import { middle } from '../model/middle'

// So long after the one before, and after the one before that: three days are a weekend and a holiday, and a fifth week comes before some second Tuesdays.
const MONTH = { apart: [26, 35], two_apart: [56, 65] } as const
const QUARTER = { apart: [87, 95], two_apart: [178, 188] } as const
const PERIODS = [MONTH, QUARTER] as const
type Period = (typeof PERIODS)[number]
/** Usage is a bill of every month once it came about as dear twice before: one earlier incident is no habit. */
const LEAST_BEFORE = 2
/** A charge that is not usage, such as a subscription, is one from its second month on. */
export const LEAST_BEFORE_OF_CHARGE = 1
// That it stays away, or came short, is worth telling once it came so often.
const LEAST_FOR_MISSING = 3
// It stands out: it is this share of what is usual on its weekday, and on no more than so many other days of the month before the cost was off by this share of it.
const LEAST_SHARE = 0.1
const LEAST_COST = 5
const OFF_SHARE = 1 / 3
const MOST_OTHERS = 2
// It is gone again on most of these days.
const BACK_DAYS = 5
// Amounts about alike. Of those that are known, it may be dearer by twice the range they have, and always by the lower of the two shares.
const SAME_SIZE_RATIO = 0.25
const LEAST_SLACK = 0.05
const KNOWN_MONTHS = 3
const WEEK = 7
const FIRST_DAY = 3 * WEEK

/** The days of one charge that comes every month, with what it came to, the latest last. */
type Chain = { days: number[]; amounts: number[] }

/**
 * What every day was to cost because it comes every month, or every quarter, on about the same day. `came`: dollars of the day's cost that were to be expected; what is dearer than in
 * the months before is not among them, nor what comes a second time within a month. `missed`: on the last day on which a charge could have come, what it usually is. `short`: by
 * how much one that came was less than in the months before.
 */
export type MonthlyCharges = { came: Float64Array; missed: Float64Array; short: Float64Array }

/** Null where nothing comes every month. Causal: a day is judged by those before it. A charge is known after so many months. */
export function monthlyCharges(values: ArrayLike<number>, least_before = LEAST_BEFORE): MonthlyCharges | null {
  const chains: Chain[] = []
  let found: MonthlyCharges | null = null
  const days = () => {
    found ??= { came: new Float64Array(values.length), missed: new Float64Array(values.length), short: new Float64Array(values.length) }
    return found
  }
  for (let t = FIRST_DAY; t < values.length; t++) {
    const usual = usualOn(values, t)
    const amount = (values[t] as number) - usual
    if (amount >= LEAST_COST && amount >= LEAST_SHARE * usual && isRare(values, t, amount)) {
      const chain = chainFor(chains, values, t, amount)
      if (chain === undefined) chains.push({ days: [t], amounts: [amount] })
      else {
        if (chain.days.length >= (periodOf(chain, t) === MONTH ? least_before : LEAST_BEFORE)) days().came[t] = expectedOf(chain, amount)
        if (chain.days.length >= LEAST_FOR_MISSING) days().short[t] = shortOf(chain, amount)
        chain.days.push(t)
        chain.amounts.push(amount)
      }
    }
    for (const chain of chains) if (isMissed(chain, values, t)) days().missed[t] = chain.amounts.at(-1) as number
  }
  return found
}

/** The days of a series without what comes every month: what is left says how the rest of it moves. */
export function withoutMonthly(values: number[]): number[] {
  const came = monthlyCharges(values)?.came
  return came === undefined ? values : values.map((y, t) => y - (came[t] ?? 0))
}

/** The same weekdays of three weeks, in the middle: one of them may have had a charge of its own. */
function usualOn(values: ArrayLike<number>, t: number): number {
  const [a, b, c] = [values[t - WEEK] as number, values[t - 2 * WEEK] as number, values[t - 3 * WEEK] as number]
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}

/** Whether next to no other day of the month before was off by much: where many are, that is how the line moves. */
function isRare(values: ArrayLike<number>, t: number, amount: number): boolean {
  let others = 0
  for (let d = Math.max(FIRST_DAY, t - MONTH.apart[0] + 1); d < t; d++)
    if (Math.abs((values[d] as number) - usualOn(values, d)) >= OFF_SHARE * amount && ++others > MOST_OTHERS) return false
  return true
}

/** The charge of earlier months that this one goes on: of several that came on about its day, the one that is nearest to it in size. */
function chainFor(chains: readonly Chain[], values: ArrayLike<number>, t: number, amount: number): Chain | undefined {
  const apart = (chain: Chain) => Math.abs(Math.log(amount / middle(chain.amounts.slice(-KNOWN_MONTHS))))
  return chains.filter((chain) => goesOn(chain, values, t, amount)).sort((a, b) => apart(a) - apart(b))[0]
}

/** The last day on which a charge came that is missed on day `t`. */
export const cameBefore = (t: number): number => t - MONTH.apart[1]

/** Whether this was the last day on which a charge that came for months could have come. */
const isMissed = ({ days, amounts }: Chain, values: ArrayLike<number>, t: number): boolean =>
  days.length >= LEAST_FOR_MISSING &&
  days.at(-1) === cameBefore(t) &&
  isWithin(cameBefore(t) - (days.at(-2) as number), MONTH.apart) &&
  isOver(values, days.at(-1) as number, amounts.at(-1) as number)

/** How often a charge comes that comes on day `t` again. */
const periodOf = ({ days }: Pick<Chain, 'days'>, t: number): Period | undefined =>
  PERIODS.find(({ apart, two_apart }) => {
    const before = days.at(-2)
    return isWithin(t - (days.at(-1) as number), apart) && (before === undefined || isWithin(t - before, two_apart))
  })

function goesOn({ days, amounts }: Chain, values: ArrayLike<number>, t: number, amount: number): boolean {
  const last = days.at(-1) as number
  const before = days.at(-2)
  if (periodOf({ days }, t) === undefined) return false
  const known = amounts.at(-1) as number
  return (before === undefined ? Math.abs(amount - known) <= SAME_SIZE_RATIO * Math.max(amount, known) : amount >= known / 2) && isOver(values, last, known)
}

/** Whether a charge was gone again on the days after it: a rise that stayed is no charge of one day. */
function isOver(values: ArrayLike<number>, t: number, amount: number): boolean {
  let high = 0
  for (let d = t + 1; d <= t + BACK_DAYS; d++) if ((values[d] as number) - usualOn(values, d) >= amount / 2) high++
  return 2 * high < BACK_DAYS
}

/** What was to be expected of an amount: all of it, as long as it is no dearer than what is known, give or take how the months differ. */
function expectedOf(chain: Chain, amount: number): number {
  const { known, slack } = usualOf(chain, amount)
  return amount <= (1 + slack) * known ? amount : known
}

/** By how much an amount is less than what is known, where it is less than in each of the last months by more than they differ. */
function shortOf(chain: Chain, amount: number): number {
  const { known, slack, least } = usualOf(chain, amount)
  return amount >= (1 - slack) * least ? 0 : known - amount
}

/** Of what is known of the last months, what an amount is nearest to, the least, and the share by which it may differ. */
function usualOf({ amounts }: Chain, amount: number): { known: number; slack: number; least: number } {
  const lately = amounts.slice(-KNOWN_MONTHS)
  const [least, most] = [Math.min(...lately), Math.max(...lately)]
  const known = [amounts.at(-1) as number, middle([...lately])].sort((a, b) => Math.abs(a - amount) - Math.abs(b - amount))[0] as number
  return { known, least, slack: hasGrown(lately) ? LEAST_SLACK : Math.min(SAME_SIZE_RATIO, Math.max(LEAST_SLACK, (2 * (most - least)) / known)) }
}

/** Whether three months were each dearer than the one before: then the range that they have is no noise, and says nothing of the next one. */
const hasGrown = (lately: readonly number[]): boolean =>
  lately.length === KNOWN_MONTHS && lately.every((amount, n) => n === 0 || amount > (1 + LEAST_SLACK) * (lately[n - 1] as number))

const isWithin = (x: number, [low, high]: readonly [number, number]): boolean => x >= low && x <= high
