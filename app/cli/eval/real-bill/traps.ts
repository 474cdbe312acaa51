import type { DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import type { BillScan } from '@/lib/desks/cost/detect/scan/scan-bill'

/** Places in the real bill where a naive detector raises an alarm and should not. `is_quiet` says that ours raised none. */
export type Trap = { trap: string; is_quiet: boolean; because: string }

// Facts of this bill, verified by hand in its description: two names of one service, the day of the change, and the month that is missing.
const OLD_NAME = 'RDS Service'
const NEW_NAME = 'Relational Database Service'
const RENAMED_ON = '2017-09-01'
const HOLE = { from: '2017-10-01', to: '2017-11-04' }
const MONTHLY_FEES = /^(HostedZone|SCPerActivePortfolio|AW-HW-1.*)$/

export function trapsOf(scan: BillScan, bill: DailyBill): Trap[] {
  const about = (service: string) => scan.incidents.filter(({ cells }) => cells.some(({ scope }) => scope.service_name === service))
  const renamed = [...about(OLD_NAME), ...about(NEW_NAME)].filter(({ start }) => Math.abs(Date.parse(start) - Date.parse(RENAMED_ON)) <= 2 * 86_400_000)
  const in_hole = about(NEW_NAME).filter(({ start }) => start >= HOLE.from && start <= HOLE.to)
  const partial = bill.days[bill.is_whole.lastIndexOf(false)]
  const on_partial = scan.incidents.filter(({ start, end }) => start === partial || end === partial)
  const fees = scan.incidents.filter(({ start, causes }) => start.endsWith('-01') && MONTHLY_FEES.test(causes[0]?.scope.usage_type ?? ''))
  const told = (rule: string) => scan.quality.some((issue) => issue.rule === rule)
  const quiet = (trap: string, alerts: readonly unknown[], is_named: boolean, name: string): Trap => ({
    trap,
    is_quiet: alerts.length === 0 && is_named,
    because: alerts.length > 0 ? `${alerts.length} incidents` : is_named ? `no incident, ${name}` : `no incident, but not named as ${name}`,
  })
  return [
    quiet('service rename', renamed, told('service_renamed'), 'data quality: service_renamed'),
    quiet('October hole and return', in_hole, told('days_missing'), 'data quality: days_missing'),
    quiet('partial last day', on_partial, told('day_partial'), 'data quality: day_partial'),
    quiet('first-of-month fees', fees, true, 'month edge'),
  ]
}
