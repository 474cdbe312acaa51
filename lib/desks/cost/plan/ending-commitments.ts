import { formatDay, formatMoney, formatRate } from '@/lib/kernel/format'
import { big, isPositive, perMonth, subtract } from '@/lib/kernel/money'
import { daysBetween } from '@/lib/kernel/time'
import type { CommitmentUse } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'

// Told once when there is time to compare offers, and once when there is time to buy.
const LEADS_DAYS = [90, 30] as const

/** A commitment that ends soon. `cliff_per_day`: what its usage costs more a day at list prices than under it. `lead_days`: the last of the moments to tell that has come. */
export type EndingCommitment = { id: string; type: string; ends_on: Day; lead_days: (typeof LEADS_DAYS)[number]; cliff_per_day: Decimal }

/** Commitments that the bill shows in use and that end within 90 days, the costliest end first. One that covers nothing has no cliff. Pure. */
export function endingCommitments({ commitments }: Pick<CommitmentUse, 'commitments'>, today: Day): EndingCommitment[] {
  return commitments
    .flatMap((c): EndingCommitment[] => {
      const left = c.ends_on === null ? Number.POSITIVE_INFINITY : daysBetween(today, c.ends_on)
      const lead_days = LEADS_DAYS.findLast((d) => left <= d)
      const cliff_per_day = subtract(c.covered_list_cost_after, c.covered_effective_cost_after)
      if (c.ends_on === null || lead_days === undefined || left < 0 || !isPositive(cliff_per_day)) return []
      return [{ id: c.commitment_discount_id, type: c.commitment_discount_type, ends_on: c.ends_on, lead_days, cliff_per_day }]
    })
    .sort((a, b) => big(b.cliff_per_day).cmp(a.cliff_per_day) || (a.id < b.id ? -1 : 1))
}

/** What is told about one of them. */
export function endingNotice(c: EndingCommitment, currency: string, now: string): { title: string; lines: string[] } {
  const month = formatMoney(perMonth(c.cliff_per_day), currency)
  return {
    title: `${c.type} ends on ${formatDay(c.ends_on, now)}`,
    lines: [
      c.id,
      `What it covers now costs ${formatRate(c.cliff_per_day, currency, 'day')} more at list prices, ${month} a month.`,
      'Whoever may commit spend decides whether it is renewed: nothing is bought from here.',
    ],
  }
}
