import { expect, it } from 'vitest'
import { findAnomalies } from '@/lib/desks/cost/detect/find-anomalies'
import { NOW, place, sampleBill, series } from '@/lib/desks/cost/fixtures/sample-bill'

const MOVED_ON = '2026-11-10'
const USAGES = ['EU-BoxUsage:x2.large', 'EU-EBS:VolumeUsage.st1', 'EU-DataTransfer-Out-Bytes'] as const
const quiet = sampleBill([]).leaves

/** What a look finds in a bill in which a workload of three usages goes from one account to another, and costs so many times as much there. */
function look(factor: number) {
  const leaves = USAGES.flatMap((usage_type, i) => {
    const cost = 60 + 40 * i
    const at = (account: string, costOf: (day: string) => number) =>
      series(place(account, 'Amazon Elastic Compute Cloud', usage_type, 'data'), costOf, NOW, 3, 0)
    return [at('210000000003', (day) => (day < MOVED_ON ? cost : 0)), at('210000000009', (day) => (day < MOVED_ON ? 0 : factor * cost))]
  })
  return findAnomalies({ leaves: [...quiet, ...leaves], charges: [], currency: 'USD', now: NOW, data_version: 'v1', evidence_id_of: () => 'ev_1' })
}

it('opens no case for a workload that went to another account, and names the move as a defect of the bill', () => {
  const { anomalies, falls, quality } = look(1)
  expect([anomalies, falls]).toEqual([[], []])
  expect(quality).toMatchObject([
    { rule: 'account_moved', scope: { sub_account_id: '210000000009' }, other_name: '210000000003', first_day: MOVED_ON, before: 300 },
  ])
})

it('opens one for what it became dearer by, in the account that it went to', () => {
  const { anomalies } = look(1.6)
  expect(anomalies.map(({ anomaly }) => [anomaly.scope.sub_account_id, anomaly.first_day, anomaly.delta_daily_cost])).toEqual([
    ['210000000009', MOVED_ON, '180'],
  ])
})

it('opens none where another owner has it there, where two accounts share it, or where its credits go along', () => {
  const usage = (account: string, owner: string, costOf: (day: string, cost: number) => number) =>
    USAGES.map((usage_type, i) => series(place(account, 'Amazon Elastic Compute Cloud', usage_type, owner), (day) => costOf(day, 60 + 40 * i), NOW, 3, 0))
  const gone = usage('210000000003', 'data', (day, cost) => (day < MOVED_ON ? cost : 0))
  const came = (account: string, owner: string, share: number) => usage(account, owner, (day, cost) => (day < MOVED_ON ? 0 : share * cost))
  const credit = (account: string, costOf: (day: string) => number) => ({
    family: 'credit' as const,
    series: series({ sub_account_id: account }, costOf, NOW, 3, 0),
  })
  const credits = [credit('210000000003', (day) => (day < MOVED_ON ? -45 : 0)), credit('210000000009', (day) => (day < MOVED_ON ? 0 : -45))]
  const found = (leaves: typeof gone, charges: typeof credits) =>
    findAnomalies({ leaves: [...quiet, ...leaves], charges, currency: 'USD', now: NOW, data_version: 'v1', evidence_id_of: () => 'ev_1' })
  const other_owner = [...gone, ...came('210000000009', 'platform', 1)]
  const shared_out = [...gone, ...came('210000000009', 'data', 0.6), ...came('210000000008', 'data', 0.4)]
  for (const [leaves, charges, moves] of [
    [other_owner, [], 1],
    [other_owner, credits, 2],
    [shared_out, [], 2],
  ] as const) {
    const { anomalies, falls, quality } = found([...leaves], [...charges])
    expect([anomalies, falls]).toEqual([[], []])
    expect(quality.map(({ rule }) => rule)).toEqual(Array.from({ length: moves }, () => 'account_moved'))
  }
  expect(found(gone, credits.slice(0, 1)).anomalies.map(({ family }) => family)).toEqual(['credit'])
})
