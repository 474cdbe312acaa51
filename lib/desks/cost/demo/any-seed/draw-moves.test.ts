import { describe, expect, test } from 'vitest'
import { mendBill } from '@/lib/desks/cost/detect/quality/mend-bill'
import { weekday } from '@/lib/kernel/time'
import { ACCOUNTS } from '../accounts'
import type { Charge } from '../charge'
import { type BillFormat, FORMATS } from '../formats'
import { SERVICES } from '../services'
import { dailyBillOf } from './daily-bill'
import type { SeededCause } from './label'
import { seededBill } from './seeded-bill'

const CLOSED = '2026-11-10T00:00:00.000Z'
const bills = new Map<number, ReturnType<typeof makeBill>>()
const billOf = (seed: number) => {
  const made = bills.get(seed) ?? makeBill(seed)
  bills.set(seed, made)
  return made
}
function makeBill(seed: number) {
  const bill = seededBill(seed, 'M')
  const months = [...bill.chargesAsOf(CLOSED)]
  return { bill, months, charges: months.flatMap((month) => month.charges) }
}
const labelOf = (seed: number, cause: SeededCause) => {
  const label = seededBill(seed, 'M').labels.find((l) => l.cause === cause)
  if (label === undefined) throw new Error(`seed ${seed} has no ${cause}`)
  return label
}
const dayOf = (charge: Charge) => charge.start.slice(0, 10)
const teamOf = (charge: Charge) => Object.entries(charge.tags).find(([key]) => key.trim().toLowerCase() === 'team')?.[1]

describe('a generated bill in which something moves', () => {
  test('has a renamed service under its old name until the day, under its new one from it, and calls it a defect of the bill', () => {
    const { bill, charges } = billOf(22)
    const { start, scopes } = labelOf(22, 'service_rename')
    const [from, to] = scopes.map((scope) => scope.service_name)
    const named = (name: string | undefined) => charges.filter((charge) => SERVICES[charge.product] === name)
    expect(named(from).length).toBeGreaterThan(0)
    expect(named(from).every((charge) => dayOf(charge) < start)).toBe(true)
    expect(named(to).length).toBeGreaterThan(0)
    expect(named(to).every((charge) => dayOf(charge) >= start)).toBe(true)
    const { issues } = mendBill(dailyBillOf(charges, bill.days))
    expect(issues).toContainEqual(expect.objectContaining({ rule: 'service_renamed', first_day: start, other_name: from, scope: { service_name: to } }))
  }, 60_000)

  test('writes both names into every format, each on its days', () => {
    const { months } = billOf(22)
    const { start, scopes } = labelOf(22, 'service_rename')
    const [from, to] = scopes.map((scope) => scope.service_name)
    const month = months.find((m) => m.month === start.slice(0, 7))
    const rows = (format: BillFormat) => [...FORMATS[format].rowsOf(month?.charges ?? [], month?.month ?? '', true)]
    const named = [
      ...rows('focus_1_2').map((row) => [row.ServiceName, row.ChargePeriodStart?.slice(0, 10) ?? ''] as const),
      ...rows('cur_2_0').map((row) => [JSON.parse(row.product ?? '{}').product_name, row.line_item_usage_start_date?.slice(0, 10) ?? ''] as const),
    ].filter(([name]) => name === from || name === to)
    expect(new Set(named.map(([name]) => name)).size).toBe(2)
    expect(named.filter(([name, day]) => (name === from) !== day < start)).toEqual([])
  }, 60_000)

  test('has an account under one team from the day on, and under several before', () => {
    const { charges } = billOf(3)
    const { start, scopes } = labelOf(3, 'account_move')
    const of_account = charges.filter((charge) => ACCOUNTS[charge.account].account_id === scopes[0]?.sub_account_id && teamOf(charge) !== undefined)
    const teams = (list: readonly Charge[]) => new Set(list.map(teamOf)).size
    expect(teams(of_account.filter((charge) => dayOf(charge) >= start))).toBe(1)
    expect(teams(of_account.filter((charge) => dayOf(charge) < start))).toBeGreaterThan(1)
  }, 60_000)

  test('moves only names and owners: neither costs a thing, and what may not be proposed for it says so', () => {
    for (const seed of [3, 22])
      for (const label of seededBill(seed, 'M').labels.filter(({ cause }) => cause === 'service_rename' || cause === 'account_move'))
        expect([label.impact_per_day, label.allowed_actions, label.forbidden_actions.includes('open_ticket')]).toEqual([0, [], true])
  })

  test('has usage that is dearer at weekends alone, by what its label says of a week', () => {
    const { charges } = billOf(6)
    const label = labelOf(6, 'usage_change')
    const [scope] = label.scopes
    expect(label.shape).toBe('weekend')
    const of_line = charges.filter(
      (charge) =>
        ACCOUNTS[charge.account].account_id === scope?.sub_account_id &&
        charge.usage_type === scope.usage_type &&
        SERVICES[charge.product] === scope.service_name,
    )
    const perDay = (isWanted: (day: string) => boolean) => {
      const wanted = of_line.filter((charge) => isWanted(dayOf(charge)))
      return wanted.reduce((sum, charge) => sum + Number(charge.list) / 1e10, 0) / new Set(wanted.map(dayOf)).size
    }
    const isWeekend = (day: string) => weekday(day) >= 5
    const extra = perDay((day) => day >= label.start && isWeekend(day)) - perDay((day) => day < label.start && isWeekend(day))
    const other = perDay((day) => day >= label.start && !isWeekend(day)) - perDay((day) => day < label.start && !isWeekend(day))
    expect((extra * 2) / 7 / label.impact_per_day).toBeGreaterThan(0.8)
    expect((extra * 2) / 7 / label.impact_per_day).toBeLessThan(1.2)
    expect(Math.abs(other)).toBeLessThan(0.2 * extra)
  }, 60_000)
})
