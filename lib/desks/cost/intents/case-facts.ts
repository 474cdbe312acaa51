import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { type Facts, money, moneyChange, moneyPerDay, pctChange, words } from '@/lib/intents/fact'
import { formatDay, formatRate } from '@/lib/kernel/format'
import { big, compareDecimal, toDecimal } from '@/lib/kernel/money'
import type { Decimal } from '@/schemas/money'

/** Days of a projected month on the headline; plans speak of a month of 30.4 days (a year in twelve). */
const PROJECTED_DAYS = 30

/** The figures of the anomaly itself. `delta_pct` is said in words when nothing was expected. */
export function caseFacts({ c, file, now }: CaseContext): Facts {
  const a = file.anomaly
  const rate = (amount: Decimal) => formatRate(amount, a.currency, 'day')
  const at = { evidence: a.evidence_ids, as_of: a.detected_at, window: `${formatDay(a.first_day, now)} to ${formatDay(a.last_day, now)}` }
  const polarity = a.shape === 'drop' ? 'neutral' : 'bad'
  const since = `per day from ${formatDay(a.first_day, now)} to ${formatDay(a.last_day, now)}`
  const isDelta = compareDecimal(c.at_stake_per_day, a.delta_daily_cost) === 0
  return {
    at_stake_day: moneyPerDay('At stake', c.at_stake_per_day, c.currency, {
      ...at,
      polarity,
      direction: a.shape === 'drop' ? 'down' : 'up',
      formula: isDelta
        ? `${rate(a.actual_daily_cost)} actual − ${rate(a.expected_daily_cost)} expected, ${since}`
        : `from a change of ${rate(a.delta_daily_cost)}, ${since}`,
    }),
    delta_day: moneyChange('Change', a.delta_daily_cost, a.currency, 'day', {
      ...at,
      formula: `${rate(a.actual_daily_cost)} − ${rate(a.expected_daily_cost)}`,
    }),
    delta_pct:
      a.delta_pct === null
        ? words('Against expected', 'new spend', { ...at, formula: `${rate(a.expected_daily_cost)} was expected, so there is no ratio` })
        : pctChange('Against expected', a.delta_pct, { ...at, polarity, formula: `${rate(a.delta_daily_cost)} ÷ ${rate(a.expected_daily_cost)} expected` }),
    projected_30d: money(`If it goes on for ${PROJECTED_DAYS} days`, toDecimal(big(c.at_stake_per_day).times(PROJECTED_DAYS)), c.currency, null, {
      ...at,
      polarity,
      window: `${PROJECTED_DAYS} days`,
      formula: `${rate(c.at_stake_per_day)} × ${PROJECTED_DAYS} days`,
    }),
    expected_day: moneyPerDay('Expected', a.expected_daily_cost, a.currency, {
      ...at,
      formula: 'level × weekday × month edge × trend of the days before the onset',
    }),
    actual_day: moneyPerDay('Actual', a.actual_daily_cost, a.currency, { ...at, formula: `mean effective cost ${since}` }),
  }
}
