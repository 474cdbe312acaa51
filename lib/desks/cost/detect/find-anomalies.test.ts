import { describe, expect, it } from 'vitest'
import { NOW, place, sampleBill, series } from '@/lib/desks/cost/fixtures/sample-bill'
import { addHours } from '@/lib/kernel/time'
import type { DailySeries } from '@/schemas/evidence/cost'
import { findAnomalies } from './find-anomalies'

const EC2 = 'Amazon Elastic Compute Cloud'
const find = (leaves: readonly DailySeries[], now = NOW) =>
  findAnomalies({ leaves, charges: [], currency: 'USD', now, data_version: 'v1', evidence_id_of: () => 'ev_1' })
const quiet = sampleBill([]).leaves
const rising = (scope: ReturnType<typeof place>, onset: string, before: number, after: number) =>
  series(scope, (d) => (d >= onset ? after : before), NOW, 3, 0.01)

describe('findAnomalies', () => {
  it('is silent on a quiet bill, on any of its days', () => {
    for (const days of [0, 10, 20, 30]) {
      const now = addHours(NOW, -24 * days)
      expect(findAnomalies({ ...sampleBill([], now, days + 1), currency: 'USD', now, data_version: 'v1', evidence_id_of: () => 'ev_1' })).toMatchObject({
        anomalies: [],
        falls: [],
      })
    }
  })

  it('makes one anomaly of a service whose parts all rise alike, at the scope that holds them', () => {
    const parts = ['a', 'b', 'c'].map((u) => rising(place('210000000004', 'AWS Batch', `EU-Job:${u}`, 'ml'), '2026-11-12', 90, 180))
    const { anomalies, held } = find([...quiet, ...parts])
    expect(anomalies.map((a) => a.anomaly.scope)).toEqual([{ sub_account_id: '210000000004', service_name: 'AWS Batch', region_id: 'eu-west-1', owner: 'ml' }])
    expect(held.length).toBeGreaterThan(0)
    expect(held.every((h) => h.rule === 'already_explained' && h.incident_key === anomalies[0]?.incident_key)).toBe(true)
  })

  it('finds a rise that an equal fall hides in the account', () => {
    const swap = [
      rising(place('210000000002', 'AWS Lambda', 'EU-Lambda-GB-Second', 'storefront'), '2026-11-12', 100, 400),
      rising(place('210000000002', 'AWS Step Functions', 'EU-StateTransition', 'storefront'), '2026-11-12', 400, 100),
    ]
    const { anomalies, falls } = find([...quiet, ...swap])
    expect(anomalies.map((a) => a.anomaly.scope.service_name)).toEqual(['AWS Lambda'])
    expect(falls.map((f) => f.anomaly.scope.service_name)).toContain('AWS Step Functions')
    expect(falls.every((f) => f.anomaly.shape === 'drop')).toBe(true)
  })

  it('keeps two causes apart that began on different days in one service', () => {
    const two = [
      rising(place('210000000003', EC2, 'EU-NatGateway-Bytes', 'data'), '2026-11-12', 100, 300),
      rising(place('210000000003', EC2, 'EU-EBS:VolumeUsage.io2', 'data'), '2026-11-08', 0.01, 150),
    ]
    expect(find([...quiet, ...two]).anomalies.map((a) => [a.anomaly.scope.usage_type, a.anomaly.first_day])).toEqual([
      ['EU-NatGateway-Bytes', '2026-11-12'],
      ['EU-EBS:VolumeUsage.io2', '2026-11-08'],
    ])
  })

  it('reports the first spend of an account in a region although it is small', () => {
    const { anomalies } = find([...quiet, rising(place('210000000006', EC2, 'APN1-BoxUsage:g5.xlarge', '', 'ap-northeast-1'), '2026-11-14', 0, 18)])
    expect(anomalies.map((a) => a.anomaly.scope)).toEqual([{ sub_account_id: '210000000006', region_id: 'ap-northeast-1' }])
  })

  it('tells a charge of one day, the dearest of several unless one goes on, and a credit that did not come, for a week, on whichever day the bill comes', () => {
    const charged = (family: 'fee' | 'credit', costOf: (day: string) => number, now: string) =>
      findAnomalies({
        leaves: sampleBill([], now).leaves,
        charges: [{ family, series: series({ sub_account_id: '210000000009' }, costOf, now, 3, 0) }],
        currency: 'USD',
        now,
        data_version: 'v1',
        evidence_id_of: () => 'ev_1',
      }).anomalies.map(({ anomaly }) => [anomaly.first_day, anomaly.delta_daily_cost])
    const once = (day: string) => (day === '2026-11-12' ? 900 : 0)
    const missed = (day: string) => (day.endsWith('-08') && day < '2026-11-01' ? -300 : 0)
    for (const [day, is_told] of [
      [14, false],
      [15, true],
      [17, true],
      [21, true],
      [22, false],
    ] as const) {
      const now = `2026-11-${day}T09:00:00.000Z`
      expect(charged('fee', once, now)).toEqual(is_told ? [['2026-11-12', '900']] : [])
      expect(charged('credit', missed, now)).toEqual(is_told ? [['2026-11-12', '300']] : [])
    }
    expect(charged('fee', (day) => (day >= '2026-10-05' ? 900 : 0), NOW)).toEqual([])
    const two = (first: number, second: number) => (day: string) => (day === '2026-11-11' ? first : day === '2026-11-14' ? second : 0)
    const now = '2026-11-18T09:00:00.000Z'
    expect(charged('fee', two(5000, 900), now)).toEqual([['2026-11-11', '5000']])
    expect(charged('fee', two(900, 5000), now)).toEqual([['2026-11-14', '5000']])
    const beside = (day: string) => (day === '2026-11-11' ? 5000 : day >= '2026-11-13' ? 900 : 0)
    expect(charged('fee', beside, now)).toEqual([['2026-11-13', '900']])
  })

  it('lists a charge that is not told beside a dearer one of its week, with its dollars', () => {
    const costOf = (day: string) => (day === '2026-11-10' ? 700 : day === '2026-11-11' ? 5000 : day === '2026-11-14' ? 900 : 0)
    const now = '2026-11-18T09:00:00.000Z'
    const fee = { family: 'fee' as const, series: series({ sub_account_id: '210000000009' }, costOf, now, 3, 0) }
    const { anomalies, held } = findAnomalies({
      leaves: sampleBill([], now).leaves,
      charges: [fee],
      currency: 'USD',
      now,
      data_version: 'v1',
      evidence_id_of: () => 'ev_1',
    })
    expect(anomalies.map(({ anomaly }) => anomaly.first_day)).toEqual(['2026-11-10'])
    expect(held.filter(({ family }) => family === 'fee')).toMatchObject([
      { first_day: '2026-11-14', change_per_day: '900', rule: 'beside_dearer_charge', incident_key: anomalies[0]?.incident_key },
    ])
  })

  it.each([
    ['a rise that went on for a week', '2026-11-09'],
    ['the first rise of one day', '2026-11-15'],
  ])('counts a last day that is known to be incomplete in no mean of %s, and says in its series that the day may still change', (_, onset) => {
    const last = '2026-11-16'
    const cost = (day: string) => (day >= onset ? 200 : 10)
    const whole = [...quiet, series(place('210000000006', 'AWS Batch', 'EU-Job', 'ml'), cost, NOW, 3, 0)]
    const until = (ratio: number) =>
      whole.map(({ points, ...leaf }) => ({
        ...leaf,
        points: points
          .filter(({ day }) => day <= last)
          .map((point) => (point.day === last ? { ...point, is_settled: true, effective_cost: String(Number(point.effective_cost) * ratio) } : point)),
      }))
    const now = addHours(NOW, 96)
    const [found] = find(until(0.3), now).anomalies
    expect(found?.anomaly).toMatchObject({ first_day: onset, delta_daily_cost: '190', last_day: '2026-11-15' })
    expect(found?.series.points.slice(-2).map(({ is_settled }) => is_settled)).toEqual([true, false])
    expect(find(until(1), now).anomalies[0]?.series.points.at(-1)?.is_settled).toBe(true)
  })

  it('opens at most ten cases and holds the rest where they can be seen', () => {
    const days = ['04', '06', '08', '10', '12']
    const many = Array.from({ length: 13 }, (_, i) =>
      rising(place(`2200000000${10 + i}`, `Service ${i}`, `EU-Usage-${i}`, `team${i}`), `2026-11-${days[i % 5]}`, 50 + 3 * i, 160 + 45 * i * (1 + (i % 3))),
    )
    const { anomalies, held } = find([...quiet, ...many])
    expect(anomalies).toHaveLength(10)
    expect(held.filter((h) => h.rule === 'alert_budget')).toHaveLength(3)
    expect(Math.min(...anomalies.map((a) => Number(a.anomaly.delta_daily_cost)))).toBeGreaterThan(
      Math.max(...held.filter((h) => h.rule === 'alert_budget').map((h) => Number(h.change_per_day))),
    )
  })

  it('holds back what rests on unsettled days only', () => {
    const { anomalies, held } = find([...quiet, rising(place('210000000005', 'AWS Glue', 'EU-ETL', 'payments'), '2026-11-17', 80, 400)])
    expect(anomalies).toEqual([])
    expect(held.map((h) => h.rule)).toContain('unsettled_days_only')
  })

  it('does not depend on the order in which series arrive', () => {
    const { leaves, charges } = sampleBill(['loadtest', 'nat', 'commitment'])
    const keys = (list: readonly DailySeries[]) =>
      findAnomalies({ leaves: list, charges, currency: 'USD', now: NOW, data_version: 'v1', evidence_id_of: () => 'ev_1' }).anomalies.map((a) => a.incident_key)
    expect(keys([...leaves].reverse())).toEqual(keys(leaves))
  })
})
