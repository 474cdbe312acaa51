import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { getApproval } from '@/lib/approval/store'
import { auditOfCase } from '@/lib/audit/store'
import { giveAt } from '../fixtures/give-command'
import { refusal } from '../fixtures/refusal'
import { seedTenant } from '../fixtures/seed-story'
import { sentPlans } from '../fixtures/sent-plans'
import { NOW, TENANT, tomas } from '../fixtures/story'

testDatabase()

const { tenant_id } = TENANT
const { submitted, approve } = sentPlans(giveAt(() => NOW))

beforeAll(seedTenant)

it.each([
  ['yes, where it is not left out', {}, true],
  ['no, where it is left out', { automatic_rollback: false }, false],
])('keeps with the signature and in the trail whether the plan may be taken back without a person: %s', async (_what, params, said) => {
  const { c, approval } = await submitted({ tier: 'medium' })
  await approve(tomas, approval, { params })
  expect((await getApproval(tenant_id, approval.approval_id)).signatures).toMatchObject([{ by: tomas.id, automatic_rollback: said }])
  const trail = await auditOfCase(tenant_id, c.case_id)
  const told = (kind: string): unknown => JSON.parse(trail.find((e) => e.kind === kind)?.body ?? '{}')
  expect(told('plan.submitted')).toMatchObject({ offers_automatic_rollback: true })
  expect(told('approval.granted')).toMatchObject({ automatic_rollback: said })
})

it('refuses what is neither yes nor no, with its field', async () => {
  const { approval } = await submitted({ tier: 'medium' })
  expect(await refusal(approve(tomas, approval, { params: { automatic_rollback: 'no' } }))).toMatchObject({
    code: 'validation_failed',
    message: expect.stringContaining('automatic_rollback'),
  })
})
