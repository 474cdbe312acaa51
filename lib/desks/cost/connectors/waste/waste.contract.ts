import { expect, it } from 'vitest'
import type { Place } from '../cloud/call'
import type { WastePort } from './port'
import { WireReport } from './wire'

export const FULL: Place = { account_id: '111122223333', region_id: 'eu-west-1' }
export const EMPTY: Place = { account_id: '111122223333', region_id: 'eu-north-1' }

// The program writes an empty array for what it looked for and did not find.
const LOOKED_FOR = Object.fromEntries(Object.keys(WireReport.shape).map((key) => [key, []]))

/** One report in the newest form, with a key that we have never seen. */
export const REPORT = {
  ...LOOKED_FOR,
  account_id: FULL.account_id,
  generated_at: '2026-11-18T05:30:00Z',
  has_waste: true,
  unused_ebs_volumes: [
    { volume_id: 'vol-2', size_gib: 100, status: 'available' },
    { volume_id: 'vol-1', size_gib: 500, status: 'available', estimated_monthly_cost: 44.0 },
  ],
  orphaned_snapshots: [
    { snapshot_id: 'snap-1', volume_exists: false, used_by_ami: false, size_gb: 100, category: 'orphaned', reason: 'gone', max_potential_savings: 5 },
  ],
  unused_amis: null,
  reserved_instances: [],
  vpc_endpoints: [{ vpc_endpoint_id: 'vpce-1', service_name: 's3', state: 'available' }],
}
/** Its months, in the order of no calendar, with the one that is not over. */
export const MONTHS = {
  account_id: FULL.account_id,
  generated_at: '2026-11-18T05:30:00Z',
  months: [
    { start: '2026-09-01', end: '2026-10-01', total: 121, unit: 'USD' },
    { start: '2026-07-01', end: '2026-08-01', total: 100, unit: 'USD' },
    { start: '2026-08-01', end: '2026-09-01', total: 110, unit: 'USD' },
    { start: '2026-10-01', end: '2026-11-01', total: 133.1, unit: 'USD' },
    { start: '2026-11-01', end: '2026-11-18', total: 70, unit: 'USD' },
  ],
}
export const NOTHING = { ...LOOKED_FOR, account_id: EMPTY.account_id, generated_at: '2026-11-18T05:30:00Z', has_waste: false, unused_ebs_volumes: [] }

/** What every sweep keeps to, whoever does it. */
export function wasteContract(make: () => WastePort): void {
  it('tells findings in a fixed order, with what is not known as null and not as zero', async () => {
    const { body, gaps } = await make().sweep(FULL)
    expect(body.findings.map((f) => [f.type, f.resource_id, f.cost_per_month])).toEqual([
      ['orphaned_snapshot', 'snap-1', '2'],
      ['unattached_volume', 'vol-1', '44'],
      ['unattached_volume', 'vol-2', null],
    ])
    expect(gaps).toEqual(['not known: what 1 of 3 findings cost'])
  })

  it('keeps what it does not know by its own word', async () =>
    expect((await make().sweep(FULL)).body.other_findings).toEqual([{ category: 'vpc_endpoints', count: 1 }]))

  it('tells the complete months of the account in order, and how they grow', async () =>
    expect(await make().trend(FULL)).toEqual({
      kind: 'cost.month_trend',
      account_id: FULL.account_id,
      currency: 'USD',
      months: [
        { month: '2026-07', cost: '100' },
        { month: '2026-08', cost: '110' },
        { month: '2026-09', cost: '121' },
        { month: '2026-10', cost: '133.1' },
      ],
      growth_ratio_per_month: 0.1,
    }))

  it('says that there is nothing when there is nothing', async () => {
    const { body, gaps } = await make().sweep(EMPTY)
    expect([body.findings, body.other_findings, gaps]).toEqual([[], [], []])
  })
}
