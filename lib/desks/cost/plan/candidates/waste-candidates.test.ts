import { describe, expect, it } from 'vitest'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { idleOnTheBill } from '@/lib/desks/cost/connectors/waste/idle-on-the-bill'
import { makeEvidence } from '@/lib/evidence/make'
import type { WasteType } from '@/schemas/evidence/waste'
import { WasteType as AllTypes, WasteFindings } from '@/schemas/evidence/waste'
import { wasteCandidates } from './waste-candidates'

const IDS: Record<WasteType, string> = {
  unattached_volume: 'vol-0a',
  volume_of_stopped_instance: 'vol-0b',
  idle_address: 'eipalloc-0a',
  orphaned_snapshot: 'snap-0a',
  unused_image: 'ami-0a',
  incomplete_uploads: 'exports',
  log_group_kept_for_ever: '/app/worker',
  idle_database: 'reports',
  stopped_database: 'old',
  idle_load_balancer: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/x/1',
  idle_nat_gateway: 'nat-0a',
  expiring_reservation: 'ri-1',
}
type Differs = Partial<WasteFindings['findings'][number]>
const sweep = (types: readonly WasteType[], differs: Differs = {}) =>
  makeEvidence({
    source: { connector: 'aws-doctor', query: `waste(${types.join(' ')})`, data_version: null, retrieved_at: '2026-11-19T09:00:00.000Z' },
    body: {
      kind: 'cost.waste_findings',
      account_id: '111122223333',
      region_id: 'eu-west-1',
      currency: 'USD',
      findings: types.map((type) => ({
        type,
        resource_id: IDS[type],
        address: type === 'idle_address' ? '203.0.113.7' : null,
        idle_since: '2026-10-01',
        cost_per_month: '30.4',
        tags: { env: 'dev' },
        ...differs,
      })),
    } as { kind: string },
  })
const planned = (types: readonly WasteType[], differs: Differs = {}) => wasteCandidates({ evidence: [sweep(types, differs)], currency: 'USD' })

describe('a sweep', () => {
  it.each([
    ['unattached_volume', 'ebs_delete_unattached'],
    ['idle_address', 'eip_release'],
    ['orphaned_snapshot', 'snapshot_delete_orphan'],
    ['unused_image', 'ami_disable'],
    ['incomplete_uploads', 's3_abort_multipart'],
    ['log_group_kept_for_ever', 'set_log_retention'],
    ['idle_database', 'stop_rds'],
  ] as const)('deals with %s by %s, with parameters that the template takes', (type, template) => {
    const { candidates, rejected } = planned([type])
    expect(rejected).toEqual([])
    expect(candidates.map((c) => c.template)).toEqual([template])
    expect(() => COST_ACTIONS[template]?.bind(candidates[0]?.params)).not.toThrow()
  })

  it('takes from the bill since when an address is idle, and proposes to release it then', () => {
    const [e] = [sweep(['idle_address'], { idle_since: null })]
    const row = { effective_cost_per_day: '0.12', list_cost_per_day: '0.12', first_seen: '2026-10-20', tags: {} }
    const costs = {
      kind: 'cost.resource_costs' as const,
      scope: {},
      currency: 'USD',
      after: { start: '2026-11-12', end: '2026-11-19' },
      resources: [{ ...row, resource_id: 'arn:aws:ec2:eu-west-1:111122223333:elastic-ip/eipalloc-0a', usage_type: 'EUW1-PublicIPv4:IdleAddress' }],
      is_cut: false,
    }
    const body = WasteFindings.parse(e.body)
    expect(planned(['idle_address'], { idle_since: null }).candidates).toEqual([])
    const known = makeEvidence({ source: e.source, body: idleOnTheBill(body, costs) })
    expect(wasteCandidates({ evidence: [known], currency: 'USD' }).candidates[0]?.params.targets).toMatchObject([{ idle_since: '2026-10-20' }])
    expect(idleOnTheBill(body, { ...costs, resources: [] }).findings[0]?.idle_since).toBeNull()
  })

  it.each(['volume_of_stopped_instance', 'stopped_database', 'idle_load_balancer', 'idle_nat_gateway', 'expiring_reservation'] as const)(
    'leaves %s to a person, and says why',
    (type) => {
      const { candidates, rejected } = planned([type])
      expect(candidates).toEqual([])
      expect(rejected).toHaveLength(1)
      expect(rejected[0]?.would_allow).not.toBe('')
    },
  )

  it('drops nothing: each finding is proposed or told', () => {
    const { candidates, rejected } = planned(AllTypes.options)
    expect(candidates.flatMap((c) => c.params.targets).length + rejected.length).toBe(AllTypes.options.length)
  })

  it('divides a month into days', () => {
    expect(planned(['unattached_volume']).candidates[0]?.params.targets[0]).toMatchObject({ effective_cost_per_day: '1' })
  })

  it.each([
    ['a protected resource', { tags: { 'do-not-modify': 'true' } }, 'protected by'],
    ['a cost that nobody knows', { cost_per_month: null }, 'what it costs'],
    ['an address without a known idle time', { idle_since: null }, 'since when'],
    ['an id that the template does not know', { resource_id: 'whatever' }, 'allocation_id'],
  ])('rejects %s', (_name, differs, because) => {
    const { candidates, rejected } = planned(['idle_address'], differs as Differs)
    expect(candidates).toEqual([])
    expect(rejected[0]?.because).toContain(because)
  })
})
