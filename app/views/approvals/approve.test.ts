import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { insertApproval } from '@/lib/approval/store'
import { insertCase } from '@/lib/cases/store'
import { giveAt } from '@/lib/commands/fixtures/give-command'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { sentPlans } from '@/lib/commands/fixtures/sent-plans'
import { inventory, mara, NOW, noor, storyCase, storyPlan, system, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { putEvidence } from '@/lib/evidence/store'
import { addHours } from '@/lib/kernel/time'
import type { Approval } from '@/schemas/approval'
import type { TenantSettings } from '@/schemas/tenant'
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

const setTo = (settings: TenantSettings) =>
  change(TENANT.tenant_id, async (tx) => {
    await tx.query('update tenant set settings = $2 where tenant_id = $1', [TENANT.tenant_id, settings])
    return { result: undefined, events: [{ kind: 'settings.changed', subject: TENANT.tenant_id, actor: system, body: {} }] }
  })

it('shows an older request with the plan it was sent for, whatever became of the case', async () => {
  const view = await approveView(tomas, 'ap_old')
  expect(view.notices[0]?.title).toBe('This is an older request')
  expect(view.approval.title).not.toContain('changed')
  expect(view.approval.facts['plan_digest']).toMatchObject({ label: 'Plan', value: plan.plan_hash.slice(0, 8) })
  expect(view.approval.actions).toEqual([])
})

it('shows who decides what the limits of the tenant, as they are set now, make of the plan', async () => {
  const pending: Approval = { ...denied, approval_id: 'ap_open', case_id: 'case_open', state: 'pending', closed_at: null, closed_because: null }
  const open = storyPlan({ ...options, case_id: 'case_open' })
  const request = { ...pending, plan_hash: open.plan_hash }
  await change(TENANT.tenant_id, async (tx) => {
    await insertCase(tx, { ...storyCase({ ...options, case_id: 'case_open' }), status: 'awaiting_approval', approval: request })
    await insertApproval(tx, TENANT.tenant_id, request, { plan: open, policy: null })
    return { result: undefined, events: [{ kind: 'case.opened', subject: 'case_open', actor: system, body: {} }] }
  })
  expect((await approveView(tomas, 'ap_open')).approval.facts['room_begins']?.text).toBe('at once, as a whole')
  await setTo({ ...TENANT.settings, mutations_per_day: { ...TENANT.settings.mutations_per_day, dev: 4 } })
  const { approval, plan: card } = await approveView(tomas, 'ap_open')
  expect(approval.facts['room_day_dev']?.text).toBe('0 of 4, and 9 by this plan')
  for (const shown of [approval, card]) expect(shown.plain).toContain('0 of 4 resources in dev were changed today')
})

it('tells whoever decides that the plan would not be carried out now, why, and until when it is frozen', async () => {
  await setTo(TENANT.settings)
  const { approval } = await sentPlans(giveAt(() => NOW)).submitted({ tier: 'medium' })
  expect((await approveView(tomas, approval.approval_id)).notices).toEqual([])
  const freeze = { freeze_id: 'fz_1', environment: null, from: '2020-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z', because: 'The busy season' }
  await setTo({ ...TENANT.settings, freezes: [freeze] })
  expect((await approveView(tomas, approval.approval_id)).notices).toEqual([
    {
      tone: 'blocked',
      title: 'Signed now, it would not run',
      text: 'A freeze window covers this environment now. The freeze is on until 1 Jan 2100 00:00 UTC.',
      remedy: 'Wait until this is over: signed now, the plan would have to be sent again.',
    },
  ])
})

it('keeps it in the list of what was decided', async () => {
  expect((await approvalsView(tomas)).closed).toMatchObject([{ approval_id: 'ap_old', state: 'denied' }])
})

it('knows no request of another tenant', async () => {
  await expect(approveView({ ...noor, tenant_id: 'tn_other' }, 'ap_old')).rejects.toMatchObject({ code: 'not_found' })
})
