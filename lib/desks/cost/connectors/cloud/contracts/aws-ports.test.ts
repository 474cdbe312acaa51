import { afterEach, expect, it } from 'vitest'
import { READ_SESSION } from '@/lib/desks/cost/plan/rights/read-session'
import { memoryLog } from '../../../fixtures/memory-log'
import { ONE_OF_EACH, situationOf, withState } from '../../../fixtures/one-of-each'
import { situationNamed } from '../../../fixtures/other-targets'
import { DEV } from '../../../fixtures/small-estate'
import { type CountPort, RESOURCE_KINDS } from '../ports/count-port'
import { awsCloud } from '../real/aws'
import type { SimulatedEstate, SimulatedResource } from '../simulation/estate'
import { simulatedCloud } from '../simulation/simulated'
import { type AwsWireServer, awsWireServer, keyOf } from './aws-wire-server.contract'
import { clock } from './given.contract'
import { CONTRACT_PORTS, portContract } from './ports.contract'
import { CONTRACT_SITUATIONS } from './situations.contract'

const NOW = async () => '2026-11-19T09:00:00.000Z'
const servers: AwsWireServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

for (const which of CONTRACT_PORTS) {
  const [name, id, differs] = CONTRACT_SITUATIONS[which]
  portContract('the AWS connector', which, async () => {
    const { now, later } = clock()
    const server = await awsWireServer(withState(situationNamed(name), differs).estate, now)
    servers.push(server)
    const account = { role_arn: null, external_id: null, scheduler_role_arn: `arn:aws:iam::${DEV.account_id}:role/scheduler` }
    const connection = { accounts: { [DEV.account_id]: account }, credentials: keyOf(DEV.account_id), endpoint: server.endpoint, timeout_ms: 5000 }
    return { port: awsCloud(connection, now), place: DEV, id, later }
  })
}

it('counts an Auto Scaling group that is held at an older version of its template, and a launch configuration, among the users of an image', async () => {
  const { estate } = situationOf('ami_disable')
  const image_id = 'ami-00000000000000001'
  const server = await awsWireServer(estate, NOW)
  servers.push(server)
  server.pin({ group: 'held-back', template_id: 'lt-0a', version: '3', image_id })
  server.pin({ group: 'old', configuration: 'old-workers', image_id })
  server.pin({ group: 'moved-on', template_id: 'lt-0b', version: '7', image_id: 'ami-0ffffffffffffffff' })
  const account = { role_arn: null, external_id: null, scheduler_role_arn: null }
  const connection = { accounts: { [DEV.account_id]: account }, credentials: keyOf(DEV.account_id), endpoint: server.endpoint, timeout_ms: 5000 }
  expect((await awsCloud(connection, NOW).images(DEV, [image_id]))[0]?.used_by).toEqual(['held-back', 'old-workers'])
})

it('counts what the account holds of every kind as the simulation does, page by page and with rights to read only', async () => {
  const estates = ONE_OF_EACH.map((s) => s.estate)
  const twice = { ...situationOf('stop_rds').estate.others?.[0], arn: 'arn:aws:rds:eu-west-1:111122223333:db:second' }
  const unique = <T extends { arn: string }>(list: readonly T[]): T[] => [...new Map(list.map((r) => [r.arn, r])).values()]
  const estate: SimulatedEstate = {
    instances: unique(estates.flatMap((e) => e.instances)),
    volumes: unique(estates.flatMap((e) => e.volumes)),
    log_groups: unique(estates.flatMap((e) => e.log_groups)),
    others: unique([...estates.flatMap((e) => e.others ?? []), twice as SimulatedResource]),
  }
  const server = await awsWireServer(estate, NOW)
  servers.push(server)
  const account = { role_arn: `arn:aws:iam::${DEV.account_id}:role/countersign`, external_id: null, scheduler_role_arn: null }
  const connection = { accounts: { [DEV.account_id]: account }, credentials: keyOf(DEV.account_id), endpoint: server.endpoint, timeout_ms: 5000 }
  const real = awsCloud({ ...connection, session: READ_SESSION }, NOW)
  const simulated = simulatedCloud({ estate, log: memoryLog(), now: NOW })
  const counts = async (port: CountPort) => Object.fromEntries(await Promise.all(RESOURCE_KINDS.map(async (k) => [k, await port.countResources(DEV, k)])))
  expect(await counts(real)).toEqual(await counts(simulated))
  expect(await counts(real)).toMatchObject({ instance: 1, volume: 2, database: 2, snapshot: 2, bucket: 1, container: null })
  server.fail('DescribeVolumes', 'throttled')
  await expect(real.countResources(DEV, 'volume')).rejects.toMatchObject({ code: 'provider_down' })
})
