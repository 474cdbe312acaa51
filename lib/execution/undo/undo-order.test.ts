import { describe, expect, it } from 'vitest'
import { situationNamed } from '@/lib/desks/cost/fixtures/other-targets'
import { anInstance, aVolume, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { gp3Candidate, scheduleCandidate, tagCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { aWorldOf, carriedOut, undone, type World } from '@/lib/execution/fixtures/sent-changes'
import { Fault } from '@/lib/kernel/errors'
import { addHours, addMs } from '@/lib/kernel/time'
import type { Run } from '@/schemas/execution'
import { rollbackRun } from './rollback-run'

const [MACHINE, OTHER, VOLUME] = [anInstance(1), anInstance(2), aVolume(1)]
const estate = estateOf([MACHINE, OTHER], [VOLUME])
const BUSY = 'until the volume shuffle-1 may be changed again'
const back = (w: World, differs: Parameters<World['execution']>[0] = {}) => rollbackRun({ ...w.execution(differs), run: w.saved.run as Run }) // safe: it was carried out
const scheduleOf = (w: World, { instance_id } = MACHINE) => w.port.schedule(DEV, instance_id)
/** Places in the plan of what was undone, in the order in which that was asked for. */
const undoneOf = (run: Run, w: World) =>
  run.steps.filter((s) => s.step === 'rollback' && s.receipt !== null).map((s) => w.plan.actions.findIndex((a) => a.action_id === s.action_id))

describe('a way back that is put off', () => {
  it('holds up what was done before to a target of what it holds up, however many actions lie between', async () => {
    const [owner, both] = [tagCandidate([MACHINE]), tagCandidate([MACHINE, VOLUME])]
    const w = await aWorldOf({ template: 'chain', estate }, [owner, { ...both, params: { ...both.params, key: 'cost-center' } }, gp3Candidate([VOLUME])])
    expect(w.plan.actions.map((a) => a.targets.map((t) => t.label))).toEqual([['loadtest-1'], ['loadtest-1', 'shuffle-1'], ['shuffle-1']])
    await carriedOut(w)
    await expect(back(w)).rejects.toMatchObject({ message: BUSY })
    const run = await undone(w)
    expect([run.state, undoneOf(run, w)]).toEqual(['rolled_back', [2, 1, 0]])
  })

  it('takes nothing for unproven, hours later, that it has proven', async () => {
    const w = await aWorldOf({ template: 'chain', estate }, [scheduleCandidate([MACHINE]), gp3Candidate([VOLUME])])
    await carriedOut(w)
    const schedule = await scheduleOf(w)
    await expect(back(w)).rejects.toMatchObject({ message: BUSY })
    expect(await scheduleOf(w)).toBeNull()
    w.clock.now = addHours(w.clock.now, 1)
    await w.port.putSchedule(DEV, MACHINE.instance_id, schedule as never, { dry_run: false, idempotency_key: 'somebody' })
    const run = await undone(w)
    expect([run.state, await scheduleOf(w)]).toEqual(['rolled_back', schedule])
  })

  it('says once that what accompanies the others could not be undone, however often it looks', async () => {
    const answer = situationNamed('submit_ad_feedback')
    const others = answer.estate.others ?? []
    const candidates = [gp3Candidate([VOLUME]), { template: answer.template, params: answer.params as never, reasons: [] }]
    const w = await aWorldOf({ template: 'beside', estate: { ...estate, others } }, candidates)
    await carriedOut(w)
    const flaggedAnomalies = async () => Promise.reject(new Fault('rate_limited', 'the budget of the day is used up'))
    for (let look = 0; look < 3; look++) {
      await expect(back(w, { port: { ...w.port, flaggedAnomalies } })).rejects.toMatchObject({ message: BUSY })
      w.clock.now = addMs(w.clock.now, 60_000)
    }
    const told = w.saved.run?.steps.filter((s) => s.step === 'rollback').map((s) => `${s.status}: ${s.detail}`)
    expect(told).toEqual(['skipped: could not be asked: the budget of the day is used up'])
  })
})
