import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { verifyAudit } from '@/lib/audit/store'
import { settleDeadline } from '@/lib/cases/settle-deadline'
import { getCase } from '@/lib/cases/store'
import { takeTurn } from '@/lib/cases/sweep-store'
import { getTenant } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import { engineByDigest, policyEngine, shippedEngine } from '@/lib/policy/bundle-store'
import { activations, findBundle, listBundles, ownChangeSince } from '@/lib/policy/change-store'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { Case } from '@/schemas/case'
import type { CommandRequest } from '@/schemas/command'
import { isStopped, lastLook } from '../asking-policy/last-look'
import { giveAt } from '../fixtures/give-command'
import { refusal } from '../fixtures/refusal'
import { seedCase, seedTenant } from '../fixtures/seed-story'
import { action, ines, inventory, mara, NOW, noor, type StoryOptions, system, TENANT, tomas } from '../fixtures/story'

testDatabase()

const { tenant_id } = TENANT
let now = NOW
const give = giveAt(() => now)
let cases = 0
let shipped = ''

beforeAll(async () => {
  await seedTenant()
  shipped = (await shippedEngine()).digest
})
beforeEach(() => {
  now = NOW
})

/** A case with machines of its own, so that no two plans meet on a target. */
async function ready(over: Partial<StoryOptions> = {}): Promise<Case> {
  const case_id = `case_g${++cases}`
  const arn = `arn:aws:ec2:eu-west-1:210000000006:instance/i-${case_id}`
  const evidence = inventory({ team: 'checkout', env: 'dev' }, '2026-11-09T10:00:00.000Z', [arn])
  const targets = [{ arn, label: case_id, change: 'schedule' }]
  return seedCase({ policy_digest: (await policyEngine(tenant_id)).digest, case_id, evidence, ...over, action: { targets, ...over.action } })
}
async function submitted(over: Partial<StoryOptions> = {}): Promise<Approval> {
  const c = await ready(over)
  await give(mara, 'plan.submit', c.case_id, { expected_version: c.revision, plan_hash: c.plan?.plan_hash ?? '' })
  const { approval, policy } = await getCase(tenant_id, c.case_id)
  if (approval === null) throw new Error(`no approval: ${JSON.stringify(policy?.reasons)}`)
  return approval
}
const on = (actor: Actor, command: CommandRequest['command'], a: Approval, over: Partial<CommandRequest> = {}) =>
  give(actor, command, a.approval_id, { plan_hash: a.plan_hash, ...over })
const caseOf = (a: Approval): Promise<Case> => getCase(tenant_id, a.case_id)

describe('a request', () => {
  it('is sent back with what should change, and the plan can be sent again', async () => {
    const a = await submitted()
    expect((await on(ines, 'approval.request_changes', a, { reason: 'Leave loadtest-9 running' })).message).toBe(
      'Sent back. The plan can be edited and sent again.',
    )
    expect(await caseOf(a)).toMatchObject({ status: 'plan_ready', approval: { state: 'changes_requested', closed_because: 'Leave loadtest-9 running' } })
    expect((await refusal(on(tomas, 'approval.approve', a))).message).toBe(
      'there is nothing left to decide. Ines Duarte asked for changes as approver on the web at 19 Nov 09:00 UTC',
    )
    const c = await caseOf(a)
    now = addHours(NOW, 1)
    await give(mara, 'plan.submit', c.case_id, { expected_version: c.revision, plan_hash: a.plan_hash })
    expect((await caseOf(a)).approval).toMatchObject({ state: 'pending' })
  })

  it('is lent to somebody who could not sign, who then signs for the lender, and never to whoever sent it', async () => {
    const a = await submitted()
    expect(await refusal(on(noor, 'approval.approve', a))).toMatchObject({ detail: { code: 'ROLE' } })
    expect(await refusal(on(tomas, 'approval.delegate', a, { params: { to: mara.id } }))).toMatchObject({ detail: { code: 'SELF_APPROVAL' } })
    expect(await refusal(on(tomas, 'approval.delegate', a, { params: { to: 'usr_nobody' } }))).toMatchObject({ code: 'not_found' })
    expect((await on(tomas, 'approval.delegate', a, { params: { to: noor.id } })).message).toBe('Noor Haddad may sign this for you now.')
    await on(noor, 'approval.approve', a, { params: { read: ['plan', 'snapshot'] } })
    expect((await caseOf(a)).approval?.signatures).toMatchObject([
      { by: noor.id, role: 'approver', on_behalf_of: { by: tomas.id }, read: ['plan', 'snapshot'] },
    ])
  })

  it('reminds half-way, escalates when the agreed time is over, and each is one event', async () => {
    const a = await submitted()
    expect(await takeTurn(tenant_id, addHours(NOW, 11), [])).not.toContain(a.case_id)
    expect(await takeTurn(tenant_id, addHours(NOW, 12), [])).toContain(a.case_id)
    await settleDeadline(tenant_id, a.case_id, system, addHours(NOW, 12))
    await settleDeadline(tenant_id, a.case_id, system, addHours(NOW, 13))
    expect((await caseOf(a)).approval).toMatchObject({ state: 'pending', reminded_at: addHours(NOW, 12) })
    await settleDeadline(tenant_id, a.case_id, system, addHours(NOW, 24))
    now = addHours(NOW, 24)
    expect((await on(noor, 'approval.approve', a)).message).toBe('Approved. The plan is carried out now.')
  })

  it('is escalated by a person who says why, once', async () => {
    const a = await submitted()
    expect((await on(mara, 'approval.escalate', a)).message).toBe('Escalated. A person with the role owner, manager or admin may sign it, too.')
    expect(await refusal(on(mara, 'approval.escalate', a))).toMatchObject({ code: 'conflict' })
    expect((await on(noor, 'approval.approve', a)).outcome).toBe('accepted')
  })
})

describe('approving several together', () => {
  const least = { prod: 'L1', stage: 'L1', dev: 'L1', test: 'L1', unknown: 'L1' } as const
  const cheap = { ...action.savings, expected: '30' }

  it('takes one command a row, and only for low risk, one action and a small sum', async () => {
    const { saveSettings } = await import('@/lib/identity/tenant-store')
    const { change } = await import('@/lib/db/change')
    const set = (settings: object) =>
      change(tenant_id, async (tx) => {
        await saveSettings(tx, tenant_id, { ...(await getTenant(tenant_id)).settings, ...settings })
        return { result: undefined, events: [{ kind: 'case.updated', subject: tenant_id, actor: system, body: {} }] }
      })
    await set({ least_level: least })
    const low = [await submitted({ tier: 'low', expected: '300' }), await submitted({ tier: 'low', expected: '300' })]
    const medium = await submitted({ expected: '300', action: { savings: cheap } })
    await set({ least_level: TENANT.settings.least_level })
    const batch = low.map((a) => a.approval_id)
    expect(await refusal(on(tomas, 'approval.approve', medium, { params: { batch: [...batch, medium.approval_id] } }))).toMatchObject({
      detail: { code: 'BATCH' },
    })
    for (const a of low) await on(tomas, 'approval.approve', a, { params: { batch } })
    for (const a of low) expect((await caseOf(a)).status).toBe('approved')
  })
})

describe('a freeze', () => {
  it('stops what was approved before it right before it acts, voids the signatures, and lets the plan be sent again when it is lifted', async () => {
    const a = await submitted()
    await on(tomas, 'approval.approve', a)
    expect(await lastLook(await caseOf(a), now)).toEqual({ may_run: true })
    const set = await give(tomas, 'freeze.set', tenant_id, { params: { environment: 'dev', from: NOW, to: addHours(NOW, 8) }, reason: 'Release of the shop' })
    expect(set.message).toBe('Nothing is carried out in dev from 19 Nov 09:00 UTC until 19 Nov 17:00 UTC.')
    expect(await lastLook(await caseOf(a), now)).toEqual({ may_run: false, is_stale: false, because: 'A freeze window covers this environment now' })
    expect([await isStopped(await caseOf(a), now), await isStopped(await caseOf(a), addHours(NOW, 8))]).toEqual([true, false])
    const [freeze] = (await getTenant(tenant_id)).settings.freezes
    expect(freeze?.because).toBe('Tomas Okafor: Release of the shop')
    expect(await refusal(give(tomas, 'freeze.lift', tenant_id, { params: { freeze_id: freeze?.freeze_id } }))).toMatchObject({ detail: { code: 'ROLE' } })
    expect((await give(noor, 'freeze.lift', tenant_id, { params: { freeze_id: freeze?.freeze_id } })).message).toBe('The freeze is lifted.')
    expect(await refusal(give(noor, 'freeze.lift', tenant_id, { params: { freeze_id: freeze?.freeze_id } }))).toMatchObject({ code: 'conflict' })
    expect(await lastLook(await caseOf(a), now)).toEqual({ may_run: true })
  })

  it('is refused when it ends before it begins, lies in the past or lasts for more than 92 days', async () => {
    const set = (from: string, to: string) => refusal(give(noor, 'freeze.set', tenant_id, { params: { environment: null, from, to } }))
    for (const fault of [await set(NOW, NOW), await set(addHours(NOW, -5), addHours(NOW, -1)), await set(NOW, addHours(NOW, 93 * 24))])
      expect(fault).toMatchObject({ code: 'validation_failed', detail: { field: 'params.to' } })
  })
})

it('does not carry out what was permitted with less agreement than is asked for by then', async () => {
  const a = await submitted({ tier: 'low' })
  expect(a.state).toBe('veto_open')
  now = a.deadline
  await settleDeadline(tenant_id, a.case_id, system, now)
  const c = await caseOf(a)
  expect(c).toMatchObject({ status: 'approved', approval: { state: 'window_ended' } })
  expect(await lastLook(c, now)).toEqual({ may_run: true })
  await give(noor, 'mode.set', tenant_id, { params: { mode: 'approve_everything' } })
  expect(await lastLook(c, now)).toMatchObject({ may_run: false, because: 'more agreement is asked for by now than when the plan was sent' })
  await give(noor, 'mode.set', tenant_id, { params: { mode: 'low_risk_automatic' } })
  expect(await lastLook(c, now)).toEqual({ may_run: true })
})

it('lets an owner trust an action again after a rollback, and nobody else', async () => {
  expect(await refusal(give(tomas, 'template.reinstate', tenant_id, { params: { template: 'schedule_nonprod' } }))).toMatchObject({ detail: { code: 'ROLE' } })
  await give(noor, 'template.reinstate', tenant_id, { params: { template: 'schedule_nonprod' } })
  expect((await getTenant(tenant_id)).settings.reinstated_templates).toEqual([{ template: 'schedule_nonprod', at: NOW, by: noor.id }])
})

describe('a policy change', () => {
  const notes = (id: string) =>
    `@id("${id}") @reason("No plan for more than 5 resources here") @fix("At most five resources") @control("blast-radius") @owner("platform")`
  const file = (text: string, name = 'ours.cedar') => [{ name, text }]
  const strict = file(`${notes('tenant-five')} forbid (principal, action, resource) when { resource.cents_per_month > 100000 };`)
  const propose = (actor: Actor, files: object) => give(actor, 'policy.propose', tenant_id, { params: { files }, reason: 'Large savings need a second look' })
  const activate = (actor: Actor, bundle_digest: string, replaces: string) =>
    give(actor, 'policy.activate', tenant_id, { params: { bundle_digest, replaces }, reason: 'Read and agreed with' })

  it('may only forbid, has ids of its own, and passes strict validation', async () => {
    const why = async (text: string) => (await refusal(propose(tomas, file(text)))).message
    expect(await why(`@level("L0") ${notes('tenant-open')} permit (principal, action, resource);`)).toContain('a tenant may only tighten: write it as forbid')
    expect(await why(`${notes('five')} forbid (principal, action, resource);`)).toContain('has to begin with tenant-')
    expect(await why(`${notes('tenant-x')} forbid (principal, action, resource) when { resource.is_frosen };`)).toContain('is_frosen')
    expect(await why('forbid (principal')).toContain('tenant/ours.cedar')
    expect((await refusal(propose(tomas, []))).message).toContain('these are the shipped policies')
    expect(await listBundles(tenant_id)).toEqual([])
  })

  it('shows which stored decisions would flip and how much money they move', async () => {
    const done = await propose(tomas, strict)
    const [bundle] = await listBundles(tenant_id)
    expect(done.message).toContain(`Proposed as ${bundle?.bundle_digest.slice(0, 8)}. `)
    expect(bundle?.diff.flips.map((f) => `${f.from} -> ${f.to}`)).toContain('L1 -> deny')
    const flips = bundle?.diff.flips ?? []
    expect(flips.every((f) => f.cents_per_month > 100_000 * f.plans - 1)).toBe(true)
    expect(bundle?.diff.inputs).toBeGreaterThan(flips.reduce((n, f) => n + f.plans, 0) - 1)
    expect(bundle?.diff.plans[0]).toMatchObject({ because: 'No plan for more than 5 resources here' })
    expect(await refusal(propose(ines, strict))).toMatchObject({ code: 'conflict' })
  })

  it('is activated by another person who saw what decides now, and voids what waits for signatures', async () => {
    const waiting = await submitted()
    const [bundle] = await listBundles(tenant_id)
    const digest = bundle?.bundle_digest ?? ''
    expect(await refusal(activate(tomas, digest, shipped))).toMatchObject({ detail: { code: 'SELF_APPROVAL' } })
    expect(await refusal(activate(noor, digest, digest))).toMatchObject({ code: 'conflict', detail: { current: { active: shipped } } })
    expect(await refusal(activate(noor, 'f'.repeat(64), shipped))).toMatchObject({ code: 'not_found' })
    expect((await activate(noor, digest, shipped)).message).toContain(`Policies ${digest.slice(0, 8)} decide now.`)
    expect((await policyEngine(tenant_id)).digest).toBe(digest)
    expect(await caseOf(waiting)).toMatchObject({ status: 'stale_plan', approval: { state: 'void', closed_because: 'the policies changed' } })
    const c = await ready()
    expect((await give(mara, 'plan.submit', c.case_id, { expected_version: 0, plan_hash: c.plan?.plan_hash ?? '' })).message).toContain(
      'No plan for more than 5 resources here',
    )
    expect((await engineByDigest(tenant_id, shipped))?.digest).toBe(shipped)
  })

  it('keeps its author from signing for a day, and nobody else', async () => {
    const a = await submitted({ expected: '900' })
    const b = await submitted({ expected: '900' })
    expect(await refusal(on(tomas, 'approval.approve', a))).toMatchObject({ code: 'forbidden', detail: { code: 'POLICY_AUTHOR' } })
    await on(ines, 'approval.approve', a)
    now = addHours(NOW, 24)
    expect((await on(tomas, 'approval.approve', b).catch((e: Fault) => e)) instanceof Fault).toBe(true)
    now = addHours(NOW, 25)
    expect((await on(tomas, 'approval.approve', b)).outcome).toBe('accepted')
  })

  it('is taken back to any bundle by its digest, and what was approved under the other one does not run', async () => {
    const a = await submitted({ expected: '900' })
    await on(ines, 'approval.approve', a)
    const [active] = await activations(tenant_id)
    await activate(noor, shipped, active?.bundle_digest ?? '')
    expect((await policyEngine(tenant_id)).digest).toBe(shipped)
    // Nobody proposed the shipped policies, so going back to them is the change of whoever did it: they wait a day as an author does.
    expect(await ownChangeSince(tenant_id, noor.id, addHours(now, -24))).toBe(now)
    expect(await ownChangeSince(tenant_id, ines.id, addHours(now, -24))).toBeNull()
    expect(await lastLook(await caseOf(a), now)).toEqual({ may_run: false, is_stale: true, because: 'the policies have changed since the plan was made' })
    await activate(ines, active?.bundle_digest ?? '', shipped)
    expect((await activations(tenant_id)).map((x) => x.bundle_digest)).toEqual([active?.bundle_digest, shipped, active?.bundle_digest])
    expect(await findBundle('tn_other', active?.bundle_digest ?? '')).toBeUndefined()
  })
})

it('leaves a chain that verifies', async () => expect(await verifyAudit(tenant_id)).toMatchObject({ is_intact: true }))
