import { formatDay, formatRate } from '@/lib/kernel/format'
import { big, compareDecimal, subtract } from '@/lib/kernel/money'
import type { ChargeEvents } from '@/schemas/evidence/cost'
import { changePerDay, comparedDays, type DrawEvidence, type EvidenceContext, firstRows, gapsOf, newestOf, notesOf, pairIds, pairPerDay } from './piece'

type Product = ChargeEvents['events'][number]
// What the provider names usage of other sellers' products; a region prefix may come before.
const MARKETPLACE_USAGE = /(?:^|-)MP:/
const changeOf = (p: Product) => subtract(p.after_cost, p.before_cost)
const isNew = (p: Product): boolean => big(p.before_cost).lte(0) && big(p.after_cost).gt(0)

/** Products of other sellers on the bill: which, since when, and how much. */
export const marketplaceEvidence: DrawEvidence = (ctx) => {
  const found = newestOf(ctx, 'cost.charge_events')
  const products = found?.body.events
    .filter((e) => e.event === 'marketplace')
    .toSorted((a, b) => compareDecimal(changeOf(b), changeOf(a)) || (a.description < b.description ? -1 : 1))
  const [main] = products ?? []
  if (found === undefined || products === undefined || main === undefined) return null
  const { body, id } = found
  const { shown, more } = firstRows(products, 'product')
  const notes = notesOf(ctx, id)
  const contract = contractOf(ctx)
  return {
    part: {
      kind: 'evidence.marketplace',
      title: isNew(main)
        ? `${main.description} began to be billed at ${formatRate(main.after_cost, body.currency, 'day')}`
        : `${main.description} went from ${formatRate(main.before_cost, body.currency, 'day')} to ${formatRate(main.after_cost, body.currency, 'day')}`,
      subtitle: `${comparedDays(body, ctx.now)}, in ${body.currency}`,
      more,
      gaps: gapsOf(ctx, id),
      products: shown.map((p, i) => ({
        // The bill's charge names the product; the seller stands on its invoice.
        vendor: 'not known: the bill names the product, the seller is on its invoice',
        product: p.description === '' ? 'without a name' : p.description,
        contract: p === main ? contract : 'not known: the bill names no agreement',
        since: sinceOf(p, ctx),
        ...pairIds(`product_${i}`),
        change: `product_${i}_change`,
        is_new: isNew(p),
      })),
    },
    facts: Object.assign(
      {},
      ...shown.map((p, i) => ({
        ...pairPerDay(`product_${i}`, p.description, [p.before_cost, p.after_cost], body.currency, notes),
        [`product_${i}_change`]: changePerDay(`${p.description}, change`, [p.before_cost, p.after_cost], body.currency, notes),
      })),
    ),
  }
}

/** What the bill files the charge under: the one thing that names the subscription. */
function contractOf(ctx: EvidenceContext): string {
  const resource = newestOf(ctx, 'cost.resource_costs')?.body.resources.find((r) => MARKETPLACE_USAGE.test(r.usage_type))
  return resource === undefined || resource.resource_id === '' ? 'not known: the bill names no agreement' : `${resource.usage_type}, ${resource.resource_id}`
}

function sinceOf(p: Product, { file, now }: EvidenceContext): string {
  if (isNew(p)) return `new subscription, first billed ${formatDay(file.anomaly.first_day, now)}`
  return big(p.after_cost).lte(0) ? 'not billed since the onset' : 'billed before the onset'
}
