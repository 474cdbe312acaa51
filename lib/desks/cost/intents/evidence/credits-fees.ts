import { type Facts, moneyPerDay, notKnown } from '@/lib/intents/fact'
import { formatRate } from '@/lib/kernel/format'
import { add, big, compareDecimal, subtract } from '@/lib/kernel/money'
import type { ChargeEvents } from '@/schemas/evidence/cost'
import { changePerDay, comparedDays, type DrawEvidence, firstRows, gapsOf, newestOf, notesOf, pairIds, pairPerDay } from './piece'

const RECORDS = { credit: 'Credit', refund: 'Refund', fee: 'Fee', tax: 'Tax', discount: 'Discount' } as const
type Record = ChargeEvents['events'][number] & { event: keyof typeof RECORDS }
// A tax and a discount follow what is bought; these stand for themselves.
const CAUSES: readonly string[] = ['credit', 'refund', 'fee']
const WORDS = { credit: 'Credits', refund: 'Refunds', fee: 'Fees', tax: 'Tax', discount: 'Discounts' } as const

const isRecord = (e: ChargeEvents['events'][number]): e is Record => Object.hasOwn(RECORDS, e.event)
const changeOf = (e: ChargeEvents['events'][number]) => subtract(e.after_cost, e.before_cost)

/** Charges that are not usage by record type, and what they make of the cost of the usage. */
export const creditsFeesEvidence: DrawEvidence = (ctx) => {
  const found = newestOf(ctx, 'cost.charge_events')
  if (found === undefined) return null
  const { body, id } = found
  const leaves = newestOf(ctx, 'cost.leaf_changes')
  const ids = leaves === undefined ? [id] : [id, leaves.id]
  const notes = notesOf(ctx, ...ids)
  const records = body.events.filter(isRecord).toSorted((a, b) => compareDecimal(changeOf(b), changeOf(a)) || (a.description < b.description ? -1 : 1))
  const cause = records.find((e) => CAUSES.includes(e.event) && compareDecimal(changeOf(e), '0') > 0)
  const { shown, more } = firstRows(records, 'charge')
  const gross = (side: 'before' | 'after') => (leaves === undefined ? null : add('0', ...leaves.body.leaves.map((l) => l[`${side}_cost`])))
  const net = (side: 'before' | 'after') => {
    const usage = gross(side)
    return usage === null ? null : add(usage, ...records.map((e) => e[`${side}_cost`]))
  }
  const total = (label: string, amount: string | null, formula: string) =>
    amount === null ? notKnown(label, 'the lines of the bill could not be read') : moneyPerDay(label, amount, body.currency, { ...notes, formula })
  const totals: Facts = {
    gross_before: total('Gross, before', gross('before'), 'usage, before credits, refunds, fees, tax and discounts'),
    gross_after: total('Gross, since', gross('after'), 'usage, before credits, refunds, fees, tax and discounts'),
    net_before: total('Net, before', net('before'), 'gross + every charge listed in the evidence'),
    net_after: total('Net, since', net('after'), 'gross + every charge listed in the evidence'),
  }
  return {
    part: {
      kind: 'evidence.credits_fees',
      title:
        cause === undefined
          ? 'No credit, refund or fee changed for the worse'
          : `${WORDS[cause.event]} went from ${formatRate(cause.before_cost, body.currency, 'day')} to ${formatRate(cause.after_cost, body.currency, 'day')}`,
      subtitle: `${comparedDays(body, ctx.now)}, in ${body.currency}; a credit is negative`,
      more,
      gaps: gapsOf(ctx, ...ids),
      records: shown.map((e, i) => ({
        record_type: RECORDS[e.event],
        description: e.description === '' ? 'without a description' : e.description,
        ...pairIds(`record_${i}`),
        change: `record_${i}_change`,
        is_cause: e === cause,
      })),
      gross: pairIds('gross'),
      net: pairIds('net'),
    },
    facts: {
      ...totals,
      ...Object.assign(
        {},
        ...shown.map((e, i) => ({
          ...pairPerDay(`record_${i}`, RECORDS[e.event], [e.before_cost, e.after_cost], body.currency, notesOf(ctx, id)),
          [`record_${i}_change`]: changePerDay(`${RECORDS[e.event]}, change`, [e.before_cost, e.after_cost], body.currency, {
            ...notesOf(ctx, id),
            polarity: big(changeOf(e)).gt(0) ? 'bad' : 'neutral',
          }),
        })),
      ),
    },
  }
}
