import { z } from 'zod'
import { Big, big, toDecimal } from '@/lib/kernel/money'
import type { ExpectedSavings, PlanAction } from '@/schemas/action'
import { Currency, type Decimal } from '@/schemas/money'
import { WeeklySchedule } from '@/schemas/simulation'
import { HOURS_PER_WEEK, hoursOn } from '../connectors/cloud/weekly-schedule'
import { marginalRatioParam } from './marginal-ratio-param'
import { monthlySavings, sum } from './monthly-savings'

/** What the template says of itself, whatever it switches. */
export const SCHEDULED = {
  id: 'schedule_nonprod',
  version: 1,
  reversibility: 'R1',
  base_risk: 18,
  reversible_for: '30 days',
  reversible_hours: 24 * 30,
} as const

/** What writing and removing a schedule of ours needs, beside reading it. */
export const SCHEDULING = ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule', 'iam:PassRole'] as const

/** What is asked of every resource that is to run only in some hours. */
export const scheduledAsk = {
  account_id: z.string(),
  region_id: z.string(),
  environment: z.enum(['dev', 'test', 'stage']),
  schedule: WeeklySchedule.refine((s) => s.off_hour > s.on_hour, 'off_hour must be after on_hour').refine(
    (s) => hoursOn(s) < HOURS_PER_WEEK,
    'must switch off at some time',
  ),
  currency: Currency,
  marginal_ratio: marginalRatioParam,
}

export const SCHEDULE_BOUNDS: PlanAction['bounds'] = [
  { param: 'schedule.on_hour', min: 0, max: 23, options: null, rule: 'full hours, before the end' },
  { param: 'schedule.off_hour', min: 1, max: 24, options: null, rule: 'full hours, after the start' },
  { param: 'schedule.days', min: 0, max: 6, options: null, rule: '0 is Monday; at least one day, and not every hour of the week' },
]

type Ask = {
  schedule: WeeklySchedule
  currency: string
  marginal_ratio: Decimal
  targets: readonly { effective_cost_per_day: Decimal; list_cost_per_day: Decimal }[]
}

/** What the hours in which nothing runs cost. */
export function savedOffHours(p: Ask): ExpectedSavings {
  const off = HOURS_PER_WEEK - hoursOn(p.schedule)
  const share = new Big(off).div(HOURS_PER_WEEK)
  const [effective, list] = [sum(p.targets.map((t) => t.effective_cost_per_day)), sum(p.targets.map((t) => t.list_cost_per_day))]
  const formula = `${effective} ${p.currency}/day x ${off} of ${HOURS_PER_WEEK} hours off x 30.4 days${p.marginal_ratio === '1' ? '' : ` x ${p.marginal_ratio} that leaves the bill`}`
  return monthlySavings({
    currency: p.currency,
    effective: toDecimal(big(effective).times(share)),
    list: toDecimal(big(list).times(share)),
    marginal_ratio: p.marginal_ratio,
    formula,
  })
}
