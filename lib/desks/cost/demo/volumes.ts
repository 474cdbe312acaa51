import type { Instant } from '@/schemas/time'
import type { SimulatedVolume } from '../connectors/cloud/simulation/estate'
import { ACCOUNTS, type AccountName, type RegionId, type Team } from './accounts'
import { arnOf, hexId } from './line'
import { GP3_EXTRA } from './prices'

type Group = {
  account: AccountName
  region: RegionId
  name: string
  type: 'gp2' | 'gp3' | 'st1'
  sizes_gib: readonly number[]
  team: Team
  created_at: Instant
  state?: SimulatedVolume['state']
}

// gp2 gets 3 operations a second per GiB, 100 to 16,000.
const gp2Iops = (size_gib: number): number => Math.min(16_000, Math.max(100, 3 * size_gib))
const times = (n: number, gib: number): number[] => new Array<number>(n).fill(gib)

const old = { region: 'eu-west-1', created_at: '2026-02-11T07:20:00.000Z' } as const

const GROUPS: readonly Group[] = [
  // Made by a restored template that still says gp2: 20,480 GiB in fourteen volumes.
  {
    account: 'data-platform',
    region: 'eu-west-1',
    name: 'shuffle',
    type: 'gp2',
    sizes_gib: [...times(12, 1536), ...times(2, 1024)],
    team: 'data',
    created_at: '2026-11-11T06:10:00.000Z',
  },
  { ...old, account: 'storefront-prod', name: 'web-data', type: 'gp3', sizes_gib: times(6, 300), team: 'storefront' },
  { ...old, account: 'storefront-prod', name: 'checkout-data', type: 'gp3', sizes_gib: times(4, 200), team: 'checkout' },
  { ...old, account: 'data-platform', name: 'query-node-data', type: 'gp3', sizes_gib: times(4, 4000), team: 'data' },
  { ...old, account: 'data-platform', name: 'landing', type: 'st1', sizes_gib: [8000], team: 'data' },
  { ...old, account: 'payments-prod', name: 'ledger-batch-data', type: 'gp3', sizes_gib: times(4, 500), team: 'payments' },
  { ...old, account: 'shared-services', name: 'artifact-store', type: 'gp3', sizes_gib: times(2, 2000), team: 'platform' },
  { ...old, account: 'lumen-dev', name: 'lumen-build-cache', type: 'gp2', sizes_gib: [200], team: 'checkout' },
  { ...old, account: 'analytics-stage', name: 'stage-scratch', type: 'gp3', sizes_gib: times(2, 400), team: 'analytics' },
  { ...old, account: 'analytics-stage', name: 'stage-left-over', type: 'gp3', sizes_gib: [120], team: 'analytics', state: 'available' },
]

export const VOLUMES: readonly SimulatedVolume[] = GROUPS.flatMap((group) => group.sizes_gib.map((size_gib, i) => volumeOf(group, size_gib, i + 1)))

function volumeOf(group: Group, size_gib: number, n: number): SimulatedVolume {
  const name = `${group.name}-${n}`
  const volume_id = hexId('vol', `${group.account}/${name}`)
  return {
    account_id: ACCOUNTS[group.account].account_id,
    arn: arnOf(group.account, group.region, 'ec2', `volume/${volume_id}`),
    volume_id,
    region_id: group.region,
    volume_type: group.type,
    size_gib,
    iops: group.type === 'gp2' ? gp2Iops(size_gib) : group.type === 'gp3' ? GP3_EXTRA.included_iops : null,
    throughput: group.type === 'gp3' ? GP3_EXTRA.included_mbps : null,
    state: group.state ?? 'in-use',
    tags: { Name: name, team: group.team, env: ACCOUNTS[group.account].env },
    created_at: group.created_at,
    last_modified_at: null,
    quirks: [],
  }
}
