import { beforeAll, beforeEach, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { clearanceOf } from '@/lib/approval/clearance'
import { approvalsOfCase } from '@/lib/approval/store'
import { moveCase } from '@/lib/cases/move'
import { settleDeadline } from '@/lib/cases/settle-deadline'
import { getCase, lockCase, saveCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { explainGate } from '@/lib/intents/gate'
import { invariant } from '@/lib/kernel/errors'
import { addHours, addMs } from '@/lib/kernel/time'
import type { RiskTier } from '@/schemas/action'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { Case } from '@/schemas/case'
import type { CommandName, CommandResult } from '@/schemas/command'
import { giveOnCase, ownCase } from '../fixtures/case-at'
import { giveAt } from '../fixtures/give-command'
import { seedTenant } from '../fixtures/seed-story'
import { mara, NOW, system, TENANT, tomas } from '../fixtures/story'

testDatabase()

// A request that is open while its plan is looked at again: nobody lets it go, anybody who could stop it still can, and no time passes for it.
const { tenant_id } = TENANT
let now = NOW
const give = giveAt(() => now)

beforeAll(seedTenant)
beforeEach(() => {
  now = NOW
})

const read = (case_id: string): Promise<Case> => getCase(tenant_id, case_id)
const on = giveOnCase(give)
const decide = (actor: Actor, command: CommandName, a: Approval): Promise<CommandResult> => give(actor, command, a.approval_id, { plan_hash: a.plan_hash })
const sent = async (tier: RiskTier): Promise<{ case_id: string; approval: Approval }> => {
  now = NOW
  const { case_id } = await ownCase(tier)
  await on(mara, 'plan.submit', case_id)
  const { approval } = await read(case_id)
  invariant(approval, 'the plan was sent')
  return { case_id, approval }
}
const heldFrom = async (tier: RiskTier, hours_before: number) => {
  const of = await sent(tier)
  now = addHours(of.approval.deadline, -hours_before)
  await on(mara, 'plan.request_recompute', of.case_id)
  return of
}

it('ends no veto window while nobody knows whether its plan stands, however long that takes', async () => {
  const { case_id, approval } = await heldFrom('low', 1)
  for (const at of [approval.deadline, addHours(approval.deadline, 500)]) {
    const after = await settleDeadline(tenant_id, case_id, system, at)
    expect(after).toMatchObject({ status: 'triaged', approval: { state: 'veto_open' } })
    expect(clearanceOf(after).is_cleared).toBe(false)
  }
})

it.each([-1, 30])('takes a veto meanwhile, %i hours after the window would have ended, and shows the button that gives it', async (hours) => {
  const { case_id, approval } = await heldFrom('low', 2)
  now = addHours(approval.deadline, hours)
  expect(explainGate('veto.cast', await read(case_id), tomas, now)).toBeNull()
  expect((await decide(tomas, 'veto.cast', approval)).message).toBe('Vetoed. The plan is not carried out.')
  expect(await read(case_id)).toMatchObject({ status: 'triaged', approval: { state: 'vetoed' } })
  expect((await approvalsOfCase(tenant_id, case_id)).map((a) => a.state)).toEqual(['vetoed'])
})

it('lets a window that was over before its plan was looked at again be vetoed by nobody', async () => {
  const { approval } = await heldFrom('low', -1)
  await expect(decide(tomas, 'veto.cast', approval)).rejects.toMatchObject({ code: 'expired' })
})

it('takes a denial and a withdrawal meanwhile, and the look goes on', async () => {
  const denied = await heldFrom('medium', 10)
  await decide(tomas, 'approval.deny', denied.approval)
  expect(await read(denied.case_id)).toMatchObject({ status: 'triaged', approval: { state: 'denied' } })
  const withdrawn = await heldFrom('medium', 10)
  await decide(mara, 'approval.withdraw', withdrawn.approval)
  expect(await read(withdrawn.case_id)).toMatchObject({ status: 'triaged', approval: { state: 'withdrawn' } })
})

it('lets nobody sign or end a window early meanwhile, and the buttons say so', async () => {
  const cases = [
    ['approval.approve', await heldFrom('medium', 10)],
    ['approval.request_changes', await heldFrom('medium', 10)],
    ['veto.run_now', await heldFrom('low', 2)],
  ] as const
  for (const [command, { case_id, approval }] of cases) {
    now = addHours(approval.deadline, -1)
    expect(explainGate(command, await read(case_id), tomas, now)).toMatchObject({ rule: 'looked_at_again' })
    await expect(decide(tomas, command, approval)).rejects.toMatchObject({ code: 'conflict', message: /looked at again/ })
  }
})

it('lets nobody hold a decision off by having the plan made again and again', async () => {
  const { case_id } = await heldFrom('low', 3)
  await change(tenant_id, async (tx) => {
    const c = await lockCase(tx, tenant_id, case_id)
    const saved = await saveCase(tx, moveCase(c, 'awaiting_veto', now, 'identical'), c.revision, c.approval?.deadline ?? null)
    return { result: saved, events: [{ kind: 'case.updated', subject: case_id, actor: system, body: {} }] }
  })
  expect(explainGate('plan.request_recompute', await read(case_id), mara, now)).toMatchObject({ rule: 'rate' })
  await expect(on(mara, 'plan.request_recompute', case_id)).rejects.toMatchObject({ code: 'rate_limited', detail: { not_before: addMs(now, 600_000) } })
  now = addMs(now, 600_000)
  expect(explainGate('plan.request_recompute', await read(case_id), mara, now)).toBeNull()
  await on(mara, 'plan.request_recompute', case_id)
})

it('brings no case back to life that went elsewhere while its window was open', async () => {
  const { case_id, approval } = await heldFrom('low', 1)
  await change(tenant_id, async (tx) => {
    const c = await lockCase(tx, tenant_id, case_id)
    const saved = await saveCase(tx, moveCase(c, 'withdrawn_by_restatement', now, 'The restated bill no longer shows it'), c.revision)
    return { result: saved, events: [{ kind: 'case.updated', subject: case_id, actor: system, body: {} }] }
  })
  expect((await settleDeadline(tenant_id, case_id, system, approval.deadline)).status).toBe('withdrawn_by_restatement')
})

it('takes the force from an agreement whose plan never began, when its case is closed', async () => {
  const { case_id, approval } = await sent('medium')
  await decide(tomas, 'approval.approve', approval)
  await change(tenant_id, async (tx) => {
    const c = await lockCase(tx, tenant_id, case_id)
    const saved = await saveCase(tx, moveCase(c, 'error', now, 'stopped before it began'), c.revision)
    return { result: saved, events: [{ kind: 'case.updated', subject: case_id, actor: system, body: {} }] }
  })
  await on(mara, 'case.close', case_id)
  expect((await approvalsOfCase(tenant_id, case_id)).map((a) => a.state)).toEqual(['void'])
})
