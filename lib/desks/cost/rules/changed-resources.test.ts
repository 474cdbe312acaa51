import { describe, expect, it } from 'vitest'
import { ResourceChanges } from '@/schemas/evidence/resource-changes'
import { changedResources, mayHaveChanged } from './changed-resources'

const WINDOWS = { before: { start: '2026-10-19', end: '2026-11-16' }, after: { start: '2026-11-17', end: '2026-11-20' } }
const ANOMALY = { scope: { sub_account_id: '1' }, first_day: '2026-11-16', currency: 'USD' }
const billed = (resource_id: string, usage_type: string, first_day: string, last_day: string, cost_per_day: string) => ({
  resource_id,
  usage_type,
  first_day,
  last_day,
  cost_per_day,
})
const SMALL = billed('i-1', 'EU-BoxUsage:m5.large', '2026-10-19', '2026-11-14', '2.5')
const LARGE = billed('i-1', 'EU-BoxUsage:m5.24xlarge', '2026-11-16', '2026-11-19', '120')
const told = (before: (typeof SMALL)[], after: (typeof SMALL)[]) => changedResources(ANOMALY, WINDOWS, { before, after })

describe('a resource that became another', () => {
  it('is one that is billed as another of its kind from the onset on, with what both cost a day', () => {
    const found = told([SMALL], [LARGE])
    expect(ResourceChanges.parse(found).changes).toEqual([
      {
        resource_id: 'i-1',
        what: 'machine_type',
        from_usage_type: 'EU-BoxUsage:m5.large',
        to_usage_type: 'EU-BoxUsage:m5.24xlarge',
        changed_on: '2026-11-16',
        before_cost: '2.5',
        after_cost: '120',
      },
    ])
    const volume = (usage_type: string, first: string, last: string, cost: string) => billed('vol-1', usage_type, first, last, cost)
    const gp2 = volume('EU-EBS:VolumeUsage.gp2', '2026-10-19', '2026-11-14', '8')
    expect(told([gp2], [volume('EU-EBS:VolumeUsage.io2', '2026-11-17', '2026-11-19', '40')])?.changes[0]?.what).toBe('volume_type')
  })

  it('is not one that is new, that kept what it was, that changed at another time, or that is billed for something else beside it', () => {
    expect(told([], [LARGE])).toBeNull()
    expect(told([SMALL], [{ ...SMALL, first_day: '2026-11-16', last_day: '2026-11-19' }, LARGE])).toBeNull()
    expect(told([SMALL], [{ ...LARGE, first_day: '2026-11-19' }])).toBeNull()
    expect(told([SMALL], [{ ...LARGE, usage_type: 'EU-DataTransfer-Out-Bytes' }])).toBeNull()
    expect(told([{ ...SMALL, resource_id: 'i-2' }], [LARGE])).toBeNull()
    // Back to what it was before, as a machine that is resized for every weekend.
    expect(told([SMALL, { ...LARGE, first_day: '2026-11-01', last_day: '2026-11-03' }], [LARGE])).toBeNull()
  })

  it('is only looked for among resources that are billed as something else since the onset', () => {
    const costs = { kind: 'cost.resource_costs' as const, scope: {}, currency: 'USD', after: WINDOWS.after, is_cut: false }
    const resource = (resource_id: string, usage_type: string, first_seen: string) => ({
      resource_id,
      usage_type,
      first_seen,
      effective_cost_per_day: '1',
      list_cost_per_day: '1',
      tags: {},
    })
    const resources = [
      resource('i-1', 'EU-BoxUsage:m5.large', '2026-11-16'),
      resource('i-2', 'EU-BoxUsage:m5.large', '2026-04-01'),
      resource('i-3', 'EU-DataTransfer-Out-Bytes', '2026-11-16'),
    ]
    expect(mayHaveChanged({ ...costs, resources }, ANOMALY)).toEqual(['i-1'])
  })
})
