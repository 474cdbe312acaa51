import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { clearanceOf } from '@/lib/approval/clearance'
import { approvalsOfCase } from '@/lib/approval/store'
import { settleDeadline } from '@/lib/cases/settle-deadline'
import { getCase } from '@/lib/cases/store'
import { takeTurn } from '@/lib/cases/sweep-store'
import { addHours } from '@/lib/kernel/time'
import { policyEngine } from '@/lib/policy/bundle-store'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { CommandRequest } from '@/schemas/command'
import { giveAt } from '../fixtures/give-command'
import { refusal } from '../fixtures/refusal'
import { seedCase, seedTenant } from '../fixtures/seed-story'
import { hashOf, sentPlans } from '../fixtures/sent-plans'
import { ines, inventory, mara, NOW, noor, pavel, system, TENANT, tomas } from '../fixtures/story'

testDatabase()

const { tenant_id } = TENANT
let now = NOW
const give = giveAt(() => now)
const { ready, submit, submitted, approve } = sentPlans(give)

beforeAll(seedTenant)
beforeEach(() => {
  now = NOW
})

describe('a high risk', () => {
  it('needs two people of two roles, and typed words', async () => {
    const { c, approval } = await submitted({ tier: 'high' })
    const acknowledged = approval.acknowledgement
    expect(acknowledged).toBe('schedule dtest1')
    expect(await refusal(approve(tomas, approval))).toMatchObject({ code: 'validation_failed', detail: { code: 'ACK' } })
    expect((await approve(tomas, approval, { acknowledged })).message).toBe('Signed. It also needs one person with the role finops.')
    expect(clearanceOf(await getCase(tenant_id, c.case_id)).is_cleared).toBe(false)
    expect(await refusal(approve(noor, approval, { acknowledged }))).toMatchObject({ detail: { code: 'ROLE_NOT_DISTINCT' } })
    now = addHours(NOW, 1)
    expect((await approve(ines, approval, { acknowledged })).message).toBe('Approved. The plan is carried out now.')
    expect(clearanceOf(await getCase(tenant_id, c.case_id)).because).toBe('Tomas Okafor approved as platform, Ines Duarte approved as finops')
  })

  it('takes both signatures when they are given at the same moment', async () => {
    const { c, approval } = await submitted({ tier: 'high' })
    const acknowledged = approval.acknowledgement
    now = addHours(NOW, 1)
    await Promise.all([approve(tomas, approval, { acknowledged }), approve(ines, approval, { acknowledged })])
    expect((await getCase(tenant_id, c.case_id)).status).toBe('approved')
  })
})

describe('a low risk', () => {
  it('runs after a veto window that nobody used, and nobody is said to have approved it', async () => {
    const { c, approval } = await submitted({ tier: 'low' })
    expect(approval).toMatchObject({ state: 'veto_open', deadline: addHours(NOW, 4) })
    expect(await takeTurn(tenant_id, addHours(NOW, 5), [])).toContain(c.case_id)
    expect(await refusal(approve(tomas, approval))).toMatchObject({ detail: { code: 'STALE_STATE' } })
    await settleDeadline(tenant_id, c.case_id, system, approval.deadline)
    const after = await getCase(tenant_id, c.case_id)
    expect(after).toMatchObject({ status: 'approved', approval: { state: 'window_ended', signatures: [] } })
    expect(clearanceOf(after)).toEqual({ is_cleared: true, because: 'nobody vetoed' })
  })

  it('does not run after a veto', async () => {
    const { c, approval } = await submitted({ tier: 'low' })
    const veto = await give(tomas, 'veto.cast', approval.approval_id, { plan_hash: approval.plan_hash })
    expect(veto.message).toBe('Vetoed. The plan is not carried out.')
    expect(await getCase(tenant_id, c.case_id)).toMatchObject({ status: 'denied', approval: { state: 'vetoed' } })
    expect(await takeTurn(tenant_id, addHours(NOW, 500), [])).not.toContain(c.case_id)
  })
})

describe('a veto window', () => {
  const runNow = (actor: Actor, approval: Approval, over: Partial<CommandRequest> = {}) =>
    give(actor, 'veto.run_now', approval.approval_id, { plan_hash: approval.plan_hash, ...over })

  it('is closed early by another person’s signature, which is what the plan then runs on', async () => {
    const { c, approval } = await submitted({ tier: 'low' })
    expect((await runNow(tomas, approval)).message).toBe('The veto window is closed. The plan is carried out now.')
    const after = await getCase(tenant_id, c.case_id)
    expect(after).toMatchObject({ status: 'approved', approval: { state: 'approved', signatures: [{ by: tomas.id, verdict: 'approve', role: 'approver' }] } })
    expect(clearanceOf(after)).toEqual({ is_cleared: true, because: `${tomas.name} let it run as approver` })
    const unsigned = { ...after, approval: after.approval === null ? null : { ...after.approval, signatures: [] } }
    expect(clearanceOf(unsigned).is_cleared, 'never on the state alone').toBe(false)
    expect(await refusal(give(ines, 'veto.cast', approval.approval_id, { plan_hash: approval.plan_hash }))).toMatchObject({
      detail: { code: 'ALREADY_DECIDED', by: tomas.id },
    })
  })
  it('is closed early by nobody who sent the plan, saw another one or gives no reason, and not where signatures are asked for', async () => {
    const { c, approval } = await submitted({ tier: 'low' })
    expect(await refusal(runNow({ ...mara, roles: ['analyst', 'approver'] }, approval))).toMatchObject({ detail: { code: 'SELF_APPROVAL' } })
    expect(await refusal(runNow(tomas, approval, { plan_hash: 'b'.repeat(64) }))).toMatchObject({ code: 'digest_mismatch' })
    expect(await refusal(runNow(tomas, approval, { reason: 'go' }))).toMatchObject({ detail: { code: 'REASON' } })
    now = approval.deadline
    expect(await refusal(runNow(tomas, approval))).toMatchObject({ code: 'expired' })
    expect((await getCase(tenant_id, c.case_id)).status).toBe('awaiting_veto')
    now = NOW
    const { approval: signed } = await submitted()
    expect(await refusal(runNow(tomas, signed))).toMatchObject({ detail: { code: 'STALE_STATE' } })
  })
})

describe('a request that is not decided', () => {
  it('expires, and can be sent again', async () => {
    const { c, approval } = await submitted()
    now = approval.deadline
    expect(await refusal(approve(tomas, approval))).toMatchObject({ code: 'expired' })
    await settleDeadline(tenant_id, c.case_id, system, now)
    const expired = await getCase(tenant_id, c.case_id)
    expect(expired).toMatchObject({ status: 'expired', approval: { state: 'expired' } })
    expect((await submit(expired)).message).toBe('This plan is more than a day old, so it is being made again. Send the new one.')
    expect((await getCase(tenant_id, c.case_id)).status).toBe('stale_plan')
  })

  it('is withdrawn by the one who sent it, and sent again', async () => {
    const { c, approval } = await submitted()
    expect(await refusal(give(tomas, 'approval.withdraw', approval.approval_id))).toMatchObject({ code: 'forbidden' })
    await give(mara, 'approval.withdraw', approval.approval_id)
    const back = await getCase(tenant_id, c.case_id)
    expect(back).toMatchObject({ status: 'plan_ready', approval: { state: 'withdrawn' } })
    now = addHours(NOW, 1)
    await submit(back)
    expect((await approvalsOfCase(tenant_id, c.case_id)).map((a) => a.state)).toEqual(['withdrawn', 'pending'])
  })

  it('is denied with a reason that stays with it', async () => {
    const { c, approval } = await submitted()
    expect(await refusal(give(ines, 'approval.deny', approval.approval_id, { plan_hash: approval.plan_hash, reason: 'no' }))).toMatchObject({
      detail: { code: 'REASON' },
    })
    await give(ines, 'approval.deny', approval.approval_id, { plan_hash: approval.plan_hash, reason: 'The team needs them this week' })
    expect(await getCase(tenant_id, c.case_id)).toMatchObject({ status: 'denied', approval: { closed_because: 'The team needs them this week' } })
  })
})

describe('sending a plan', () => {
  it('asks policy again, on fresh facts', async () => {
    const c = await ready({ evidence: inventory({ team: 'checkout', 'Do-Not-Modify': 'TRUE' }) })
    expect((await submit(c)).message).toContain('Policy denies this plan: A target carries a tag that protects it')
    expect(await getCase(tenant_id, c.case_id)).toMatchObject({ status: 'policy_denied', approval: null, policy: { decision: 'deny' } })
  })

  it('is refused while another plan is on its way to the same machines', async () => {
    await submitted()
    const other = await seedCase({ policy_digest: (await policyEngine(tenant_id)).digest, case_id: 'case_same_machines' })
    expect((await submit(other)).message).toContain('Another open plan changes one of the same resources')
  })

  it('is refused for a plan, a revision or a case that was not the one shown', async () => {
    const c = await ready()
    expect(await refusal(submit(c, mara, { plan_hash: 'b'.repeat(64) }))).toMatchObject({
      code: 'digest_mismatch',
      detail: { current: { plan_hash: hashOf(c) } },
    })
    expect(await refusal(submit(c, mara, { expected_version: 7 }))).toMatchObject({
      code: 'conflict',
      detail: { code: 'STALE_STATE', current: { revision: 0, status: 'plan_ready' } },
    })
    expect(await refusal(submit(c, mara, { expected_version: null }))).toMatchObject({ code: 'validation_failed' })
    expect(await refusal(submit(c, pavel))).toMatchObject({ code: 'forbidden', detail: { code: 'ROLE' } })
    expect(await refusal(submit(c, { ...mara, kind: 'agent' }))).toMatchObject({ code: 'forbidden', detail: { code: 'NOT_A_PERSON' } })
    expect(await refusal(submit(c, { ...mara, tenant_id: 'tn_other' }))).toMatchObject({ code: 'not_found' })
  })

  it('makes the plan again when the policies have changed since', async () => {
    const c = await ready({ policy_digest: 'd'.repeat(64) })
    await submit(c)
    expect((await getCase(tenant_id, c.case_id)).status).toBe('stale_plan')
  })
})

describe('a case with an open request', () => {
  it('acknowledge takes ownership and leaves the deadline alone', async () => {
    const { c, approval } = await submitted()
    expect((await give(tomas, 'case.acknowledge', c.case_id, { expected_version: c.revision })).message).toBe('Acknowledged. You own this case now.')
    expect(await takeTurn(tenant_id, approval.deadline, [])).toContain(c.case_id)
    const c2 = await getCase(tenant_id, c.case_id)
    expect((await give(mara, 'case.assign_owner', c.case_id, { expected_version: c2.revision, params: { owner: 'usr_ines' } })).message).toBe(
      'Ines Duarte owns this case now.',
    )
    expect(await refusal(give(mara, 'case.assign_owner', c.case_id, { expected_version: c2.revision, params: { owner: 'usr_none' } }))).toMatchObject({
      code: 'not_found',
    })
    expect(await refusal(give(mara, 'case.assign_owner', c.case_id, { expected_version: c2.revision, params: { owner: 7 } }))).toMatchObject({
      detail: { field: 'params.owner' },
    })
    expect((await getCase(tenant_id, c.case_id)).owner).toBe('usr_ines')
  })

  it('assess and close end the case, and an open request becomes void', async () => {
    const { c } = await submitted()
    await give(mara, 'anomaly.assess', c.case_id, { expected_version: c.revision, params: { assessment: 'expected' } })
    expect(await getCase(tenant_id, c.case_id)).toMatchObject({
      status: 'accepted',
      phase: 'closed',
      approval: { state: 'void', closed_because: 'the case was closed' },
    })
    const other = await ready()
    await give(mara, 'anomaly.assess', other.case_id, { expected_version: 0, params: { assessment: 'accurate' } })
    await give(mara, 'case.close', other.case_id, { expected_version: 1 })
    expect((await getCase(tenant_id, other.case_id)).status).toBe('accepted')
    expect(await refusal(give(mara, 'case.close', other.case_id, { expected_version: 2 }))).toMatchObject({ detail: { code: 'STALE_STATE' } })
  })
})
