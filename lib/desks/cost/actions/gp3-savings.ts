import { Big, big, DAYS_PER_MONTH, toDecimal } from '@/lib/kernel/money'
import type { ExpectedSavings } from '@/schemas/action'
import type { Decimal } from '@/schemas/money'
import { monthlySavings } from './monthly-savings'

export const GP3 = { included_iops: 3000, max_iops: 16_000, included_throughput: 125, max_throughput: 1000 }
/**
 * gp3 prices as shares of the same region's gp2 price per GiB: storage 80 %, one more operation per second 5 %, one more MiB/s 40 %. Equal in
 * the regions compared (us-east-1 0.10 / 0.08 / 0.005 / 0.04, eu-west-1 0.11 / 0.088 / 0.0055 / 0.044). Source: EBS price list.
 */
const OF_GP2 = { storage: '0.8', iops: '0.05', throughput: '0.4' }

type Moved = { size_gib: number; iops: number; throughput: number; effective_cost_per_day: Decimal; list_cost_per_day: Decimal }

/** What volumes cost less as gp3 than as gp2, at the performance that they are asked for. */
export const savedByGp3 = ({ targets, currency }: { targets: readonly Moved[]; currency: string }): ExpectedSavings =>
  monthlySavings({
    currency,
    effective: perDay(targets, (t) => t.effective_cost_per_day),
    list: perDay(targets, (t) => t.list_cost_per_day),
    marginal_ratio: '1',
    formula: `${targets.reduce((total, t) => total + t.size_gib, 0)} GiB at 80 % of the gp2 price, plus operations above 3000 at 5 % and MiB/s above 125 at 40 % of the gp2 price per GiB, x 30.4 days`,
  })

/** Operations per second that gp2 gives: 3 per GiB, 100 to 16,000. */
export const gp2Iops = (size_gib: number): number => Math.min(16_000, Math.max(100, 3 * size_gib))
/** MiB/s that gp2 gives: 128 up to 170 GiB, 250 above (reached by bursts below 334 GiB). */
export const gp2Throughput = (size_gib: number): number => (size_gib <= 170 ? 128 : 250)

/** What the bill charges a day for the volumes less what gp3 would; the gp2 price per GiB is the one the bill shows. */
function perDay(targets: readonly Moved[], cost: (t: Moved) => Decimal): Decimal {
  const saved = targets.map((t) => {
    const gib_month = big(cost(t)).times(DAYS_PER_MONTH).div(t.size_gib)
    const storage = new Big(OF_GP2.storage).times(t.size_gib)
    const iops = new Big(OF_GP2.iops).times(t.iops - GP3.included_iops)
    const throughput = new Big(OF_GP2.throughput).times(t.throughput - GP3.included_throughput)
    return big(cost(t)).minus(storage.plus(iops).plus(throughput).times(gib_month).div(DAYS_PER_MONTH))
  })
  return toDecimal(saved.reduce((total, v) => total.plus(v), new Big(0)))
}
