import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { insertApproval } from '@/lib/approval/store'
import { insertCase } from '@/lib/cases/store'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { inventory, mara, NOW, noor, storyCase, storyPlan, system, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { putEvidence } from '@/lib/evidence/store'
import { addHours } from '@/lib/kernel/time'
import type { Approval } from '@/schemas/approval'
import { approvalsView } from './approvals'
import { approveView } from './approve'

testDatabase()
const options = { policy_digest: 'a'.repeat(64) }
const plan = storyPlan(options)
const denied: Approval = {
  approval_id: 'ap_old',
  case_id: 'case_story',
  plan_hash: plan.plan_hash,
  level: 'L1',
  state: 'denied',
  state_version: 1,
  slots: [{ slot: 0, any_of: ['approver'] }],
  signatures: [],
  proposed_by: mara.id,
  proposed_by_name: mara.name,
  proposed_at: NOW,
  deadline: addHours(NOW, 24),
  closed_at: addHours(NOW, 1),
  closed_because: 'Not before the release',
  acknowledgement: null,
}

beforeAll(async () => {
  await seedTenant()
  await change(TENANT.tenant_id, async (tx) => {
    await putEvidence(tx, TENANT.tenant_id, [inventory()])
    // Newer days of the bill have started the case again: it has no plan and no request now.
    await insertCase(tx, { ...storyCase(options), status: 'detected', phase: 'watch', plan: null })
    await insertApproval(tx, TENANT.tenant_id, denied, { plan, policy: null })
    return { result: undefined, events: [{ kind: 'approval.denied', subject: 'case_story', actor: system, body: {} }] }
  })
})

it('shows an older request with the plan it was sent for, whatever became of the case', async () => {
  const view = await approveView(tomas, 'ap_old')
  expect(view.notices[0]?.title).toBe('This is an older request')
  expect(view.approval.title).not.toContain('changed')
  expect(view.approval.facts['plan_digest']).toMatchObject({ label: 'Plan', value: plan.plan_hash.slice(0, 8) })
  expect(view.approval.actions).toEqual([])
})

it('keeps it in the list of what was decided', async () => {
  expect((await approvalsView(tomas)).closed).toMatchObject([{ approval_id: 'ap_old', state: 'denied' }])
})

it('knows no request of another tenant', async () => {
  await expect(approveView({ ...noor, tenant_id: 'tn_other' }, 'ap_old')).rejects.toMatchObject({ code: 'not_found' })
})
