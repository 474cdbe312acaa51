import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { testConnector } from '@/agent/desks/cost/connect/test-connectors'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { awsWireServer } from '@/lib/desks/cost/connectors/cloud/contracts/aws-wire-server.contract'
import { situationOf } from '@/lib/desks/cost/fixtures/one-of-each'
import { DEV } from '@/lib/desks/cost/fixtures/small-estate'
import { rolePolicy } from '@/lib/desks/cost/plan/rights/role-policy'
import { externalIdOf } from '@/lib/identity/external-id'
import { addTenant } from '@/lib/identity/fixtures/add-tenant'
import { systemActor } from '@/lib/identity/system-actor'
import { getTenant, saveSettings } from '@/lib/identity/tenant-store'
import { configure } from '@/lib/kernel/config'
import { TenantSettings } from '@/schemas/tenant'
import { accountRows } from './account-rows'

testDatabase()

const tenant_id = 'tn_two_accounts'
const US = '900000000001'
const LOOKS = `arn:aws:iam::${DEV.account_id}:role/look`
const CLOSED = '210000000099'
const accountOf = (account_id: string, role_arn: string) => ({
  account_id,
  name: account_id === CLOSED ? 'closed' : 'dev',
  role_arn,
  act_role_arn: null,
  scheduler_role_arn: null,
  regions: [DEV.region_id],
  owner: null,
})
const settingsOf = (role_of_closed: string) =>
  TenantSettings.parse({ accounts: [accountOf(CLOSED, `arn:aws:iam::${CLOSED}:role/${role_of_closed}`), accountOf(DEV.account_id, LOOKS)] })

let server: Awaited<ReturnType<typeof awsWireServer>>
beforeAll(async () => {
  server = await awsWireServer(situationOf('stop_idle_ec2').estate, async () => '2026-11-19T09:00:00.000Z')
  const made = { external_id: externalIdOf(tenant_id), policy: JSON.stringify(rolePolicy(Object.values(COST_ACTIONS), 'look')) }
  server.role(LOOKS, { ...made, trusts: US })
  server.role(`arn:aws:iam::${CLOSED}:role/gone`, { ...made, trusts: 'somebody else' })
  configure({ aws_endpoint: server.endpoint, internal_hosts: ['127.0.0.1'] })
  vi.stubEnv('AWS_ACCESS_KEY_ID', `KEY${US}`)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  await addTenant(tenant_id, { is_demonstration: false, settings: settingsOf('gone') })
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server.close()
})
const rows = async () => Object.fromEntries((await accountRows(await getTenant(tenant_id))).accounts.map((a) => [a.account_id, a.looks]))

it('shows on the row of each account what that account said, and no other’s error', async () => {
  expect(await testConnector(tenant_id, 'cloud')).toMatchObject({ state: 'failed', detail: expect.stringContaining(`in account ${CLOSED}`) })
  const { [CLOSED]: closed, [DEV.account_id]: dev } = await rows()
  expect(dev).toMatchObject({ state: 'answers', said: 'It can be read' })
  expect(closed).toMatchObject({ state: 'failed', said: expect.stringContaining('AWS') })
})

it('says nothing of a role that was set after the test', async () => {
  await change(tenant_id, async (tx) => {
    await saveSettings(tx, tenant_id, settingsOf('new'))
    return { result: undefined, events: [{ kind: 'settings.changed', subject: tenant_id, actor: systemActor(tenant_id), body: {} }] }
  })
  expect(await rows()).toMatchObject({ [CLOSED]: { state: 'not_tested' }, [DEV.account_id]: { state: 'answers' } })
})
