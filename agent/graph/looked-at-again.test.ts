import '@/agent/desks/cost/plan-editor'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkpoints } from '@/agent/checkpoints'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { costSteps } from '@/agent/desks/cost/steps'
import { watchTenant } from '@/agent/desks/cost/watch'
import { replayCase } from '@/agent/replay'
import { testDatabase } from '@/e2e/scripts/test-database'
import { approvalsOfCase } from '@/lib/approval/store'
import { auditOfCase } from '@/lib/audit/store'
import { searchCases } from '@/lib/cases/search-store'
import { dueCases, getCase, listCases } from '@/lib/cases/store'
import { wakeCase } from '@/lib/cases/wake-case'
import { runCommand } from '@/lib/commands/bus'
import { change } from '@/lib/db/change'
import { moveClock, tenantNow } from '@/lib/identity/tenant-store'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'
import { caseGraph } from './case-graph'
import { systemActor } from './clock'
import { driveCase } from './drive'
import { deliver, personOf, seedDemonstration, TENANT_ID } from './fixtures/demonstration'

testDatabase()
afterAll(closeCheckpoints)

let story = ''
const [mara, tomas] = [personOf('mara'), personOf('tomas')]
const read = (): Promise<Case> => getCase(TENANT_ID, story)
const drive = () => driveCase(caseGraph(costSteps, checkpoints()), TENANT_ID, story)
const notes = async (n: number): Promise<string[]> => (await read()).timeline.slice(-n).map((t) => t.note)
async function give(command: CommandName, params: Record<string, unknown> = {}, actor: Actor = mara, subject = story) {
  const c = await read()
  return runCommand(actor, {
    command,
    subject,
    expected_version: c.revision,
    plan_hash: c.plan?.plan_hash ?? null,
    intent_digest: null,
    params,
    reason: 'the machines are looked at again',
    acknowledged: null,
    surface: 'web',
    idempotency_key: randomUUID(),
  })
}
const later = (hours: number): Promise<unknown> =>
  change(TENANT_ID, async (tx) => {
    await moveClock(tx, TENANT_ID, hours * 3_600_000)
    return { result: undefined, events: [{ kind: 'clock.advanced', subject: TENANT_ID, actor: mara, body: { hours } }] }
  })

beforeAll(async () => {
  await seedDemonstration()
  await deliver()
  await watchTenant(TENANT_ID)
  story = (await listCases(TENANT_ID)).find((c) => c.at_stake_per_day === '184.896')?.case_id ?? ''
  await drive()
  await give('plan.submit')
  await drive()
})

it('keeps an open request when the plan is made again and comes out identical, and nobody decides in between', async () => {
  const sent = await read()
  expect(sent.status).toBe('awaiting_approval')
  await give('plan.request_recompute')
  const between = await read()
  expect(between.approval?.state).toBe('pending')
  await expect(give('approval.approve', {}, tomas, sent.approval?.approval_id)).rejects.toMatchObject({ code: 'conflict', message: /looked at again/ })
  await drive()
  const after = await read()
  expect(after).toMatchObject({ status: 'awaiting_approval', plan: { plan_hash: sent.plan?.plan_hash }, approval: { approval_id: sent.approval?.approval_id } })
  expect(await notes(1)).toEqual(['Made again and identical: the request stays, with 0 signatures'])
  expect((await auditOfCase(TENANT_ID, story)).at(-1)?.kind).toBe('approval.carried_over')
})

it('asks every source again, says which answers differ, and keeps the request of an identical plan', async () => {
  const sent = await read()
  await give('evidence.request_refresh')
  await drive()
  expect(await notes(3)).toEqual([
    expect.stringMatching(/^All sources asked again: none of \d+ answers differs$/),
    expect.any(String),
    'Made again and identical: the request stays, with 0 signatures',
  ])
  expect((await read()).approval).toEqual(sent.approval)
  await expect(give('evidence.request_refresh')).rejects.toMatchObject({ code: 'rate_limited' })
  expect((await replayCase(TENANT_ID, story)).is_identical).toBe(true)
})

it('voids an open request when the sources answer differently by then, and says so', async () => {
  const sent = await read()
  await later(3)
  await give('evidence.request_refresh')
  await drive()
  const after = await read()
  expect(after).toMatchObject({ status: 'plan_ready', approval: null })
  expect(after.plan?.plan_hash).not.toBe(sent.plan?.plan_hash)
  expect((await notes(3))[0]).toBe('All sources asked again: 1 of 6 answers differs (instances)')
  expect((await notes(1))[0]).toContain('The request is void: the plan came out differently when it was made again')
  expect((await approvalsOfCase(TENANT_ID, story)).map((a) => a.state)).toEqual(['void'])
  expect((await auditOfCase(TENANT_ID, story)).at(-1)?.kind).toBe('approval.voided')
  await give('plan.submit')
  await drive()
})

it('keeps a refusal of the same plan, so that nobody asks again by looking again', async () => {
  const { approval } = await read()
  await give('approval.deny', {}, tomas, approval?.approval_id)
  await drive()
  await give('plan.request_recompute')
  await drive()
  expect(await read()).toMatchObject({ status: 'denied', approval: { state: 'denied' } })
  expect(await notes(1)).toEqual(['Made again and identical: what was decided on it stands'])
})

it('puts a case away until its day, keeps it out of the open list, and brings it back by the clock of the tenant', async () => {
  await give('anomaly.snooze', { until: '2026-11-21' })
  const open = { is_closed: false, is_snoozed: false }
  expect((await searchCases(TENANT_ID, open, 'stake', 50)).map((c) => c.case_id)).not.toContain(story)
  expect((await searchCases(TENANT_ID, { is_snoozed: true }, 'stake', 50)).map((c) => c.case_id)).toEqual([story])
  await drive()
  expect((await read()).snoozed?.until).toBe('2026-11-21T00:00:00.000Z')
  await later(48)
  expect(await dueCases(TENANT_ID, await tenantNow(TENANT_ID))).toContain(story)
  await drive()
  expect((await read()).snoozed).toBeNull()
  expect((await searchCases(TENANT_ID, open, 'stake', 50)).map((c) => c.case_id)).toContain(story)
  expect(JSON.parse((await auditOfCase(TENANT_ID, story)).findLast((e) => e.kind === 'case.woken')?.body ?? '{}')).toMatchObject({
    because: 'its day has come',
  })
})

it('brings a case back when its rise has grown by as much as somebody said, and not before', async () => {
  await give('anomaly.snooze', { grows_pct: 20 })
  const now = await tenantNow(TENANT_ID)
  expect((await wakeCase(await read(), systemActor(TENANT_ID), now, '221.87')).snoozed).not.toBeNull()
  expect((await wakeCase(await read(), systemActor(TENANT_ID), now, '221.88')).snoozed).toBeNull()
  await expect(give('anomaly.wake')).rejects.toMatchObject({ code: 'conflict' })
  await give('anomaly.snooze', { grows_pct: 20 })
  expect((await give('anomaly.wake')).message).toBe('The case is back in the open list.')
})

it('takes a closed case up again from triage with fresh evidence, and only a closed one', async () => {
  await expect(give('case.reopen')).rejects.toMatchObject({ code: 'conflict', message: /Only a closed case/ })
  await give('case.close')
  await drive()
  await give('case.reopen')
  expect(await read()).toMatchObject({ status: 'detected', plan: null, approval: null })
  await drive()
  const again = await read()
  expect(again.status).toBe('plan_ready')
  expect(again.plan?.actions[0]?.params['schedule']).toMatchObject({ on_hour: 7, off_hour: 19 })
  expect((await replayCase(TENANT_ID, story)).is_identical).toBe(true)
  expect((await auditOfCase(TENANT_ID, story)).filter((e) => e.kind === 'case.reopened')).toHaveLength(1)
})
