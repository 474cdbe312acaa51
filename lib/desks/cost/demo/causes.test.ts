import { beforeAll, describe, expect, it } from 'vitest'
import { makeCharges } from './bill'
import { LABELS } from './causes'
import type { Charge } from './charge'
import { ESTATE } from './estate'
import { DEMO_SEED, DEMO_START } from './people'

const usd = (units: bigint): number => Number(units) / 1e10
const byDay = new Map<string, Charge[]>()
beforeAll(() => {
  for (const month of makeCharges({ seed: DEMO_SEED, events: [], from: '2026-10-01', until: '2026-12-02T00:00:00.000Z' }))
    for (const charge of month.charges) {
      const day = charge.start.slice(0, 10)
      const list = byDay.get(day) ?? []
      list.push(charge)
      byDay.set(day, list)
    }
})

const impactOf = (cause: string): number => Number(LABELS.find((label) => label.cause === cause)?.impact_per_day)
const sumOn = (day: string, is: (c: Charge) => boolean, of: (c: Charge) => bigint = (c) => c.effective): number =>
  usd((byDay.get(day) ?? []).filter(is).reduce((sum, c) => sum + of(c), 0n))
const meanOver = (days: string[], is: (c: Charge) => boolean): number => days.reduce((sum, day) => sum + sumOn(day, is), 0) / days.length
const range = (month: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${month}-${String(from + i).padStart(2, '0')}`)

describe('the seven causes', () => {
  it('nine idle instances cost 184.896 on every full day, and 14 hours of it on the first', () => {
    const isLoadTest = (c: Charge) => c.tags['created-by'] === 'load-test'
    expect(sumOn('2026-11-08', isLoadTest)).toBe(0)
    expect(sumOn('2026-11-09', isLoadTest)).toBe(107.856)
    for (const day of range('2026-11', 10, 30)) expect(sumOn(day, isLoadTest)).toBe(184.896)
    expect(impactOf('load_test_left_running')).toBe(184.896)
  })

  it('NAT traffic in the data platform rises 2.6 times, about 310 a day', () => {
    const isNat = (c: Charge) => c.account === 'data-platform' && c.usage_type === 'EU-NatGateway-Bytes'
    const rise = meanOver(range('2026-11', 13, 30), isNat) - meanOver(range('2026-10', 1, 31), isNat)
    expect(rise).toBeGreaterThan(0.96 * impactOf('nat_traffic_after_lost_endpoint'))
    expect(rise).toBeLessThan(1.04 * impactOf('nat_traffic_after_lost_endpoint'))
  })

  it('the ended savings plan had saved 520.36 on every day, and covers nothing afterwards', () => {
    const isCovered = (c: Charge) => c.account === 'storefront-prod' && c.type === 'SavingsPlanCoveredUsage'
    for (const day of range('2026-11', 1, 13)) expect(sumOn(day, isCovered, (c) => c.list - c.effective)).toBeCloseTo(impactOf('savings_plan_ended'), 4)
    for (const day of range('2026-11', 14, 20)) expect(sumOn(day, (c) => c.account === 'storefront-prod' && c.plan !== null)).toBe(0)
  })

  it('the credit of 140 a day ends with 9 November', () => {
    const isCredit = (c: Charge) => c.type === 'Credit'
    for (const day of range('2026-11', 1, 9)) expect(sumOn(day, isCredit)).toBe(-140)
    expect(meanOver(range('2026-11', 10, 30), isCredit)).toBe(0)
  })

  it('log ingestion of payments rises four times, about 160 a day, from the hour of the deploy', () => {
    const isLogs = (c: Charge) => c.account === 'payments-prod' && c.usage_type === 'EU-DataProcessing-Bytes'
    const before = meanOver(range('2026-10', 1, 31), isLogs)
    expect(meanOver(range('2026-11', 17, 30), isLogs) - before).toBeGreaterThan(154)
    expect(meanOver(range('2026-11', 17, 30), isLogs) - before).toBeLessThan(166)
    expect((sumOn('2026-11-16', isLogs) - before) / impactOf('debug_logging_after_deploy')).toBeCloseTo(10.667 / 24, 1)
  })

  it('fourteen gp2 volumes of 20,480 GiB cost 75.09 a day in November', () => {
    const volumes = ESTATE.volumes.filter((v) => LABELS.some((label) => label.resource_arns.includes(v.arn)))
    expect([volumes.length, volumes.reduce((sum, v) => sum + v.size_gib, 0)]).toEqual([14, 20_480])
    const isNew = (c: Charge) => volumes.some((v) => v.volume_id === c.resource_id)
    for (const day of range('2026-11', 12, 30)) expect(sumOn(day, isNew)).toBeCloseTo(impactOf('restored_volumes_of_old_type'), 4)
    expect(sumOn('2026-11-10', isNew)).toBe(0)
  })

  it('a marketplace subscription begins on 5 November at about 95 a day', () => {
    const isVantor = (c: Charge) => c.usage_type === 'EU-MP:VantorHostHours'
    expect(meanOver(range('2026-10', 1, 31), isVantor)).toBe(0)
    expect(Math.abs(meanOver(range('2026-11', 5, 30), isVantor) - 95)).toBeLessThan(3)
  })

  it('names only resources that exist, and starts before the demonstration does', () => {
    const known = new Set([...ESTATE.instances, ...ESTATE.volumes, ...ESTATE.log_groups].map((r) => r.arn))
    for (const label of LABELS) {
      expect(label.start < DEMO_START).toBe(true)
      for (const arn of label.resource_arns) if (!arn.includes(':natgateway/')) expect(known).toContain(arn)
    }
  })
})
