import { describe, expect, it } from 'vitest'
import { addDays, addHours, daysIn } from '@/lib/kernel/time'
import type { SimulatedEvent } from '@/schemas/simulation'
import { makeCharges } from './bill'
import type { Charge } from './charge'
import { ESTATE } from './estate'
import { PAYMENTS_LOG_GROUP } from './lines-payments'
import { DEMO_SEED, DEMO_START } from './people'

const loadTests = ESTATE.instances.filter((i) => i.tags['created-by'] === 'load-test')
const volumes = ESTATE.volumes.filter((v) => v.volume_type === 'gp2' && v.created_at >= '2026-11-01')
const NIGHTS_OFF = { time_zone: 'UTC', days: [0, 1, 2, 3, 4], on_hour: 7, off_hour: 19 }

function chargesWith(events: SimulatedEvent[], until = '2026-12-28T00:00:00.000Z', from = '2026-11-16'): Charge[] {
  return [...makeCharges({ seed: DEMO_SEED, events, from, until })].flatMap((month) => [...month.charges])
}
const costOn = (charges: Charge[], days: string[], is: (c: Charge) => boolean): number =>
  Number(charges.filter((c) => days.includes(c.start.slice(0, 10)) && is(c)).reduce((sum, c) => sum + c.effective, 0n)) / 1e10
const isLoadTest = (c: Charge): boolean => c.tags['created-by'] === 'load-test'

describe('what is done to the simulated account', () => {
  it('a weekly schedule cuts exactly 108 of 168 hours over whole weeks', () => {
    const events: SimulatedEvent[] = loadTests.map((i) => ({ change: 'schedule', at: DEMO_START, arn: i.arn, schedule: NIGHTS_OFF }))
    const weeks = daysIn('2026-11-23', '2026-12-21')
    const [before, after] = [costOn(chargesWith([]), weeks, isLoadTest), costOn(chargesWith(events), weeks, isLoadTest)]
    expect(before).toBeCloseTo(28 * 184.896, 8)
    expect(before - after).toBeCloseTo((before * 108) / 168, 8)
  })

  it('a schedule is read in its own time zone', () => {
    const events: SimulatedEvent[] = loadTests
      .slice(0, 1)
      .map((i) => ({ change: 'schedule', at: DEMO_START, arn: i.arn, schedule: { ...NIGHTS_OFF, time_zone: 'America/New_York', on_hour: 20, off_hour: 24 } }))
    const id = loadTests[0]?.instance_id
    const charges = chargesWith(events, '2026-11-27T00:00:00.000Z')
    const hours = (day: string) => costOn(charges, [day], (c) => c.resource_id === id) / 0.856
    // 20:00 to 24:00 on Monday in New York is 01:00 to 05:00 on Tuesday in UTC.
    expect(['2026-11-23', '2026-11-24'].map((day) => Math.round(hours(day) * 1e6) / 1e6)).toEqual([0, 4])
  })

  it('a stopped instance costs nothing from the next full hour, until it is started', () => {
    const arn = loadTests[0]?.arn ?? ''
    const events: SimulatedEvent[] = [
      { change: 'instance_state', at: '2026-11-19T09:30:00.000Z', arn, state: 'stopped' },
      { change: 'instance_state', at: '2026-11-21T20:00:00.000Z', arn, state: 'running' },
    ]
    const charges = chargesWith(events, '2026-11-25T00:00:00.000Z')
    const hours = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'].map((day) =>
      Math.round(costOn(charges, [day], (c) => c.resource_id === loadTests[0]?.instance_id) / 0.856),
    )
    expect(hours).toEqual([24, 10, 0, 4, 24])
  })

  it('changes nothing else, and nothing before it happened', () => {
    const events: SimulatedEvent[] = [{ change: 'instance_state', at: DEMO_START, arn: loadTests[0]?.arn ?? '', state: 'stopped' }]
    const text = (charges: Charge[]) => charges.map((c) => `${c.start} ${c.line_id} ${c.unblended}`).join('\n')
    const others = (charges: Charge[]) => charges.filter((c) => c.resource_id !== loadTests[0]?.instance_id || c.start < '2026-11-19')
    expect(text(others(chargesWith(events, '2026-11-25T00:00:00.000Z')))).toBe(text(others(chargesWith([], '2026-11-25T00:00:00.000Z'))))
    expect(text(chargesWith(events, addHours(DEMO_START, -1)))).toBe(text(chargesWith([], addHours(DEMO_START, -1))))
  })

  it('a volume is charged as gp3 from its change, with what it provisions beyond the included rates', () => {
    const events: SimulatedEvent[] = volumes.map((v) => ({
      change: 'volume_type',
      at: '2026-11-20T00:00:00.000Z',
      arn: v.arn,
      volume_type: 'gp3',
      iops: 4000,
      throughput: 125,
    }))
    const charges = chargesWith(events, '2026-11-25T00:00:00.000Z')
    const isOurs = (c: Charge) => volumes.some((v) => v.volume_id === c.resource_id)
    expect(costOn(charges, ['2026-11-19'], isOurs)).toBeCloseTo((20_480 * 0.11) / 30, 4)
    expect(costOn(charges, ['2026-11-21'], isOurs)).toBeCloseTo((20_480 * 0.088 + 14 * 1000 * 0.0055) / 30, 4)
  })

  it('a retention empties a log group to the days it keeps', () => {
    const events: SimulatedEvent[] = [{ change: 'log_retention', at: '2026-11-20T12:00:00.000Z', arn: PAYMENTS_LOG_GROUP, retention_days: 30 }]
    const isStored = (c: Charge) => c.resource_id === PAYMENTS_LOG_GROUP && c.usage_type.endsWith('TimedStorage-ByteHrs')
    const [kept, cut] = [chargesWith([], '2026-11-25T00:00:00.000Z'), chargesWith(events, '2026-11-25T00:00:00.000Z')]
    expect(costOn(cut, ['2026-11-20'], isStored)).toBe(costOn(kept, ['2026-11-20'], isStored))
    expect(costOn(cut, ['2026-11-21'], isStored) / costOn(kept, ['2026-11-21'], isStored)).toBeCloseTo(30 / 180, 3)
  })

  it('another instance type is charged at its own price, and one without a price is refused', () => {
    const resize = (instance_type: string): SimulatedEvent[] =>
      loadTests.map((i) => ({ change: 'instance_type', at: '2026-11-20T00:00:00.000Z', arn: i.arn, instance_type }))
    expect(costOn(chargesWith(resize('m6i.large'), '2026-11-25T00:00:00.000Z'), ['2026-11-21'], isLoadTest)).toBeCloseTo(9 * 24 * 0.107, 8)
    expect(() => chargesWith(resize('u-24tb1.metal'))).toThrow('no price for u-24tb1.metal')
  })

  it('stopping usage that a savings plan pays for leaves the plan unused instead of saving money', () => {
    const workers = ESTATE.instances.filter((i) => i.tags['Name']?.startsWith('stage-worker'))
    const events: SimulatedEvent[] = workers.map((i) => ({ change: 'instance_state', at: '2026-11-20T00:00:00.000Z', arn: i.arn, state: 'stopped' }))
    const isPlan = (c: Charge) => c.account === 'analytics-stage' && c.plan !== null
    const day = [addDays('2026-11-20', 1)]
    expect(costOn(chargesWith(events, '2026-11-25T00:00:00.000Z'), day, isPlan)).toBeCloseTo(
      costOn(chargesWith([], '2026-11-25T00:00:00.000Z'), day, isPlan),
      6,
    )
  })
})
