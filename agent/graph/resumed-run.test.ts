import { expect, it } from 'vitest'
import { checkpoints } from '@/agent/checkpoints'
import { auditOfCase } from '@/lib/audit/store'
import type { DeskSteps } from '@/lib/cases/desk'
import { saveCase } from '@/lib/cases/store'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { mara, noor, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { getTenant, lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { invariant } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import type { Run } from '@/schemas/execution'
import { caseGraph } from './case-graph'
import { driveCase } from './drive'
import { executeCase } from './execute'
import { openSmallCase, readSmall, smallDesk, toExecuting } from './fixtures/small-desk'
import { smallGraph } from './fixtures/small-graph'

smallGraph()

const { tenant_id } = TENANT

/** A case whose run a person stopped before one of its actions. */
async function stopped(desk: DeskSteps, name: string): Promise<string> {
  const case_id = await toExecuting(desk, name)
  const half: DeskSteps = {
    ...desk,
    async execute(at_work, now, onStep) {
      const run = await desk.execute(at_work, now, onStep)
      const at = run.finished_at ?? ''
      const left = { action_id: 'act_schedule', step: 'apply', status: 'skipped', at, detail: 'not carried out', receipt: null } as const
      return { ...run, state: 'stopped', steps: [left], reversible_until: addHours(at, 24) } satisfies Run
    },
  }
  await executeCase(half, tenant_id, case_id, 'forward')
  expect(await readSmall(case_id)).toMatchObject({ status: 'escalated', run: { state: 'stopped' } })
  return case_id
}

async function killSwitch(is_kill_switch_on: boolean): Promise<void> {
  await change(tenant_id, async (tx) => {
    const { settings } = await lockTenant(tx, tenant_id)
    await saveSettings(tx, tenant_id, { ...settings, is_kill_switch_on })
    return { result: undefined, events: [{ kind: 'settings.changed', subject: tenant_id, actor: noor, body: {} }] }
  })
  expect((await getTenant(tenant_id)).settings.is_kill_switch_on).toBe(is_kill_switch_on)
}

it('goes on when a person says so and why, on the agreement that it had, and the trail keeps who did', async () => {
  const { desk } = smallDesk()
  const case_id = await stopped(desk, 'resumed')
  await giveCommand(tomas, 'execution.resume', await readSmall(case_id))
  const going = await readSmall(case_id)
  expect(going).toMatchObject({ status: 'executing', trouble: null, run: { state: 'stopped' }, approval: { state: 'approved' } })
  expect(going.timeline.at(-1)?.note).toMatch(/^Resumed by Tomas Okafor: /)
  await executeCase(desk, tenant_id, case_id, 'forward')
  expect((await readSmall(case_id)).status).toBe('executed')
  expect((await auditOfCase(tenant_id, case_id)).filter((e) => e.kind === 'execution.resume_requested')).toHaveLength(1)
})

it('stays stopped, with its signatures and the way back, where policy denies by now what was left out', async () => {
  const { desk, calls } = smallDesk()
  const case_id = await stopped(desk, 'resumed_under_a_stop')
  const before = calls.execute
  await giveCommand(tomas, 'execution.resume', await readSmall(case_id))
  await killSwitch(true)
  try {
    await executeCase(desk, tenant_id, case_id, 'forward')
    const c = await readSmall(case_id)
    expect(c).toMatchObject({ status: 'escalated', run: { state: 'stopped' }, approval: { state: 'approved' } })
    expect(c.trouble).toMatch(/^The run does not go on: .+What it did stays and can be rolled back[.]$/)
    expect(calls.execute).toBe(before)
  } finally {
    await killSwitch(false)
  }
})

it('is refused where no run was stopped, for another plan, to people without the right, and where the agreement does not stand', async () => {
  const { desk } = smallDesk()
  const case_id = await stopped(desk, 'not_resumed')
  const c = await readSmall(case_id)
  await expect(giveCommand({ ...mara, roles: ['analyst'] }, 'execution.resume', c)).rejects.toMatchObject({ code: 'forbidden' })
  const shown = c.plan === null ? c : { ...c, plan: { ...c.plan, plan_hash: 'b'.repeat(64) } }
  await expect(giveCommand(tomas, 'execution.resume', shown)).rejects.toMatchObject({ code: 'digest_mismatch' })
  await change(tenant_id, async (tx) => {
    invariant(c.approval, 'it was approved')
    await saveCase(tx, { ...c, approval: { ...c.approval, state: 'void' } }, c.revision)
    return { result: undefined, events: [{ kind: 'case.updated', subject: case_id, actor: noor, body: {} }] }
  })
  await expect(giveCommand(tomas, 'execution.resume', await readSmall(case_id))).rejects.toThrow('the request is void')
  await executeCase(desk, tenant_id, case_id, 'forward')
  const failed = smallDesk({ outcome: 'failed' })
  const other = await openSmallCase('never_ran')
  await driveCase(caseGraph(failed.desk, checkpoints()), tenant_id, other)
  await expect(giveCommand(tomas, 'execution.resume', await readSmall(other))).rejects.toMatchObject({ code: 'conflict' })
})
