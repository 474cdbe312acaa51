import { beforeAll, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { auditOfCase } from '@/lib/audit/store'
import { getCase } from '@/lib/cases/store'
import { TENANT } from '@/lib/commands/fixtures/story'
import { newRun, runLog } from '@/lib/execution/run-log'
import { openSmallCase, seedSmallTenant } from './fixtures/small-desk'
import { runRecorder } from './run-recorder'

testDatabase()
beforeAll(seedSmallTenant)
const AT = '2026-11-19T09:00:00.000Z'

it('shows how far a long step is, and writes nothing about it when the step is over at once', async () => {
  const c = await getCase(TENANT.tenant_id, await openSmallCase('progress'))
  const plan = { case_id: c.case_id, plan_hash: 'a'.repeat(64) } as Parameters<typeof newRun>[0] // safe: a new run reads only these
  const recorder = runRecorder(c)
  const log = runLog(newRun(plan, null, AT), async () => AT, recorder.onStep)
  const line = async () => (await getCase(c.tenant_id, c.case_id)).run?.steps.at(-1)?.detail
  const told = { action_id: 'act_1', step: 'apply' as const }
  await log.step({ ...told, status: 'running', detail: 'asked for' })
  await log.progress({ ...told, done: 1, of: 9, last: 'loadtest-1' })
  await log.progress({ ...told, done: 2, of: 9, last: 'loadtest-2' })
  expect(await line()).toBe('asked for')
  await vi.waitFor(async () => expect(await line()).toBe('2 of 9 targets, last loadtest-2'), { timeout: 5_000 })
  await log.progress({ ...told, done: 3, of: 9, last: 'loadtest-3' })
  await log.step({ ...told, status: 'done', detail: '9 of 9 targets changed' })
  await recorder.save()
  const said = (await auditOfCase(c.tenant_id, c.case_id)).filter((e) => e.kind === 'execution.stepped').map((e) => JSON.parse(e.body).detail)
  expect(said).toEqual(['asked for', '2 of 9 targets, last loadtest-2', '9 of 9 targets changed'])
})
