import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { awsWireServer, keyOf } from '@/lib/desks/cost/connectors/cloud/contracts/aws-wire-server.contract'
import { anInstance, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { planSession } from '@/lib/desks/cost/plan/rights/session-policy'
import { addTenant } from '@/lib/identity/fixtures/add-tenant'
import { configure } from '@/lib/kernel/config'
import { Mode } from '@/schemas/mode'
import { TenantSettings } from '@/schemas/tenant'
import { connectionsOf } from './connections'

testDatabase()
const tenant_id = 'tn_real'
const id = anInstance(1).instance_id
let server: Awaited<ReturnType<typeof awsWireServer>>

beforeAll(async () => {
  server = await awsWireServer(estateOf([anInstance(1)]), async () => '2026-11-19T09:00:00.000Z')
  const account = {
    account_id: DEV.account_id,
    name: 'dev',
    role_arn: `arn:aws:iam::${DEV.account_id}:role/countersign`,
    scheduler_role_arn: null,
    regions: [DEV.region_id],
    owner: null,
  }
  await addTenant(tenant_id, { is_demonstration: false, settings: TenantSettings.parse({ mode: Mode.enum.low_risk_automatic, accounts: [account] }) })
  process.env['AWS_ACCESS_KEY_ID'] = keyOf(DEV.account_id).accessKeyId
  process.env['AWS_SECRET_ACCESS_KEY'] = keyOf(DEV.account_id).secretAccessKey
})
afterAll(() => server.close())
beforeEach(() => {
  configure({ aws_endpoint: server.endpoint, may_act: false })
  server.sessions.length = 0
  server.calls.length = 0
})

const acting = {
  may: 'act' as const,
  name: 'countersign-plan-x',
  policyOf: () => JSON.stringify({ Statement: [{ Effect: 'Allow', Action: ['ec2:*'], Resource: '*' }] }),
}
const stop = (cloud: Awaited<ReturnType<typeof connectionsOf>>['cloud']) => cloud?.stopInstance(DEV, id, { dry_run: false, idempotency_key: 'k' })
const CHANGES = /"(?:ec2|rds|s3|autoscaling|logs|scheduler):(?:Stop|Start|Create|Delete|Modify|Put|Update|Release|Allocate|Terminate)/

it('takes on no session that changes an account where a process does not carry plans out: nothing is asked of AWS', async () => {
  await expect(connectionsOf(tenant_id, acting)).rejects.toMatchObject({ code: 'forbidden' })
  expect([server.sessions, server.calls]).toEqual([[], []])
})

it('looks and plans there in sessions that change nothing, whatever is asked of them', async () => {
  const looking = (await connectionsOf(tenant_id)).cloud
  expect((await looking?.instances(DEV, [id]))?.instances).toHaveLength(1)
  await expect(stop(looking)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(stop((await connectionsOf(tenant_id, planSession({ candidates: [] }))).cloud)).rejects.toThrow()
  expect(server.sessions.map((s) => s['RoleSessionName'])).toEqual(['countersign-read', 'countersign-plan'])
  for (const { Policy } of server.sessions) expect(Policy).not.toMatch(CHANGES)
  expect(server.changes).toEqual([])
})

it('takes one on in a worker of the execution queue', async () => {
  configure({ may_act: true })
  const { cloud } = await connectionsOf(tenant_id, acting)
  expect((await stop(cloud))?.status).toBe('done')
  expect(server.sessions.map((s) => s['RoleSessionName'])).toEqual(['countersign-plan-x'])
  expect(server.changes).toEqual(['StopInstances'])
})
