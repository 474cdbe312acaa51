import { describe, expect, it } from 'vitest'
import { auditOfCase } from '@/lib/audit/store'
import { saveCase } from '@/lib/cases/store'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { mara, noor, system, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { tenantNow } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import type { Case } from '@/schemas/case'
import { openSmallCase, passTime, readSmall, smallDesk, toApproved } from './fixtures/small-desk'
import { act, drive, expectStill, hoursLeft, kinds, smallGraph, toExecuted } from './fixtures/small-graph'

smallGraph()
const { tenant_id } = TENANT

describe('what time does', () => {
  it('lets a request expire that nobody answered, and never executes it', async () => {
    const { desk, calls } = smallDesk()
    const case_id = await openSmallCase('expires')
    await drive(desk, case_id)
    await giveCommand(mara, 'plan.submit', await readSmall(case_id))
    await passTime(73)
    await drive(desk, case_id)
    const c = await readSmall(case_id)
    expect({ status: c.status, state: c.approval?.state }).toEqual({ status: 'expired', state: 'expired' })
    await act(desk, case_id)
    expect(calls.execute).toBe(0)
    await expect(giveCommand(tomas, 'approval.approve', c, { subject: c.approval?.approval_id ?? '' })).rejects.toThrow(/./)
    await expectStill(desk, case_id)
  })

  it('runs a plan at the end of a veto window because policy had permitted that', async () => {
    const { desk, calls } = smallDesk({ tier: 'low' })
    const case_id = await openSmallCase('veto')
    await drive(desk, case_id)
    await giveCommand(mara, 'plan.submit', await readSmall(case_id))
    expect(await readSmall(case_id)).toMatchObject({ status: 'awaiting_veto', policy: { decision: 'delayed' } })
    await act(desk, case_id)
    expect(calls.execute).toBe(0)
    await passTime(await hoursLeft(case_id))
    await drive(desk, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'executing', approval: { state: 'window_ended' } })
    await act(desk, case_id)
    expect(calls.execute).toBe(1)
    expect(await kinds(case_id)).toEqual(expect.arrayContaining(['plan.submitted', 'veto.window_ended', 'execution.started', 'execution.finished']))
    expect(await kinds(case_id)).not.toContain('approval.granted')
  })

  it('stops a plan that somebody vetoed, however much time passes', async () => {
    const { desk, calls } = smallDesk({ tier: 'low' })
    const case_id = await openSmallCase('vetoed')
    await drive(desk, case_id)
    await giveCommand(mara, 'plan.submit', await readSmall(case_id))
    const c = await readSmall(case_id)
    await giveCommand(noor, 'veto.cast', c, { subject: c.approval?.approval_id ?? '' })
    await passTime(100)
    await drive(desk, case_id)
    await act(desk, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'denied', approval: { state: 'vetoed' } })
    expect(calls.execute).toBe(0)
  })
})

describe('what is never carried out', () => {
  it('a plan that a person denied', async () => {
    const { desk, calls } = smallDesk()
    const case_id = await openSmallCase('denied')
    await drive(desk, case_id)
    await giveCommand(mara, 'plan.submit', await readSmall(case_id))
    const c = await readSmall(case_id)
    await giveCommand(tomas, 'approval.deny', c, { subject: c.approval?.approval_id ?? '' })
    await passTime(100)
    await drive(desk, case_id)
    await act(desk, case_id)
    expect((await readSmall(case_id)).status).toBe('denied')
    expect(calls.execute).toBe(0)
    await expectStill(desk, case_id)
  })

  it('a plan that policy denies', async () => {
    const { desk, calls } = smallDesk({ has_guard_tag: true })
    const case_id = await openSmallCase('policy_denies')
    await drive(desk, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'policy_denied', policy: { decision: 'deny' } })
    await giveCommand(mara, 'plan.submit', await readSmall(case_id))
    await drive(desk, case_id)
    await act(desk, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'policy_denied', approval: null })
    expect(calls.execute).toBe(0)
  })

  type Tampering = [string, string, (c: Case) => Partial<Case>]
  const approvalOf = (c: Case) => c.approval as NonNullable<Case['approval']>
  it.each<Tampering>([
    ['the signature is gone', 'a signature is missing', (c) => ({ approval: { ...approvalOf(c), signatures: [] } })],
    ['the request was never approved', 'the request is pending', (c) => ({ approval: { ...approvalOf(c), state: 'pending' } })],
    ['the request is gone', 'nobody was asked', () => ({ approval: null })],
    ['the approval is for another plan', 'the approval is for another plan', (c) => ({ approval: { ...approvalOf(c), plan_hash: 'f'.repeat(64) } })],
    [
      'the proposer signed it',
      'a signature is missing',
      (c) => ({ approval: { ...approvalOf(c), signatures: approvalOf(c).signatures.map((s) => ({ ...s, by: mara.id })) } }),
    ],
    [
      'a role signed that may not',
      'a signature is missing',
      (c) => ({ approval: { ...approvalOf(c), signatures: approvalOf(c).signatures.map((s) => ({ ...s, role: 'viewer' as const })) } }),
    ],
    ['policy denies it', 'policy denies the plan', (c) => ({ policy: c.policy === null ? null : { ...c.policy, decision: 'deny' as const } })],
    ['there is no plan', 'there is no plan that policy has decided on', () => ({ plan: null })],
  ])('an executing case in which %s', async (name, because, tamper) => {
    const { desk, calls } = smallDesk()
    const case_id = await toApproved(desk, `tampered_${name.replaceAll(' ', '_')}`)
    await drive(desk, case_id)
    const c = await readSmall(case_id)
    expect(c.status).toBe('executing')
    await change(tenant_id, async (tx) => ({
      result: await saveCase(tx, { ...c, ...tamper(c) }, c.revision),
      events: [{ kind: 'case.updated', subject: case_id, actor: system, body: {} }],
    }))
    await act(desk, case_id)
    expect(calls.execute).toBe(0)
    expect(await readSmall(case_id)).toMatchObject({ status: 'error', trouble: because, run: null })
    expect((await kinds(case_id)).at(-1)).toBe('case.failed')
  })
})

it('waits for room without failing, and is tried again when there may be some', async () => {
  const { desk, calls } = smallDesk()
  const case_id = await toApproved(desk, 'waits')
  await drive(desk, case_id)
  const at = await tenantNow(tenant_id)
  const full = { ...desk, execute: () => Promise.reject(new Fault('rate_limited', 'the plan waits: the day is used up', { retry_at: addHours(at, 15) })) }
  await act(full, case_id)
  await act(full, case_id)
  expect(await readSmall(case_id)).toMatchObject({ status: 'executing', run: null })
  const waiting = await everyTenant<{ is_later: boolean }>(
    "select run_at > now() + interval '9 minutes' and run_at < now() + interval '11 minutes' as is_later from graphile_worker.jobs where key = $1",
    [`execute:${case_id}`],
  )
  expect(waiting).toEqual([{ is_later: true }])
  await act(desk, case_id)
  expect(calls.execute).toBe(1)
  expect((await readSmall(case_id)).status).toBe('executed')
})

describe('a run that does not succeed', () => {
  it('whose world had changed leads to a new plan on fresh evidence, and the old signatures are void', async () => {
    const { desk, world, calls } = smallDesk({ outcome: 'stale_plan' })
    const case_id = await toApproved(desk, 'stale')
    const before = await readSmall(case_id)
    await drive(desk, case_id)
    await act(desk, case_id)
    const told = await readSmall(case_id)
    expect(told).toMatchObject({
      status: 'stale_plan',
      approval: { state: 'void', closed_because: 'the targets changed after approval (it ended stale_plan)' },
    })
    expect(told.timeline.at(-1)?.note).toBe('Nothing was done, a new plan is being made: the world changed after the approval (it ended stale_plan)')
    await passTime(1)
    await drive(desk, case_id)
    const c = await readSmall(case_id)
    expect(c).toMatchObject({ status: 'plan_ready', approval: null, run: null })
    expect(c.plan?.plan_hash).not.toBe(before.plan?.plan_hash)
    expect(calls).toMatchObject({ collect: 2, decide: 2, plan: 2, execute: 1 })
    world.outcome = 'succeeded'
    await giveCommand(mara, 'plan.submit', c)
    const again = await readSmall(case_id)
    await giveCommand(tomas, 'approval.approve', again, { subject: again.approval?.approval_id ?? '' })
    await drive(desk, case_id)
    await act(desk, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'executed', run: { state: 'succeeded' } })
  })

  it.each([
    ['failed', 'error', 'it ended failed'],
    ['uncertain', 'escalated', 'it ended uncertain'],
    ['rolled_back', 'error', 'it ended rolled_back'],
    ['rollback_failed', 'escalated', 'it ended rollback_failed'],
  ] as const)('and ended %s is shown as %s', async (outcome, status, trouble) => {
    const { desk } = smallDesk({ outcome })
    const case_id = await toExecuted(desk, `ended_${outcome}`)
    expect(await readSmall(case_id)).toMatchObject({ status, trouble, run: { state: outcome } })
    await expectStill(desk, case_id)
  })
})

describe('health after the run', () => {
  it('rolls back by itself when health got worse and the way back is open', async () => {
    const { desk, world, calls } = smallDesk()
    const case_id = await toExecuted(desk, 'degraded')
    world.health = 'degraded'
    await passTime(2.5)
    await drive(desk, case_id)
    expect((await readSmall(case_id)).status).toBe('rolling_back')
    await expectStill(desk, case_id)
    await act(desk, case_id, 'back')
    await drive(desk, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'rolled_back', run: { state: 'rolled_back' } })
    expect(calls.rollback).toBe(1)
    expect((await kinds(case_id)).slice(-3)).toEqual(['verification.checked', 'execution.stepped', 'rollback.finished'])
  })

  it('says in the trail which policy had a person called instead of a rollback', async () => {
    const { desk, world } = smallDesk()
    const by_a_person = { policy_id: 'tenant-rollback', text: 'A person takes it back', control: 'recoverability' }
    const forbidden: typeof desk = {
      ...desk,
      async verify(c, now) {
        const looked = await desk.verify(c, now)
        return looked && { ...looked, check: { ...looked.check, outcome: 'escalate', next_check_at: null, rollback_alone_forbidden: [by_a_person] } }
      },
    }
    const case_id = await toExecuted(forbidden, 'forbidden')
    world.health = 'degraded'
    await passTime(3)
    await drive(forbidden, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'escalated' })
    const last = (await auditOfCase(tenant_id, case_id)).at(-1)
    expect(last).toMatchObject({ kind: 'verification.checked', body: expect.stringContaining('"rollback_alone_forbidden_by":["tenant-rollback"]') })
  })

  it('calls a person and touches nothing when health got worse and the way back is closed', async () => {
    const { desk, world, calls } = smallDesk()
    const case_id = await toExecuted(desk, 'too_late')
    await passTime(31 * 24)
    world.health = 'degraded'
    await drive(desk, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'escalated' })
    await act(desk, case_id, 'back')
    expect(calls.rollback).toBe(0)
    await expectStill(desk, case_id)
  })

  it('calls a person when health is not known, and goes on measuring when one asks for that', async () => {
    const { desk, world } = smallDesk({ health: 'unknown' })
    const case_id = await toExecuted(desk, 'not_known')
    await passTime(2.5)
    await drive(desk, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'escalated' })
    world.health = 'ok'
    await giveCommand(mara, 'verification.recheck', await readSmall(case_id))
    await drive(desk, case_id)
    const c = await readSmall(case_id)
    expect({ status: c.status, checks: c.checks.map((check) => check.outcome) }).toEqual({ status: 'verifying', checks: ['escalate', 'monitor'] })
  })
})
