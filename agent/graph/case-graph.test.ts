import { END } from '@langchain/langgraph'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checkpoints } from '@/agent/checkpoints'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { testDatabase } from '@/e2e/scripts/test-database'
import { auditOfCase } from '@/lib/audit/store'
import type { DeskSteps } from '@/lib/cases/desk'
import { saveCase } from '@/lib/cases/store'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { mara, noor, system, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { tenantNow } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { addHours, toMs } from '@/lib/kernel/time'
import { type Case, CaseStatus, CLOSED_STATUSES } from '@/schemas/case'
import { caseGraph, NEXT } from './case-graph'
import { driveCase } from './drive'
import { executeCase } from './execute'
import { closeOpenCases, openSmallCase, passTime, readSmall, seedSmallTenant, smallDesk, toApproved } from './fixtures/small-desk'

testDatabase()
beforeAll(seedSmallTenant)
afterEach(closeOpenCases)
afterAll(closeCheckpoints)

const { tenant_id } = TENANT
const drive = (desk: DeskSteps, case_id: string): Promise<void> => driveCase(caseGraph(desk, checkpoints()), tenant_id, case_id)
const kinds = async (case_id: string): Promise<string[]> => (await auditOfCase(tenant_id, case_id)).map((e) => e.kind)
const act = (desk: DeskSteps, case_id: string, direction: 'forward' | 'back' = 'forward'): Promise<void> => executeCase(desk, tenant_id, case_id, direction)

async function toExecuted(desk: DeskSteps, name: string): Promise<string> {
  const case_id = await toApproved(desk, name)
  await drive(desk, case_id)
  await act(desk, case_id)
  await drive(desk, case_id)
  return case_id
}

/** Hours until the open request ends, and a little more. A veto window counts business hours only, so it may be days. */
async function hoursLeft(case_id: string): Promise<number> {
  const { approval } = await readSmall(case_id)
  return (toMs(approval?.deadline ?? '') - toMs(await tenantNow(tenant_id))) / 3_600_000 + 0.1
}

/** Drives again and again; what a case is and what its trail says must not move. */
async function expectStill(desk: DeskSteps, case_id: string): Promise<void> {
  const before = { c: await readSmall(case_id), kinds: await kinds(case_id) }
  for (let i = 0; i < 3; i++) await drive(desk, case_id)
  expect({ c: await readSmall(case_id), kinds: await kinds(case_id) }).toEqual(before)
}

describe('the order of steps', () => {
  it('leads from every status somewhere, and only closed ones to the end', () => {
    expect(Object.keys(NEXT).sort()).toEqual([...CaseStatus.options].sort())
    const ends = CaseStatus.options.filter((status) => NEXT[status] === END)
    expect(ends.sort()).toEqual([...CLOSED_STATUSES].sort())
  })

  it('changes nothing when a case is driven again, wherever it stands', async () => {
    const { desk, world } = smallDesk()
    const case_id = await openSmallCase('still')
    await drive(desk, case_id)
    const seen: string[] = []
    const still = async () => {
      seen.push((await readSmall(case_id)).status)
      await expectStill(desk, case_id)
    }
    await still()
    await giveCommand(mara, 'plan.submit', await readSmall(case_id))
    await still()
    const c = await readSmall(case_id)
    await giveCommand(tomas, 'approval.approve', c, { subject: c.approval?.approval_id ?? '' })
    await drive(desk, case_id)
    await still()
    await act(desk, case_id)
    await act(desk, case_id) // a second delivery of the same job
    await still()
    await passTime(2.5)
    await drive(desk, case_id)
    await still()
    await passTime(11 * 24)
    await drive(desk, case_id)
    await still()
    expect(seen).toEqual(['plan_ready', 'awaiting_approval', 'executing', 'executed', 'verifying', 'verified'])
    expect((await readSmall(case_id)).checks.map((check) => `${check.check} ${check.outcome}`)).toEqual(['T+2h monitor', 'n=7 close'])
    expect(world.health).toBe('ok')
  })

  it('ends where the desk says that nobody is needed, with its reason in the trail', async () => {
    const { desk } = smallDesk()
    const early: DeskSteps = { ...desk, earlyEnd: () => 'Closed by itself: as expected' }
    const case_id = await openSmallCase('early')
    await drive(early, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'accepted', plan: null, early_end: 'ended' })
    expect((await kinds(case_id)).slice(-2)).toEqual(['case.triaged', 'case.closed'])
    await expectStill(early, case_id)
  })

  it('opens one ticket where no action is safe, and keeps still with it', async () => {
    const { desk } = smallDesk({ has_plan: false })
    const case_id = await openSmallCase('ticket')
    await drive(desk, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'no_action', ticket: { key: 'CS-TICKET' } })
    await expectStill(desk, case_id)
  })

  it('starts at the row and not at the checkpoint: a case that is taken up again after its end goes on', async () => {
    const { desk } = smallDesk()
    const case_id = await toExecuted(desk, 'again')
    await passTime(11 * 24)
    await drive(desk, case_id)
    expect((await readSmall(case_id)).status).toBe('verified')
    await giveCommand(noor, 'execution.rollback', await readSmall(case_id))
    await drive(desk, case_id)
    await act(desk, case_id, 'back')
    await drive(desk, case_id)
    expect((await readSmall(case_id)).status).toBe('rolled_back')
    await expectStill(desk, case_id)
  })
})

describe('a process that dies inside a node', () => {
  const steps = ['collect', 'decide', 'plan'] as const
  it.each(steps)('goes on from %s at the next drive, without doing anything twice', async (step) => {
    const { desk, calls } = smallDesk()
    let is_dying = true
    const fragile = {
      ...desk,
      [step]: (...args: never[]) => {
        if (is_dying) throw new Error('the process is gone')
        return (desk[step] as (...a: never[]) => unknown)(...args)
      },
    } as DeskSteps
    const case_id = await openSmallCase(`dies_${step}`)
    await expect(drive(fragile, case_id)).rejects.toThrow('the process is gone')
    is_dying = false
    await drive(fragile, case_id)
    expect((await readSmall(case_id)).status).toBe('plan_ready')
    expect(calls).toMatchObject({ collect: 1, decide: 1, plan: 1 })
    expect(await kinds(case_id)).toEqual(['case.opened', 'evidence.collected', 'case.triaged', 'plan.made', 'policy.decided'])
  })

  it('does not do a step again whose row was written before the process died', async () => {
    const { desk } = smallDesk()
    const case_id = await openSmallCase('dies_after')
    // Dies after the row of `collect` was committed and before its checkpoint was.
    const saver = checkpoints()
    const dying = Object.assign(Object.create(saver) as typeof saver, {
      putWrites: () => Promise.reject(new Error('the process is gone')),
    })
    await expect(driveCase(caseGraph(desk, dying), tenant_id, case_id)).rejects.toThrow('the process is gone')
    await drive(desk, case_id)
    expect((await readSmall(case_id)).status).toBe('plan_ready')
    expect((await kinds(case_id)).filter((kind) => kind === 'case.triaged')).toHaveLength(1)
  })

  it('keeps what somebody wrote between two steps: the drive that did not see it ends in a conflict, and the next one goes on from the row', async () => {
    const { desk, calls } = smallDesk()
    const case_id = await openSmallCase('written_meanwhile')
    const write = async () => {
      const c = await readSmall(case_id)
      await change(tenant_id, async (tx) => {
        await saveCase(tx, { ...c, owner: 'usr_mara' }, c.revision)
        return { result: undefined, events: [{ kind: 'case.updated', subject: case_id, actor: system, body: { because: 'somebody took it' } }] }
      })
    }
    const meanwhile: DeskSteps = {
      ...desk,
      plan: async (...args) => {
        await write()
        return desk.plan(...args)
      },
    }
    await expect(drive(meanwhile, case_id)).rejects.toMatchObject({ code: 'conflict' })
    expect((await readSmall(case_id)).status).toBe('triaged')
    await drive(desk, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'plan_ready', owner: 'usr_mara' })
    expect(calls).toMatchObject({ collect: 1, decide: 1 })
  })

  it('has on the disk all that its steps wrote when a drive is over', async () => {
    const { desk } = smallDesk()
    const place = async (of: 'insert' | 'flush') => (await everyTenant<{ lsn: string }>(`select pg_current_wal_${of}_lsn() as lsn`))[0]?.lsn
    for (let n = 0; n < 5; n++) {
      const case_id = await openSmallCase(`flushed_${n}`)
      const written: (string | undefined)[] = []
      const saver = checkpoints()
      const noting = Object.assign(Object.create(saver) as typeof saver, {
        async put(...args: Parameters<typeof saver.put>) {
          written.push(await place('insert')) // every step has committed by now
          return saver.put(...args)
        },
      })
      await driveCase(caseGraph(desk, noting), tenant_id, case_id)
      const flushed = await place('flush')
      expect((await readSmall(case_id)).status).toBe('plan_ready')
      expect(written).toHaveLength(1)
      expect(await everyTenant<{ is_flushed: boolean }>('select $1::pg_lsn >= $2::pg_lsn as is_flushed', [flushed, written[0]])).toEqual([{ is_flushed: true }])
    }
  })

  it('keeps a position small: nothing of the case is in it', async () => {
    const { desk } = smallDesk()
    const case_id = await openSmallCase('small_position')
    await drive(desk, case_id)
    const tuple = await checkpoints().getTuple({ configurable: { thread_id: `c:${case_id}` } })
    expect(JSON.stringify(tuple?.metadata).length).toBeLessThan(400)
    expect(tuple?.checkpoint.channel_values).toMatchObject({ tenant_id, case_id })
    expect(JSON.stringify(tuple)).not.toContain('headline')
  })

  it('does not leave a case behind whose verification died', async () => {
    const { desk } = smallDesk()
    const case_id = await toExecuted(desk, 'dies_verify')
    await passTime(3)
    const fragile = { ...desk, verify: () => Promise.reject(new Error('the process is gone')) }
    await expect(drive(fragile, case_id)).rejects.toThrow('the process is gone')
    expect((await readSmall(case_id)).status).toBe('executed')
    await drive(desk, case_id)
    expect((await readSmall(case_id)).status).toBe('verifying')
  })
})

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
    expect(await readSmall(case_id)).toMatchObject({ status: 'stale_plan', approval: { state: 'void' } })
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
    ['rolled_back', 'rolled_back', null],
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
