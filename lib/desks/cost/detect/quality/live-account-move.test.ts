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
