import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { LEDGER_WORDS } from '@/lib/desks/cost/intents/ledger-words'
import { type Facts, moneyChange } from '@/lib/intents/fact'
import { formatDay } from '@/lib/kernel/format'
import { add, big, subtract } from '@/lib/kernel/money'
import { addDays } from '@/lib/kernel/time'
import type { Attribution, Windows } from '@/schemas/cost'
import type { ComponentOf } from '@/schemas/intent'
import type { Decimal } from '@/schemas/money'

type Term = Attribution['ledger'][number]['term']

// Per leaf: q quantity, e effective unit cost, L list unit price; 0 before, 1 after.
const TERM_FORMULAS: Partial<Record<Term, string>> = {
  volume: '(q1 − q0) × e0, summed over leaves with one unit',
  list_price: 'e0 × q1 × (L1 ÷ L0 − 1), summed over leaves with one unit',
  discount: 'q1 × L1 × (e1 ÷ L1 − e0 ÷ L0), without the parts of commitments and spot prices: negotiated prices and price tiers',
  commitment: '(share of eligible usage covered before − since) × discount that commitments gave × eligible usage since, at list price',
  reservation_rate: 'usage that reservations cover since × (their discount before − since), at list price',
  savings_plan_rate: 'usage that Savings Plans cover since × (their discount before − since), at list price',
  spot_share: 'usage that went from spot to on-demand prices × the discount that spot gave, at list price; taken out of the usage',
  spot_price: 'spot usage since × (its discount before − since), at list price',
  new: 'cost per day of leaves that did not exist before',
  gone: 'minus the cost per day of leaves that no longer exist',
  unsplit: 'change of leaves without one unit',
}
const CHARGE_FORMULA = 'these charges per day after − before'
const SHIFT = 'Baseline difference'

type Steps = Pick<ComponentOf<'attribution.waterfall'>, 'subtitle' | 'currency' | 'from' | 'steps' | 'remainder' | 'to'>

/** From expected to actual cost per day. What nobody can explain is a step of its own, also when it is zero; the steps add up exactly. */
export function waterfall(ctx: CaseContext, attribution: Attribution): Steps {
  const { anomaly, windows } = ctx.file
  const shift = windowShift(ctx, attribution)
  const compared =
    windows === null ? '' : `; since ${formatDay(windows.after.start, ctx.now)} against the same weekdays since ${formatDay(windows.before.start, ctx.now)}`
  return {
    subtitle: `Effective cost per day in ${anomaly.currency}${compared}`,
    currency: anomaly.currency,
    from: { label: 'Expected', amount: anomaly.expected_daily_cost, fact: 'expected_day' },
    steps: attribution.ledger.filter((t) => !big(t.amount).eq(0)).map((t) => ({ label: LEDGER_WORDS[t.term], amount: t.amount, fact: `ledger_${t.term}` })),
    remainder: [
      { label: 'Not explained', amount: attribution.residual, fact: 'residual' },
      ...(big(shift).eq(0) ? [] : [{ label: SHIFT, amount: shift, fact: 'window_shift' }]),
    ],
    to: { label: 'Actual', amount: anomaly.actual_daily_cost, fact: 'actual_day' },
  }
}

// The ledger compares two windows, the anomaly an expected day: what lies between the two questions is not an effect.
const windowShift = ({ file }: CaseContext, attribution: Attribution): Decimal =>
  subtract(file.anomaly.delta_daily_cost, add(attribution.residual, ...attribution.ledger.map((t) => t.amount)))

/** First and last day of a window, whose end is the day after. */
const daysOf = ({ start, end }: Windows['before']): string => `${start} to ${addDays(end, -1)}`

export function ledgerFacts(ctx: CaseContext, attribution: Attribution): Facts {
  const { currency } = ctx.file.anomaly
  const { windows } = ctx.file
  const notes = {
    evidence: attribution.evidence_ids,
    window: windows === null ? null : `${daysOf(windows.before)} against ${daysOf(windows.after)}`,
  }
  const change = (label: string, amount: Decimal, formula: string) => moneyChange(label, amount, currency, 'day', { ...notes, formula })
  const terms = attribution.ledger.map((t) => [`ledger_${t.term}`, change(LEDGER_WORDS[t.term], t.amount, TERM_FORMULAS[t.term] ?? CHARGE_FORMULA)] as const)
  return {
    ...Object.fromEntries(terms),
    residual: { ...change('Not explained', attribution.residual, 'total change − every term of the ledger'), polarity: 'neutral' },
    window_shift: { ...change(SHIFT, windowShift(ctx, attribution), '(actual − expected day) − total change of the ledger'), polarity: 'neutral' },
  }
}
