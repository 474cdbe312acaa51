import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { clearanceOf } from '@/lib/approval/clearance'
import { approvalsOfCase, openApprovals } from '@/lib/approval/store'
import { auditOfCase, countAudit, verifyAudit } from '@/lib/audit/store'
import { getCase } from '@/lib/cases/store'
import { everyTenant } from '@/lib/db/every-tenant'
import type { Fault } from '@/lib/kernel/errors'
import { giveAt } from './fixtures/give-command'
import { refusal } from './fixtures/refusal'
import { seedTenant } from './fixtures/seed-story'
import { hashOf, jobsOf, sentPlans } from './fixtures/sent-plans'
import { ines, mara, NOW, pavel, TENANT, tomas } from './fixtures/story'

testDatabase()

const { tenant_id } = TENANT
let now = NOW
const give = giveAt(() => now)
const { ready, submit, submitted, approve } = sentPlans(give)

beforeAll(seedTenant)
beforeEach(() => {
  now = NOW
})

describe('the story', () => {
  it('is sent by Mara, refused to Mara, refused for another plan, approved by Tomas, and then told to whoever comes second', async () => {
    const c = await ready()
    const sent = await submit(c)
    expect(sent.message).toBe('Sent for approval. It needs one person with the role approver, platform or finops by 22 Nov 09:00 UTC.')
    const { approval } = await getCase(tenant_id, c.case_id)
    if (approval === null) throw new Error('no approval')
    expect(approval).toMatchObject({ state: 'pending', level: 'L1', proposed_by: 'usr_mara', plan_hash: hashOf(c) })
    expect((await openApprovals(tenant_id)).map((a) => a.approval_id)).toContain(approval.approval_id)

    expect((await refusal(approve(mara, approval))).message).toContain('you sent this plan for approval, so someone else decides')
    expect(await refusal(approve(tomas, approval, { plan_hash: 'b'.repeat(64) }))).toMatchObject({ code: 'digest_mismatch' })
    expect(await refusal(approve(pavel, approval))).toMatchObject({ code: 'forbidden' })

    const done = await approve(tomas, approval, { intent_digest: 'c'.repeat(64) })
    expect(done).toMatchObject({ outcome: 'accepted', new_version: 1, message: 'Approved. The plan is carried out now.' })
    const second = await refusal(approve(ines, approval))
    expect(second).toMatchObject({ code: 'conflict', detail: { code: 'ALREADY_DECIDED', by: 'usr_tomas', surface: 'web', at: NOW } })
    expect(second.message).toBe('there is nothing left to decide. Tomas Okafor approved as approver on the web at 19 Nov 09:00 UTC')

    const after = await getCase(tenant_id, c.case_id)
    expect(after).toMatchObject({
      status: 'approved',
      phase: 'execute',
      approval: { state: 'approved', signatures: [{ by: 'usr_tomas', intent_digest: 'c'.repeat(64) }] },
    })
    expect(clearanceOf(after).is_cleared).toBe(true)
    expect((await approvalsOfCase(tenant_id, c.case_id))[0]).toEqual(after.approval)
    expect(await jobsOf(c.case_id)).toContain('case.drive')
    expect((await auditOfCase(tenant_id, c.case_id)).map((e) => e.kind)).toEqual(['case.opened', 'plan.submitted', 'approval.granted'])
    expect((await auditOfCase(tenant_id, approval.approval_id)).map((e) => e.kind)).toEqual(['command.refused', 'command.refused', 'command.refused'])
    expect(await verifyAudit(tenant_id)).toMatchObject({ is_intact: true })
  })

  it('has exactly one winner, one event and typed refusals when many decide at once', async () => {
    const { c, approval } = await submitted()
    const before = await countAudit(tenant_id)
    const people = Array.from({ length: 50 }, (_, i) => ({ ...tomas, id: `usr_p${i}`, name: `Person ${i}` }))
    const outcomes = await Promise.allSettled(
      people.map((p, i) => (i % 2 === 0 ? approve(p, approval) : give(p, 'approval.deny', approval.approval_id, { plan_hash: approval.plan_hash }))),
    )
    expect(outcomes.filter((o) => o.status === 'fulfilled').length).toBe(1)
    const refused = outcomes.flatMap((o) => (o.status === 'rejected' ? [o.reason as Fault] : []))
    expect(refused.length).toBe(49)
    expect(refused.every((f) => typeof f.detail['by'] === 'string' && f.detail['surface'] === 'web' && f.detail['at'] === NOW)).toBe(true)
    expect(new Set(refused.map((f) => `${f.code} ${f.detail['code']}`))).toEqual(new Set(['conflict ALREADY_DECIDED']))
    expect(await countAudit(tenant_id)).toBe(before + 1)
    const after = await getCase(tenant_id, c.case_id)
    expect(after.approval?.signatures.length).toBe(1)
    expect(['approved', 'denied']).toContain(after.status)
  })
})

describe('a key', () => {
  it('gives the first answer again, once and at the same moment, and does nothing twice', async () => {
    const c = await ready()
    const before = await countAudit(tenant_id)
    const over = { idempotency_key: 'the-same-key' }
    const [one, two] = await Promise.all([submit(c, mara, over), submit(c, mara, over)])
    const three = await submit(c, mara, over)
    expect([one.outcome, two.outcome].sort()).toEqual(['accepted', 'replayed'])
    expect({ ...three, outcome: '' }).toEqual({ ...one, outcome: '' })
    expect(await countAudit(tenant_id)).toBe(before + 1)
    expect(await refusal(submit(c, mara, { ...over, reason: 'Another body' }))).toMatchObject({ detail: { code: 'KEY_REUSE' } })
    expect(await refusal(submit(c, tomas, over))).toMatchObject({ detail: { code: 'KEY_REUSE' } })
  })

  it('is free again when the command was refused', async () => {
    const c = await ready()
    const over = { idempotency_key: 'a-key-that-was-refused' }
    await refusal(submit(c, mara, { ...over, expected_version: 7 }))
    expect((await submit(c, mara, over)).outcome).toBe('accepted')
  })
})

it('refuses text that nothing can keep by the name of its field, whatever the surface, and records nothing of it', async () => {
  const c = await ready()
  const before = await countAudit(tenant_id)
  expect(await refusal(submit(c, mara, { reason: 'because \ud83d of it' }))).toMatchObject({ code: 'validation_failed', detail: { field: 'reason' } })
  expect(await refusal(submit(c, mara, { params: { 'a\0': 1 } }))).toMatchObject({ code: 'validation_failed', detail: { field: 'params.a\ufffd' } })
  expect(await countAudit(tenant_id)).toBe(before)
})

it('leaves a chain that verifies, with one event for every command that was accepted', async () => {
  expect(await verifyAudit(tenant_id)).toMatchObject({ is_intact: true })
  const [row] = await everyTenant<{ logged: string; told: string }>(
    "select (select count(*) from command_log) as logged, (select count(*) from audit.event where body::jsonb ? 'idempotency_key') as told",
  )
  expect(row?.told).toBe(row?.logged)
})
