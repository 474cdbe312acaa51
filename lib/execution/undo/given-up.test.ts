import { expect, it } from 'vitest'
import { situationNamed } from '@/lib/desks/cost/fixtures/other-targets'
import { anInstance, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { scheduleCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { executePlan } from '@/lib/execution/execute-plan'
import { Killed } from '@/lib/execution/fixtures/killer'
import { lagging } from '@/lib/execution/fixtures/lagging'
import { aWorld, aWorldOf, carriedOut, undone, type World } from '@/lib/execution/fixtures/sent-changes'
import { addMs } from '@/lib/kernel/time'
import type { Run } from '@/schemas/execution'
import { rollbackRun } from './rollback-run'

const MINUTE_MS = 60_000
const [FIRST, SECOND] = [anInstance(1), anInstance(2)]
const asked = (at: string) => ({ isHaltRequested: async (since?: string) => since !== undefined && at >= since })

it.each([
  ['the wait in which it was asked for was over', 'done'],
  ['the run said that it was asked for', 'failed'],
])('is heard where the process was killed when %s', async (_when, status) => {
  // At night a schedule stops what it is put on, and taking it back starts it again.
  const candidates = [scheduleCandidate([FIRST]), scheduleCandidate([SECOND])]
  const w = await aWorldOf({ template: 'two', estate: estateOf([FIRST, SECOND]) }, candidates, '2026-11-19T22:00:00.000Z')
  await carriedOut(w)
  const back = (differs: Parameters<World['execution']>[0]) => rollbackRun({ ...w.execution(differs), run: w.saved.run as Run }) // safe: it was carried out
  await expect(back({})).rejects.toMatchObject({ code: 'settling' })
  const sent = w.sent.length
  const at = addMs(w.clock.now, MINUTE_MS)
  w.clock.now = addMs(w.clock.now, 60 * MINUTE_MS)
  const { onStep } = w.execution()
  const dies = async (run: Run) => {
    await onStep(run)
    if (run.steps.at(-1)?.step === 'settle' && run.steps.at(-1)?.status === status) throw new Killed()
  }
  await expect(back({ ...asked(at), onStep: dies })).rejects.toThrow(Killed)
  w.clock.now = addMs(w.clock.now, MINUTE_MS)
  expect([(await back(asked(at))).state, w.sent.length]).toEqual(['rollback_failed', sent])
  expect((await undone(w)).state).toBe('rolled_back')
})

it('is not what somebody asked of the run while it waited between two stages, before the kill switch had it turn back', async () => {
  const w = await aWorld(situationNamed('rightsize_ec2'))
  await expect(executePlan(w.execution(lagging(w)))).rejects.toMatchObject({ message: 'until the account shows the change' })
  const at = addMs(w.clock.now, 30_000)
  w.clock.now = addMs(w.clock.now, MINUTE_MS)
  const run = await carriedOut(w, { ...lagging(w), ...asked(at), isStopRequested: async () => true })
  expect([run.state, run.steps.filter((step) => step.status === 'running'), w.refused]).toEqual(['rolled_back', [], []])
})
