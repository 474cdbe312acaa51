import { describe, expect, it } from 'vitest'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { EVERY_SITUATION, nameOf, situationNamed } from '@/lib/desks/cost/fixtures/other-targets'
import { executePlan } from '@/lib/execution/execute-plan'
import { lagging } from '@/lib/execution/fixtures/lagging'
import { aWorld, carriedOut, undone, type World } from '@/lib/execution/fixtures/sent-changes'
import { rollbackRun } from '@/lib/execution/undo/rollback-run'
import { addMs } from '@/lib/kernel/time'
import type { Run } from '@/schemas/execution'

describe.each(EVERY_SITUATION.map((s) => [nameOf(s), s] as const))('%s in an account that shows a change some time later', (_name, s) => {
  it('is carried out and undone once, and neither is taken for missing', async () => {
    const w = await aWorld(s)
    const whole = await aWorld(s)
    await carriedOut(whole)
    const run = await carriedOut(w, lagging(w))
    expect([run.state, run.steps.filter((step) => step.status === 'failed')]).toEqual(['succeeded', []])
    expect([w.sent.length, w.refused]).toEqual([whole.sent.length, []])
    w.clock.now = '2026-11-19T17:00:00.000Z'
    const back = await undone(w, lagging(w))
    expect([back.state, back.steps.filter((step) => step.status === 'failed'), w.refused]).toEqual(['rolled_back', [], []])
  })
})

describe.each(['stop_idle_ec2', 'stop_rds', 'ebs_gp2_to_gp3', 'rightsize_ec2'])('%s in such an account', (name) => {
  it('is undone when the kill switch is set right after it was asked for', async () => {
    const w = await aWorld(situationNamed(name))
    await expect(executePlan(w.execution(lagging(w)))).rejects.toMatchObject({ message: 'until the account shows the change' })
    const run = await carriedOut(w, { ...lagging(w), isStopRequested: async () => true })
    expect([run.state, run.steps.filter((step) => step.status === 'running'), w.refused]).toEqual(['rolled_back', [], []])
  })
})

it('is given up by a person while it waits until the change is shown, and then nothing is sent', async () => {
  const w = await aWorld(situationNamed('stop_idle_ec2'))
  const at = (differs: object) => executePlan(w.execution({ ...lagging(w), isStopRequested: async () => true, ...differs }))
  await executePlan(w.execution(lagging(w))).catch(() => null)
  await expect(at({})).rejects.toMatchObject({ message: 'until the account shows the change' })
  expect(w.saved.run?.state).toBe('rolling_back')
  const sent = w.sent.length
  w.clock.now = addMs(w.clock.now, 200_000)
  const run = await at({ isHaltRequested: async (since?: string) => since !== undefined && w.clock.now >= since })
  expect([run.state, w.sent.length, run.steps.filter((step) => step.status === 'running')]).toEqual(['rollback_failed', sent, []])
})

describe('what an account still does not show when its time is over', () => {
  const nothing = async (w: World) => ({ port: { ...w.port, volumes: async (...of: Parameters<CloudPort['volumes']>) => before(await w.port.volumes(...of)) } })
  const before = <T extends { volumes: object[] }>(all: T): T => ({
    ...all,
    volumes: all.volumes.map((v) => ({ ...v, volume_type: 'gp2', throughput: null, modification_state: 'completed' })),
  })

  it('is missing: the change is undone', async () => {
    const w = await aWorld(situationNamed('ebs_gp2_to_gp3'))
    const unseen = await nothing(w)
    await expect(executePlan(w.execution(unseen))).rejects.toMatchObject({ code: 'settling', message: 'until the account shows the change' })
    w.clock.now = addMs(w.clock.now, 300_000)
    const run = await executePlan(w.execution(unseen)).catch(() => w.saved.run as Run) // safe: it was begun
    expect(run.steps.find((step) => step.step === 'post_snapshot')).toMatchObject({ status: 'failed', detail: expect.stringMatching(/^not as asked/) })
  })

  it('is not waited for once execution was stopped', async () => {
    const w = await aWorld(situationNamed('ebs_gp2_to_gp3'))
    const unseen = await nothing(w)
    await executePlan(w.execution(unseen)).catch(() => null)
    await executePlan(w.execution({ ...unseen, isStopRequested: async () => true })).catch(() => null)
    expect(w.saved.run?.state).not.toBe('running')
  })

  it('is told as not undone where that was asked for', async () => {
    const w = await aWorld(situationNamed('ebs_gp2_to_gp3'))
    await carriedOut(w)
    w.clock.now = addMs(w.clock.now, 3_600_000)
    const gp3 = await w.port.volumes({ account_id: '111122223333', region_id: 'eu-west-1' }, ['vol-00000000000000001'])
    const unseen = { port: { ...w.port, volumes: async () => gp3 } }
    const back = () => rollbackRun({ ...w.execution(unseen), run: w.saved.run as Run }) // safe: it was carried out
    await expect(back()).rejects.toMatchObject({ message: 'until the account shows the change' })
    w.clock.now = addMs(w.clock.now, 300_000)
    const run = await back()
    expect([run.state, run.steps.at(-1)?.detail]).toEqual(['rollback_failed', expect.stringMatching(/^not as captured: volume_type of/)])
  })
})
