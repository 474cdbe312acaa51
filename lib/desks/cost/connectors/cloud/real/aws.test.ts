import { afterEach, describe, expect, it } from 'vitest'
import { anInstance, DEV, estateOf } from '../../../fixtures/small-estate'
import { type AwsWireServer, awsWireServer, keyOf } from '../contracts/aws-wire-server.contract'
import { cloudContract } from '../contracts/cloud.contract'
import type { SimulatedEstate } from '../simulation/estate'
import { awsCloud } from './aws'
import type { AwsAccount } from './aws-account'

const NOW = async () => '2026-11-19T09:00:00.000Z'
const SCHEDULE = { time_zone: 'UTC', days: [0, 1, 2, 3, 4], on_hour: 7, off_hour: 19 }
const OWN: AwsAccount = { role_arn: null, external_id: null, scheduler_role_arn: `arn:aws:iam::${DEV.account_id}:role/countersign-scheduler` }
const id = anInstance(1).instance_id
const live = { dry_run: false, idempotency_key: 'k' }

const servers: AwsWireServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function connect(estate: SimulatedEstate, account: AwsAccount = OWN, now = NOW) {
  const server = await awsWireServer(estate, now)
  servers.push(server)
  const port = awsCloud({ accounts: { [DEV.account_id]: account }, credentials: keyOf(DEV.account_id), endpoint: server.endpoint, timeout_ms: 2000 }, now)
  return { server, port }
}

cloudContract('the AWS connector', async (estate, now) => (await connect(estate, OWN, now)).port)

describe('the AWS connector', () => {
  it('takes on the role of the account, and refuses credentials of another one', async () => {
    const { port } = await connect(estateOf([anInstance(1)]), { ...OWN, role_arn: `arn:aws:iam::${DEV.account_id}:role/countersign`, external_id: 'ext' })
    expect((await port.instances(DEV, [id])).instances).toHaveLength(1)
    const wrong = await connect(estateOf([anInstance(1)]), { ...OWN, role_arn: 'arn:aws:iam::999988887777:role/countersign' })
    await expect(wrong.port.instances(DEV, [id])).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('narrows the role to what a session may do, and names the session', async () => {
    const server = await awsWireServer(estateOf([anInstance(1)]), NOW)
    servers.push(server)
    const account = { ...OWN, role_arn: `arn:aws:iam::${DEV.account_id}:role/countersign`, external_id: 'ext' }
    const Statement = [{ Effect: 'Allow', Action: ['ec2:*', 'cloudwatch:*', 'scheduler:*'], Resource: '*' }]
    const policyOf = (account_id: string, scheduler: string | null) => JSON.stringify({ Statement, Id: `${account_id} ${scheduler}` })
    const connection = { accounts: { [DEV.account_id]: account }, credentials: keyOf(DEV.account_id), endpoint: server.endpoint, timeout_ms: 2000 }
    await awsCloud({ ...connection, session: { name: 'countersign-66d7a227', may: 'act', policyOf } }, NOW).instances(DEV, [id])
    expect(server.sessions[0]).toMatchObject({
      RoleArn: account.role_arn,
      ExternalId: 'ext',
      RoleSessionName: 'countersign-66d7a227',
      DurationSeconds: '900',
      Policy: policyOf(DEV.account_id, OWN.scheduler_role_arn),
    })
    await awsCloud(connection, NOW).instances(DEV, [id])
    expect(server.sessions.at(-1)).not.toHaveProperty('Policy')
  })

  it('says that a key is usable, disabled or not known, as KMS says', async () => {
    const disabled = await connect(estateOf([anInstance(1, { quirks: ['customer_key_disabled'] })]))
    expect((await disabled.port.restartFacts(DEV, [id]))[0]?.encryption_key).toBe('unusable')
    const unreadable = await connect(estateOf([anInstance(1, { quirks: ['customer_key_unreadable'] })]))
    expect((await unreadable.port.restartFacts(DEV, [id]))[0]?.encryption_key).toBe('unknown')
  })

  it('repeats a throttled read and then says that it could not ask', async () => {
    const { port, server } = await connect(estateOf([anInstance(1)]))
    server.fail('DescribeInstances', 'throttled')
    await expect(port.instances(DEV, [id])).rejects.toMatchObject({ code: 'provider_down' })
    expect(server.calls.filter((c) => c === 'DescribeInstances')).toHaveLength(3)
  })

  it('sends a change once, and throws when it surely did not happen', async () => {
    const { port, server } = await connect(estateOf([anInstance(1)]))
    server.fail('StopInstances', 'throttled')
    await expect(port.stopInstance(DEV, id, live)).rejects.toMatchObject({ code: 'provider_down' })
    server.fail('StopInstances', 'expired')
    await expect(port.stopInstance(DEV, id, live)).rejects.toThrow('renew')
    expect(server.calls.filter((c) => c === 'StopInstances')).toHaveLength(2)
  })

  it('calls a change uncertain when no answer comes back, and never sends it again', async () => {
    const { port, server } = await connect(estateOf([anInstance(1)]))
    server.fail('StopInstances', 'after_effect')
    expect((await port.stopInstance(DEV, id, live)).status).toBe('uncertain')
    expect(server.calls.filter((c) => c === 'StopInstances')).toHaveLength(1)
    expect((await port.instances(DEV, [id])).instances[0]?.state).toBe('stopping')
    server.fail('StartInstances', 'server_error')
    expect((await port.startInstance(DEV, id, live)).status).toBe('uncertain')
  })

  it('waits no longer than its time-out: a read could not be asked, and a change is uncertain', async () => {
    const server = await awsWireServer(estateOf([anInstance(1)]), NOW)
    servers.push(server)
    const connection = { accounts: { [DEV.account_id]: OWN }, credentials: keyOf(DEV.account_id), endpoint: server.endpoint, timeout_ms: 200 }
    const port = awsCloud(connection, NOW)
    server.fail('StopInstances', 'silent')
    expect((await port.stopInstance(DEV, id, live)).status).toBe('uncertain')
    expect(server.calls.filter((c) => c === 'StopInstances')).toHaveLength(1)
    server.fail('DescribeInstances', 'silent')
    await expect(port.instances(DEV, [id])).rejects.toMatchObject({ code: 'provider_down' })
  })

  it('refuses an answer that it does not understand instead of guessing', async () => {
    const { port, server } = await connect(estateOf([anInstance(1)]))
    await port.instances(DEV, [id])
    server.fail('DescribeInstances', 'garbage')
    await expect(port.instances(DEV, [id])).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('not understood') })
  })

  it('reads a schedule that somebody edited as none, and writes it again', async () => {
    const { port, server } = await connect(estateOf([anInstance(1)]))
    await port.putSchedule(DEV, id, SCHEDULE, live)
    server.editSchedule(`${id}-off`, { State: 'DISABLED' })
    expect(await port.schedule(DEV, id)).toBeNull()
    expect((await port.putSchedule(DEV, id, SCHEDULE, live)).status).toBe('done')
    expect(await port.schedule(DEV, id)).toEqual(SCHEDULE)
  })

  it('says partial when only the first half of a schedule was written', async () => {
    const { port, server } = await connect(estateOf([anInstance(1)]))
    server.fail('POST schedule', 'expired', 1)
    expect(await port.putSchedule(DEV, id, SCHEDULE, live)).toMatchObject({ status: 'partial' })
    expect(await port.schedule(DEV, id)).toBeNull()
  })

  it('makes no schedule without a role for it, and has no workloads without a cluster', async () => {
    const { port } = await connect(estateOf([anInstance(1)]), { ...OWN, scheduler_role_arn: null })
    await expect(port.putSchedule(DEV, id, SCHEDULE, live)).rejects.toMatchObject({ code: 'provider_down', detail: { capability: 'schedules' } })
    await expect(port.workloads(DEV, ['main/shop/deployment/web/app'])).rejects.toMatchObject({ detail: { capability: 'workloads' } })
    expect(port.capabilities).not.toContain('workloads')
  })

  it('says which account is not connected', async () => {
    const { port } = await connect(estateOf([anInstance(1)]))
    await expect(port.instances({ ...DEV, account_id: '444455556666' }, [id])).rejects.toThrow('not connected')
  })
})
