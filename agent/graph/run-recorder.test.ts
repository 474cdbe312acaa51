import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { auditOfCase } from '@/lib/audit/store'
import { getCase } from '@/lib/cases/store'
import { TENANT } from '@/lib/commands/fixtures/story'
import { type RunLog, runLog } from '@/lib/execution/run-log'
import type { Case } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import { openSmallCase, seedSmallTenant } from './fixtures/small-desk'
import { type RunRecorder, runRecorder } from './run-recorder'

testDatabase()
beforeAll(seedSmallTenant)

const AT = '2026-11-19T09:00:00.000Z'
const { tenant_id } = TENANT

async function aRun(name: string): Promise<{ c: Case; log: RunLog; recorder: RunRecorder }> {
  const c = await getCase(tenant_id, await openSmallCase(name))
  const recorder = runRecorder(c)
  return { c, recorder, log: runLog(runOf(c), async () => AT, recorder.onStep) }
}

const look = (log: RunLog, step: 'recheck' | 'snapshot' | 'dry_run') => log.step({ action_id: 'act_1', step, status: 'done', detail: step })
const savedSteps = async (c: Case) => (await getCase(tenant_id, c.case_id)).run?.steps.map((s) => `${s.step} ${s.status}`) ?? []
const told = async (c: Case) =>
  (await auditOfCase(tenant_id, c.case_id)).filter((e) => e.kind === 'execution.stepped').map((e) => `${JSON.parse(e.body).step} ${JSON.parse(e.body).status}`)

describe('recording a run', () => {
  it('has everything on the case before an effect is asked for, in one save with one event a step', async () => {
    const { c, log } = await aRun('before-effect')
    const { revision } = await getCase(tenant_id, c.case_id)
    for (const step of ['recheck', 'snapshot', 'dry_run'] as const) await look(log, step)
    await log.step({ action_id: 'act_1', step: 'apply', status: 'running', detail: 'asked for' })
    expect(await savedSteps(c)).toEqual(['recheck done', 'snapshot done', 'dry_run done', 'apply running'])
    expect(await told(c)).toEqual(['recheck done', 'snapshot done', 'dry_run done', 'apply running'])
    expect((await getCase(tenant_id, c.case_id)).revision).toBe(revision + 1)
  })

  it('has a failure on the case at once', async () => {
    const { c, log } = await aRun('failure')
    await log.step({ action_id: 'act_1', step: 'recheck', status: 'failed', detail: 'it changed' })
    expect(await savedSteps(c)).toEqual(['recheck failed'])
  })

  it('shows a step that only looked soon, also when nothing follows it', async () => {
    const { c, log } = await aRun('soon')
    await look(log, 'recheck')
    await expect.poll(() => savedSteps(c), { timeout: 5_000 }).toEqual(['recheck done'])
  })

  it('hands the events of steps that are not saved yet to the save of the end', async () => {
    const { log, recorder } = await aRun('rest')
    await log.step({ action_id: 'act_1', step: 'apply', status: 'running', detail: 'asked for' })
    await log.step({ action_id: 'act_1', step: 'apply', status: 'done', detail: 'changed' })
    await log.finish('succeeded')
    expect((await recorder.rest()).map((e) => e.body['status'])).toEqual(['done'])
  })

  it('is durable when a run turns back', async () => {
    const { c, log } = await aRun('back')
    await log.step({ action_id: 'act_1', step: 'apply', status: 'done', detail: 'changed' })
    await log.patch({ state: 'rolling_back' })
    expect((await getCase(tenant_id, c.case_id)).run?.state).toBe('rolling_back')
  })

  it('tells whoever saves next that a save failed', async () => {
    const { recorder, log, c } = await aRun('told')
    await look(log, 'recheck')
    const gone = runRecorder({ ...c, case_id: 'case_gone' })
    await expect(gone.onStep({ ...runOf(c), steps: [{ ...STEP, status: 'failed' }] })).rejects.toThrow('there is no case')
    await expect(gone.rest()).rejects.toThrow('there is no case')
    await recorder.save()
  })
})

const STEP = { action_id: 'act_1', step: 'recheck', status: 'done', at: AT, detail: 'd', receipt: null } as const
const runOf = (c: Case): Run => ({
  run_id: 'run_x',
  case_id: c.case_id,
  plan_hash: '0'.repeat(64),
  state: 'running',
  steps: [],
  snapshots: [],
  diff: [],
  started_at: AT,
  finished_at: null,
  reversible_until: null,
})
