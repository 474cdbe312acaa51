import { beforeAll, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { addTenant } from '@/lib/identity/fixtures/add-tenant'
import { configure } from '@/lib/kernel/config'
import { TenantSettings } from '@/schemas/tenant'
import { doctor } from './doctor'

const { owner_url } = testDatabase()
const role = (account_id: string, name: string) => `arn:aws:iam::${account_id}:role/${name}`
const account = (account_id: string, act_role_arn: string | null) => ({
  account_id,
  name: `team-${account_id.at(-1)}`,
  role_arn: role(account_id, 'look'),
  act_role_arn,
  scheduler_role_arn: null,
  regions: [],
  owner: null,
})

beforeAll(async () => {
  const accounts = [account('210000000001', null), account('210000000002', role('210000000002', 'act'))]
  await addTenant('tn_two', { is_demonstration: false, settings: TenantSettings.parse({ accounts }) })
})

it('says with what it looks, that it acts with nothing, where roles are shared, and that acting was not tried yet', async () => {
  vi.stubEnv('AWS_PROFILE', 'reader')
  // Nothing listens there: no account answers.
  configure({ database_url: owner_url(), aws_endpoint: 'http://127.0.0.1:9', aws_act_profile: 'actor' })
  const said: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  try {
    await doctor.run(['--json'])
  } finally {
    write.mockRestore()
    vi.unstubAllEnvs()
    configure({ aws_endpoint: null, aws_act_profile: null })
  }
  const { findings } = JSON.parse(said.join('')) as { findings: { check: string; detail: string }[] }
  const of = (check: string) => findings.filter((f) => f.check === check).map((f) => f.detail)
  expect(of('looks with')).toEqual(['profile reader (AWS_PROFILE)'])
  expect(of('acts with')).toEqual(['nothing here; a worker of the execution queue in this environment with profile actor'])
  expect(of('tn_two roles')).toEqual(['looking and acting share a role in team-1 (210000000001)'])
  expect(of('tn_two acting')).toEqual(['210000000001: Not tested yet', '210000000002: Not tested yet'])
})
