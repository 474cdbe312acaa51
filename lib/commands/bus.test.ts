import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { clearanceOf } from '@/lib/approval/clearance'
import { approvalsOfCase, openApprovals } from '@/lib/approval/store'
import { auditOfCase, countAudit, verifyAudit } from '@/lib/audit/store'
import { moveCase } from '@/lib/cases/move'
import { settleDeadline } from '@/lib/cases/settle-deadline'
import { dueCases, getCase, lockCase, saveCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { getTenant, tenantNow } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import { loadPolicyBundle } from '@/lib/policy/bundle-store'
import { makePolicyEngine, type PolicyEngine } from '@/lib/policy/engine'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { Case } from '@/schemas/case'
import type { CommandRequest, CommandResult } from '@/schemas/command'
import { runCommand } from './bus'
import { requestOf } from './fixtures/request'
import { seedCase, seedTenant } from './fixtures/seed-story'
import { ines, inventory, mara, NOW, noor, pavel, type StoryOptions, system, TENANT, tomas } from './fixtures/story'

testDatabase()

const { tenant_id } = TENANT
let policy: PolicyEngine
let now = NOW

beforeAll(async () => {
  policy = makePolicyEngine(await loadPolicyBundle())
  await seedTenant()
})
beforeEach(() => {
  now = NOW
})

const give = (actor: Actor, command: CommandRequest['command'], subject: string, over: Partial<CommandRequest> = {}): Promise<CommandResult> =>
  runCommand(actor, requestOf(actor, command, subject, over), { policy: async () => policy, now: async () => now })

/** A case of its own for each test, with machines of its own, so that no two plans meet on a target. */
let cases = 0
async function ready(over: Partial<StoryOptions> = {}): Promise<Case> {
  const case_id = `case_${++cases}`
  await leaveNothingUnderWay()
  return seedCase({ policy_digest: policy.digest, case_id, ...over })
}
async function leaveNothingUnderWay(): Promise<void> {
  for (const { case_id } of await everyTenant<{ case_id: string }>(
    "select case_id from cases where status in ('awaiting_approval', 'awaiting_veto', 'approved', 'executing', 'rolling_back')",
  ))
    await change(tenant_id, async (tx) => {
      const c = await lockCase(tx, tenant_id, case_id)
      await saveCase(tx, moveCase(c, 'accepted', now, 'test over'), c.revision)
      return { result: undefined, events: [{ kind: 'case.closed', subject: case_id, actor: system, body: {} }] }
    })
}

const hashOf = (c: Case): string => c.plan?.plan_hash ?? ''
const submit = (c: Case, actor = mara, over: Partial<CommandRequest> = {}) =>
  give(actor, 'plan.submit', c.case_id, { expected_version: c.revision, plan_hash: hashOf(c), ...over })
async function submitted(over: Partial<StoryOptions> = {}): Promise<{ c: Case; approval: Approval }> {
  const c = await ready(over)
  await submit(c)
  const after = await getCase(tenant_id, c.case_id)
  if (after.approval === null) throw new Error(`no approval: ${after.status} ${JSON.stringify(after.policy?.reasons)}`)
  return { c: after, approval: after.approval }
}
const approve = (actor: Actor, a: Approval, over: Partial<CommandRequest> = {}) =>
  give(actor, 'approval.approve', a.approval_id, { expected_version: a.state_version, plan_hash: a.plan_hash, ...over })

async function refusal(work: Promise<unknown>): Promise<Fault> {
  const outcome = await work.catch((error: unknown) => error)
  if (outcome instanceof Fault) return outcome
  throw outcome instanceof Error ? outcome : new Error(`nothing was refused: ${JSON.stringify(outcome)}`)
}
const jobs = async (case_id: string) =>
  (
    await everyTenant<{ task: string }>(
      "select t.identifier as task from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where payload->>'case_id' = $1 order by j.id",
      [case_id],
    )
  ).map((j) => j.task)

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
    expect(await jobs(c.case_id)).toContain('case.drive')
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
    expect(await dueCases(tenant_id, addHours(NOW, 5))).toContain(c.case_id)
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
    expect(await dueCases(tenant_id, addHours(NOW, 500))).not.toContain(c.case_id)
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
    const other = await seedCase({ policy_digest: policy.digest, case_id: `case_${++cases}` })
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

describe('other commands on a case', () => {
  it('acknowledge takes ownership and leaves the deadline alone', async () => {
    const { c, approval } = await submitted()
    expect((await give(tomas, 'case.acknowledge', c.case_id, { expected_version: c.revision })).message).toBe('Acknowledged. You own this case now.')
    expect(await dueCases(tenant_id, approval.deadline)).toContain(c.case_id)
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

  it('rollback starts only where something was applied and can still be undone', async () => {
    const c = await ready()
    const run = {
      run_id: 'run_1',
      case_id: c.case_id,
      plan_hash: hashOf(c),
      state: 'succeeded' as const,
      steps: [],
      snapshots: [],
      diff: [],
      started_at: NOW,
      finished_at: NOW,
      reversible_until: addHours(NOW, 24),
    }
    await change(tenant_id, async (tx) => ({
      result: await saveCase(tx, moveCase(c, 'executed', NOW, 'done', { run }), 0),
      events: [{ kind: 'execution.finished', subject: c.case_id, actor: system, body: {} }],
    }))
    const roll = (actor: Actor, over: Partial<CommandRequest> = {}) =>
      give(actor, 'execution.rollback', c.case_id, { expected_version: 1, plan_hash: hashOf(c), ...over })
    expect(await refusal(roll(mara, { plan_hash: 'b'.repeat(64) }))).toMatchObject({ code: 'digest_mismatch' })
    expect(await refusal(roll(pavel))).toMatchObject({ code: 'forbidden' })
    now = addHours(NOW, 25)
    expect(await refusal(roll(tomas))).toMatchObject({ code: 'expired' })
    now = NOW
    const recheck = await give(mara, 'verification.recheck', c.case_id, { expected_version: 1 })
    expect(await dueCases(tenant_id, NOW)).toContain(c.case_id)
    expect((await roll(tomas, { expected_version: recheck.new_version })).message).toBe('The rollback starts now.')
    expect((await getCase(tenant_id, c.case_id)).status).toBe('rolling_back')
    expect(await jobs(c.case_id)).toContain('plan.execute')
    expect(await refusal(roll(tomas, { expected_version: 3 }))).toMatchObject({ detail: { code: 'STALE_STATE' } })
  })
})

describe('commands on the tenant', () => {
  it('the kill switch denies every plan, many may turn it on and only an administrator off', async () => {
    const set = (actor: Actor, is_on: boolean) => give(actor, 'kill_switch.set', tenant_id, { params: { is_on }, reason: 'Something is wrong in production' })
    expect(await refusal(set(mara, true))).toMatchObject({ code: 'forbidden' })
    await set(tomas, true)
    expect((await getTenant(tenant_id)).settings).toMatchObject({
      is_kill_switch_on: true,
      kill_switch_because: 'Tomas Okafor: Something is wrong in production',
    })
    const c = await ready()
    expect((await submit(c)).message).toContain('The kill switch is on')
    expect(await refusal(set(tomas, false))).toMatchObject({ code: 'forbidden' })
    await set(noor, false)
    expect((await submit(await getCase(tenant_id, c.case_id))).message).toContain('Sent for approval')
  })

  it('the clock moves forward only, at most 60 days, in a demonstration of one’s own', async () => {
    const advance = (days: unknown, subject = tenant_id) => give(mara, 'clock.advance', subject, { params: { days } })
    const before = Date.parse(await tenantNow(tenant_id))
    await advance(11)
    expect(Math.round((Date.parse(await tenantNow(tenant_id)) - before) / 86_400_000)).toBe(11)
    for (const days of [0, -1, 61, '3', null]) expect(await refusal(advance(days))).toMatchObject({ code: 'validation_failed' })
    expect(await refusal(advance(1, 'tn_other'))).toMatchObject({ code: 'not_found' })
    await change(tenant_id, async (tx) => {
      await tx.query('update tenant set is_demonstration = false')
      return { result: undefined, events: [{ kind: 'tenant.created', subject: tenant_id, actor: system, body: {} }] }
    })
    expect(await refusal(advance(1))).toMatchObject({ code: 'forbidden' })
  })

  it('an import names only what was uploaded, unless it comes from the command line', async () => {
    const start = (actor: Actor) =>
      give(actor, 'import.start', 'northlight-cur2', { params: { source: 'northlight-cur2', files: [{ path: '/etc/hostname', name: 'bill.csv' }] } })
    expect(await refusal(start(mara))).toMatchObject({ code: 'forbidden', detail: { code: 'PATH' } })
    expect((await start({ ...mara, surface: 'cli' })).message).toBe('The import of bill.csv has been queued.')
    const [row] = await everyTenant<{ import_id: string }>('select import_id from bill_import')
    await give(mara, 'import.cancel', row?.import_id ?? '')
    expect(await refusal(give(mara, 'import.cancel', row?.import_id ?? ''))).toMatchObject({ code: 'conflict' })
  })
})

it('leaves a chain that verifies, with one event for every command that was accepted', async () => {
  expect(await verifyAudit(tenant_id)).toMatchObject({ is_intact: true })
  const [row] = await everyTenant<{ logged: string; told: string }>(
    "select (select count(*) from command_log) as logged, (select count(*) from audit.event where body::jsonb ? 'idempotency_key') as told",
  )
  expect(row?.told).toBe(row?.logged)
})
