import { END } from '@langchain/langgraph'
import { describe, expect, it } from 'vitest'
import { checkpoints } from '@/agent/checkpoints'
import type { DeskSteps } from '@/lib/cases/desk'
import { saveCase } from '@/lib/cases/store'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { mara, noor, system, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { CaseStatus, CLOSED_STATUSES } from '@/schemas/case'
import { caseGraph, NEXT } from './case-graph'
import { driveCase } from './drive'
import { openSmallCase, passTime, readSmall, smallDesk } from './fixtures/small-desk'
import { act, drive, expectStill, kinds, smallGraph, toExecuted } from './fixtures/small-graph'

smallGraph()
const { tenant_id } = TENANT

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

  it('moves its position with a step and not from one wait to the next', async () => {
    const { desk } = smallDesk()
    const case_id = await openSmallCase('position')
    const position = async () => (await checkpoints().getTuple({ configurable: { thread_id: `c:${case_id}` } }))?.checkpoint.id
    await drive(desk, case_id)
    const planned = await position()
    await giveCommand(mara, 'plan.submit', await readSmall(case_id))
    await drive(desk, case_id)
    expect(await position()).toBe(planned)
    const c = await readSmall(case_id)
    await giveCommand(tomas, 'approval.approve', c, { subject: c.approval?.approval_id ?? '' })
    await drive(desk, case_id)
    const handed_over = await position()
    expect([handed_over === planned, (await readSmall(case_id)).status]).toEqual([false, 'executing'])
    await act(desk, case_id)
    await drive(desk, case_id)
    expect(await position()).toBe(handed_over)
    await passTime(11 * 24)
    await drive(desk, case_id)
    expect([(await position()) === handed_over, (await readSmall(case_id)).status]).toEqual([false, 'verified'])
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
