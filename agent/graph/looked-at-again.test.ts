import '@/agent/desks/cost/plan/plan-editor'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { replayCase } from '@/agent/replay'
import { testDatabase } from '@/e2e/scripts/test-database'
import { approvalsOfCase } from '@/lib/approval/store'
import { auditOfCase } from '@/lib/audit/store'
import { searchCases } from '@/lib/cases/search-store'
import { takeTurn } from '@/lib/cases/sweep-store'
import { wakeCase } from '@/lib/cases/wake-case'
import { getEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { tenantNow } from '@/lib/identity/tenant-store'
import { passHours, TENANT_ID } from './fixtures/demonstration'
import { storyCase } from './fixtures/story-case'

testDatabase()
afterAll(closeCheckpoints)

const story = storyCase()
const { read, drive, give, decide, send, notes } = story
const [mara, tomas] = ['mara', 'tomas'] as const

beforeAll(async () => {
  await story.open()
  await drive()
  await send()
})

it('keeps an open request when the plan is made again and comes out identical, and nobody decides in between', async () => {
  const sent = await read()
  expect(sent.status).toBe('awaiting_approval')
  await give(mara, 'plan.request_recompute')
  const between = await read()
  expect(between.approval?.state).toBe('pending')
  await expect(decide(tomas, 'approval.approve')).rejects.toMatchObject({ code: 'conflict', message: /looked at again/ })
  await drive()
  const after = await read()
  expect(after).toMatchObject({ status: 'awaiting_approval', plan: { plan_hash: sent.plan?.plan_hash }, approval: { approval_id: sent.approval?.approval_id } })
  expect(await notes(1)).toEqual(['Made again and identical: the request stays, with 0 signatures'])
  expect((await auditOfCase(TENANT_ID, story.id())).at(-1)?.kind).toBe('approval.carried_over')
})

it('asks every source again, says which answers differ, and keeps the request of an identical plan', async () => {
  const sent = await read()
  await give(mara, 'evidence.request_refresh')
  await drive()
  expect(await notes(3)).toEqual([
    expect.stringMatching(/^All sources asked again: none of \d+ answers differs$/),
    expect.any(String),
    'Made again and identical: the request stays, with 0 signatures',
  ])
  expect((await read()).approval).toEqual(sent.approval)
  await expect(give(mara, 'evidence.request_refresh')).rejects.toMatchObject({ code: 'rate_limited' })
  expect((await replayCase(TENANT_ID, story.id())).is_identical).toBe(true)
})

it('voids an open request when the sources answer differently by then, and says so', async () => {
  const sent = await read()
  await passHours(3)
  await give(mara, 'evidence.request_refresh')
  await drive()
  const after = await read()
  expect(after).toMatchObject({ status: 'plan_ready', approval: null })
  expect(after.plan?.plan_hash).not.toBe(sent.plan?.plan_hash)
  expect((await notes(3))[0]).toBe('All sources asked again: 1 of 6 answers differs (instances)')
  expect((await notes(1))[0]).toContain('The request is void: the plan came out differently when it was made again')
  // Planned on the new answer alone: beside the former one each machine would stand in the way of itself.
  expect((await getEvidence(TENANT_ID, after.evidence_ids)).filter((e) => e.kind === 'cloud.instances')).toHaveLength(1)
  expect(after.plan?.rejected).toEqual(sent.plan?.rejected)
  expect((await approvalsOfCase(TENANT_ID, story.id())).map((a) => a.state)).toEqual(['void'])
  expect((await auditOfCase(TENANT_ID, story.id())).at(-1)?.kind).toBe('approval.voided')
  await send()
})

it('keeps a refusal of the same plan, so that nobody asks again by looking again', async () => {
  await decide(tomas, 'approval.deny')
  await drive()
  await give(mara, 'plan.request_recompute')
  await drive()
  expect(await read()).toMatchObject({ status: 'denied', approval: { state: 'denied' } })
  expect(await notes(1)).toEqual(['Made again and identical: what was decided on it stands'])
})

it('puts a case away until its day, keeps it out of the open list, and brings it back by the clock of the tenant', async () => {
  await give(mara, 'anomaly.snooze', { params: { until: '2026-11-21' } })
  const open = { is_closed: false, is_snoozed: false }
  expect((await searchCases(TENANT_ID, open, 'stake', 50)).map((c) => c.case_id)).not.toContain(story.id())
  expect((await searchCases(TENANT_ID, { is_snoozed: true }, 'stake', 50)).map((c) => c.case_id)).toEqual([story.id()])
  await drive()
  expect((await read()).snoozed?.until).toBe('2026-11-21T00:00:00.000Z')
  await passHours(48)
  expect(await takeTurn(TENANT_ID, await tenantNow(TENANT_ID), [])).toContain(story.id())
  await drive()
  expect((await read()).snoozed).toBeNull()
  expect((await searchCases(TENANT_ID, open, 'stake', 50)).map((c) => c.case_id)).toContain(story.id())
  expect(JSON.parse((await auditOfCase(TENANT_ID, story.id())).findLast((e) => e.kind === 'case.woken')?.body ?? '{}')).toMatchObject({
    because: 'its day has come',
  })
})

it('brings a case back when its rise has grown by as much as somebody said, and not before', async () => {
  await give(mara, 'anomaly.snooze', { params: { grows_pct: 20 } })
  const now = await tenantNow(TENANT_ID)
  expect((await wakeCase(await read(), systemActor(TENANT_ID), now, '221.87')).snoozed).not.toBeNull()
  expect((await wakeCase(await read(), systemActor(TENANT_ID), now, '221.88')).snoozed).toBeNull()
  await expect(give(mara, 'anomaly.wake')).rejects.toMatchObject({ code: 'conflict' })
  await give(mara, 'anomaly.snooze', { params: { grows_pct: 20 } })
  expect((await give(mara, 'anomaly.wake')).message).toBe('The case is back in the open list.')
})

it('takes a closed case up again from triage with fresh evidence, and only a closed one', async () => {
  await expect(give(mara, 'case.reopen')).rejects.toMatchObject({ code: 'conflict', message: /Only a closed case/ })
  await give(mara, 'case.close')
  await drive()
  await give(mara, 'case.reopen')
  expect(await read()).toMatchObject({ status: 'detected', plan: null, approval: null })
  await drive()
  const again = await read()
  expect(again.status).toBe('plan_ready')
  expect(again.plan?.actions[0]?.params['schedule']).toMatchObject({ on_hour: 7, off_hour: 19 })
  expect((await replayCase(TENANT_ID, story.id())).is_identical).toBe(true)
  expect((await auditOfCase(TENANT_ID, story.id())).filter((e) => e.kind === 'case.reopened')).toHaveLength(1)
})
