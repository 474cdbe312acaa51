import { describe, expect, it } from 'vitest'
import { NOW, place, SITUATIONS, sampleBill, series } from '@/lib/desks/cost/fixtures/sample-bill'
import type { DailySeries } from '@/schemas/evidence/cost'
import type { QuietRule } from '@/schemas/quiet-rule'
import { replayAnomaly } from './anomaly/replay-anomaly'
import { isStillShown } from './anomaly/still-shown'
import { type DetectInput, findAnomalies } from './find-anomalies'
import { doubledDays } from './quality/doubled-deliveries'

const quiet = sampleBill([]).leaves
const find = (input: Partial<DetectInput> & Pick<DetectInput, 'leaves'>) =>
  findAnomalies({ charges: [], currency: 'USD', now: NOW, data_version: 'v1', evidence_id_of: () => 'ev_1', ...input })
const steady = (scope: ReturnType<typeof place>, cost: (day: string) => number) => series(scope, cost, NOW, 3, 0)
const change = (leaf: DailySeries, map: (day: string, cost: number) => number): DailySeries => ({
  ...leaf,
  points: leaf.points.map((point) => ({ ...point, effective_cost: String(map(point.day, Number(point.effective_cost))) })),
})

describe('a commitment that ends under small usage that goes on', () => {
  // Sixteen dollars a day covered, twenty-eight at list price: too little for the daily model of a bill of this size.
  const scope = place('210000000008', 'Amazon ElastiCache', 'EU-NodeUsage:cache.r6g.large', 'analytics')
  const total = steady(scope, (d) => (d < '2026-11-12' ? 116 : 128))
  const committed = [steady(scope, (d) => (d < '2026-11-12' ? 16 : 0))]
  const { anomalies } = find({ leaves: [...quiet, total], committed })

  it('opens a case of its own, dated to the first day without it', () => {
    expect(anomalies.map(({ anomaly }) => [anomaly.scope.service_name, anomaly.first_day, anomaly.delta_daily_cost, anomaly.tests_passed])).toEqual([
      ['Amazon ElastiCache', '2026-11-12', '12', ['commitment_ended']],
    ])
  })

  it('opens none where nobody knows what commitments paid for', () => expect(find({ leaves: [...quiet, total] }).anomalies).toEqual([]))

  it('is replayed from its stored series to the same bytes, and is no longer shown once the rise is gone', () => {
    const [found] = anomalies
    if (found === undefined) throw new Error('nothing was found')
    const tenant_daily_cost = find({ leaves: quiet }).tenant_daily_cost
    expect(JSON.stringify(replayAnomaly(found.series, tenant_daily_cost, found.anomaly))).toBe(JSON.stringify(found.anomaly))
    expect(isStillShown(found.series, found.anomaly, tenant_daily_cost, NOW)).toBe(true)
    expect(
      isStillShown(
        change(found.series, () => 116),
        found.anomaly,
        tenant_daily_cost,
        NOW,
      ),
    ).toBe(false)
  })
})

describe('one of several commitments that end, none of which the bill names', () => {
  const accounts = ['210000000003', '210000000007']
  const scopes = accounts.map((account) => place(account, 'Amazon Elastic Compute Cloud', 'EU-BoxUsage:c5.4xlarge', 'data'))
  const END = '2026-11-10'
  /** Two commitments of 120 dollars each change places every four days; what they cover costs 200 without them. The first ends, or none does. */
  const bill = (end: string) => {
    const covers = (account: number, day: string) => {
      const first = Math.floor(Date.parse(day) / 86_400_000 / 4) % 2
      return [first === account && day < end, first !== account].filter(Boolean).length
    }
    const committed = scopes.map((scope, account) => steady(scope, (day) => 120 * covers(account, day)))
    const total = scopes.map((scope, account) => steady(scope, (day) => 40 + 120 * covers(account, day) + 200 * (1 - covers(account, day))))
    return { leaves: [...quiet, ...total], committed }
  }

  it('are one case of all their accounts, on the day of the end', () => {
    const { anomalies } = find(bill(END))
    expect(
      anomalies.map(({ anomaly }) => [anomaly.scope.sub_account_id, anomaly.first_day, Math.round(Number(anomaly.delta_daily_cost)), anomaly.tests_passed]),
    ).toEqual([[undefined, END, 81, ['commitment_ended']]])
  })

  it('are none while their cover goes to and fro', () => expect(find(bill('2027-01-01')).anomalies).toEqual([]))
})

describe('a defect of the bill', () => {
  it('is a finding about the bill and opens no case: a service that goes on under another name', () => {
    const under = (name: string, is_on: (day: string) => boolean) =>
      ['210000000002', '210000000003', '210000000005'].map((account) => steady(place(account, name, 'EU-Queue', 'data'), (d) => (is_on(d) ? 60 : 0)))
    const leaves = [...quiet, ...under('Amazon Simple Queue Service', (d) => d < '2026-11-11'), ...under('Amazon SQS', (d) => d >= '2026-11-11')]
    const { anomalies, quality } = find({ leaves })
    expect(anomalies).toEqual([])
    expect(quality.map(({ rule, other_name }) => [rule, other_name])).toEqual([['service_renamed', 'Amazon Simple Queue Service']])
  })

  it('does not open a case for a day that the newest delivery holds twice, and says so until a delivery puts it right', () => {
    const day = '2026-11-14'
    const twice = quiet.map((leaf) => (leaf.scope.sub_account_id === '210000000003' ? change(leaf, (d, cost) => (d === day ? 2 * cost : cost)) : leaf))
    expect(find({ leaves: twice }).anomalies.length).toBeGreaterThan(0)
    const doubled = doubledDays(quiet, twice, '2026-11-18')
    expect(doubled.map((d) => [d.sub_account_id, d.day])).toEqual([['210000000003', day]])
    const { anomalies, quality } = find({ leaves: twice, doubled })
    expect(anomalies).toEqual([])
    expect(quality.map(({ rule, first_day }) => [rule, first_day])).toEqual([['day_repeated', day]])
    expect(doubledDays(twice, twice, '2026-11-19', doubled)).toEqual(doubled)
    expect(doubledDays(twice, quiet, '2026-11-19', doubled)).toEqual([])
  })

  it('leaves every series without a defect as it was, to the last digit', () => {
    const bill = sampleBill(SITUATIONS)
    const { leaves, quality } = find(bill)
    expect(quality).toEqual([])
    expect(leaves.every((leaf, i) => leaf === bill.leaves[i])).toBe(true)
  })
})

describe('a rule that a person set', () => {
  const rule: QuietRule = {
    rule_id: 'qr_1',
    scope: { sub_account_id: '210000000006' },
    family: 'usage',
    floor_per_day: '200',
    until: '2026-12-01',
    case_id: 'case_1',
    by: 'Mara',
    because: 'load tests until December',
    at: NOW,
  }
  const bill = sampleBill(['loadtest', 'nat'])
  const places = (rules: QuietRule[]) => find({ ...bill, quiet_rules: rules }).anomalies.map(({ anomaly }) => anomaly.scope.sub_account_id)

  it('keeps a rise in its scope quiet, with its dollars and its name in the ledger, and touches nothing else', () => {
    const { held } = find({ ...bill, quiet_rules: [rule] })
    expect(places([rule])).toEqual(['210000000003'])
    expect(held.filter((h) => h.rule === 'person_expects_it')).toMatchObject([{ change_per_day: '184.896', rule_id: 'qr_1' }])
  })

  it.each([
    ['its floor', { floor_per_day: '150' }],
    ['its day', { until: '2026-11-19' }],
    ['its scope', { scope: { sub_account_id: '210000000006', region_id: 'us-east-1' } }],
    ['its kind of money', { family: 'fee' }],
  ] as const)('says nothing beyond %s', (_, other) => expect(places([{ ...rule, ...other }])).toContain('210000000006'))

  it('changes nothing for good: without it the case is there as before', () => expect(find({ ...bill, quiet_rules: [] })).toEqual(find(bill)))
})

describe('what a scan keeps quiet', () => {
  it('is kept quiet here too: a sum that only moved between the usage types of a service', () => {
    const moved = [
      steady(place('210000000007', 'AWS Backup', 'EU-WarmStorage', 'platform'), (d) => (d < '2026-11-11' ? 120 : 0)),
      steady(place('210000000007', 'AWS Backup', 'EU-ColdStorage', 'platform'), (d) => (d < '2026-11-11' ? 0 : 120)),
    ]
    const { anomalies, held } = find({ leaves: [...quiet, ...moved] })
    expect(anomalies).toEqual([])
    expect(held.map(({ rule, change_per_day }) => [rule, change_per_day])).toContainEqual(['moved_within_service', '120'])
  })
})
