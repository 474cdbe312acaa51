import { describe, expect, it } from 'vitest'
import { CARRIED_OUT, COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { anInstance, aVolume, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { gp3Candidate, scheduleCandidate, tagCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { prerequisitesFirst } from '@/lib/desks/cost/plan/prerequisites'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { Killed } from '@/lib/execution/fixtures/killer'
import { aWorldOf, carriedOut, copyOf, dying, NOW, undone, type World } from '@/lib/execution/fixtures/sent-changes'
import type { Fault } from '@/lib/kernel/errors'
import { addHours, addMs } from '@/lib/kernel/time'
import type { Run } from '@/schemas/execution'
import { rollbackRun } from './rollback-run'

const [FIRST, SECOND, VOLUME] = [anInstance(1), anInstance(2), aVolume(1)]
const estate = estateOf([FIRST, SECOND], [VOLUME])
const NIGHT = '2026-11-19T22:00:00.000Z'
const GP2 = { volume_type: 'gp2', iops: 4500, throughput: null }
const BUSY = 'until the volume shuffle-1 may be changed again'

const schedule = scheduleCandidate([SECOND])
const STAGED: Candidate = { ...schedule, params: { ...schedule.params, environment: 'stage' } }
/** A volume between two machines that are put on hours. */
const aWorld = (now = NOW): Promise<World> =>
  aWorldOf({ template: 'ebs_gp2_to_gp3', estate }, [scheduleCandidate([FIRST]), gp3Candidate([VOLUME]), STAGED], now)
const back = (w: World, differs: Parameters<World['execution']>[0] = {}) => rollbackRun({ ...w.execution(differs), run: w.saved.run as Run }) // safe: it was carried out
const whyNot = (work: Promise<unknown>): Promise<Fault> =>
  work.then(
    () => Promise.reject(new Error('it did not wait')),
    (fault: Fault) => fault,
  )
const volumeOf = async (w: World) => (await w.port.volumes(DEV, [VOLUME.volume_id])).volumes[0]
async function standing(w: World) {
  const schedules = await Promise.all([FIRST, SECOND].map(async (i) => ((await w.port.schedule(DEV, i.instance_id)) === null ? 'always on' : 'scheduled')))
  return [...schedules, (await volumeOf(w))?.volume_type]
}
/** The account while EC2 takes longer for the volume. */
function slowUntil(w: World, at: string): { port: World['port'] } {
  const reads = w.port.volumes
  const volumes: typeof reads = async (...of) => {
    const all = await reads(...of)
    return w.clock.now >= at ? all : { ...all, volumes: all.volumes.map((v) => ({ ...v, modification_state: 'optimizing' })) }
  }
  return { port: { ...w.port, volumes } }
}
const waiting = (run: Run) => run.steps.filter((s) => s.status === 'running')
/** Targets in the order in which their way back was sent. */
const undoneOf = (run: Run, w: World) =>
  run.steps.filter((s) => s.step === 'rollback' && s.receipt !== null).map((s) => w.plan.actions.find((a) => a.action_id === s.action_id)?.targets[0]?.label)
const asked = (at: string) => ({ isHaltRequested: async (since?: string) => since === undefined || at >= since })
const somebody = { dry_run: false, idempotency_key: 'somebody' }

describe('a volume', () => {
  it('is compared as soon as it shows what was asked for, and its change is proven while EC2 still moves its data', async () => {
    const w = await aWorld()
    const run = await carriedOut(w)
    expect([run.state, (await volumeOf(w))?.modification_state]).toEqual(['succeeded', 'optimizing'])
    expect(run.diff.filter((d) => d.field.startsWith('modif') || d.field.startsWith('last'))).toEqual([])
  })

  it('is given its former type once EC2 has completed the change, and what does not need it at once', async () => {
    const w = await aWorld()
    expect(w.plan.actions.map((a) => a.targets[0]?.label)).toEqual(['loadtest-1', 'shuffle-1', 'loadtest-2'])
    await carriedOut(w)
    const since = w.clock.now
    expect(await whyNot(back(w))).toMatchObject({ code: 'settling', message: BUSY, detail: { since, until: addHours(since, 36) } })
    expect(await standing(w)).toEqual(['always on', 'always on', 'gp3'])
    const run = await undone(w)
    expect([run.state, await standing(w)]).toEqual(['rolled_back', ['always on', 'always on', 'gp2']])
    expect([undoneOf(run, w), waiting(run), w.refused]).toEqual([['loadtest-2', 'loadtest-1', 'shuffle-1'], [], []])
  })

  it('does the same for a plan that failed half way, by itself', async () => {
    const w = await aWorld()
    const { putSchedule } = w.port
    const refusing: World['port'] = {
      ...w.port,
      putSchedule: (place, id, schedule, m) =>
        id === SECOND.instance_id && !m.dry_run
          ? Promise.resolve({ api: 'scheduler:CreateSchedule', request_id: null, status: 'refused', detail: 'ServiceQuotaExceededException' })
          : putSchedule(place, id, schedule, m),
    }
    const run = await carriedOut(w, { port: refusing })
    expect([run.state, await standing(w)]).toEqual(['rolled_back', ['always on', 'always on', 'gp2']])
    expect(undoneOf(run, w)).toEqual(['loadtest-1', 'shuffle-1'])
  })

  it('is given its former type by the version that the run began with, whose snapshots say nothing of modifications', async () => {
    const w = await aWorld()
    const run = structuredClone(await carriedOut(w))
    const gp3 = w.plan.actions.find((a) => a.template === 'ebs_gp2_to_gp3')
    const { before } = run.snapshots.find((s) => s.action_id === gp3?.action_id) as { before: { volumes: Record<string, unknown>[] } }
    for (const v of before.volumes) for (const key of ['last_modified_at', 'modification_state']) delete v[key]
    const plan = { ...w.plan, actions: w.plan.actions.map((a) => (a === gp3 ? { ...a, template_version: 1 } : a)) }
    w.saved.run = run
    expect(await whyNot(back(w, { plan, templates: CARRIED_OUT }))).toMatchObject({ message: BUSY })
    expect([(await undone(w, { plan, templates: CARRIED_OUT })).state, await volumeOf(w)]).toEqual(['rolled_back', expect.objectContaining(GP2)])
  })

  it('holds up what was done to it before: that is undone after it, in the reverse order', async () => {
    const w = await aWorldOf({ template: 'ebs_gp2_to_gp3', estate }, [tagCandidate([VOLUME]), gp3Candidate([VOLUME]), STAGED])
    await carriedOut(w)
    await whyNot(back(w))
    expect((await volumeOf(w))?.tags).toHaveProperty('owner')
    const run = await undone(w)
    expect([run.state, undoneOf(run, w), (await volumeOf(w))?.tags]).toEqual(['rolled_back', ['loadtest-2', 'shuffle-1', 'shuffle-1'], VOLUME.tags])
  })

  it('builds on no other action of the catalogue, so nothing that has to be undone after it is put before it', () => {
    for (const template of Object.keys(COST_ACTIONS))
      expect(
        prerequisitesFirst([
          { template: 'ebs_gp2_to_gp3', ...DEV },
          { template, ...DEV },
        ])[0]?.template,
      ).toBe('ebs_gp2_to_gp3')
  })

  it('is left as it is where its time is over, a person is called, and its way back may be asked for again', async () => {
    const w = await aWorld()
    await carriedOut(w)
    const slow = slowUntil(w, addHours(w.clock.now, 99))
    await whyNot(back(w, slow))
    w.clock.now = addHours(w.clock.now, 36)
    const run = await back(w, slow)
    expect([run.state, waiting(run)]).toEqual(['rollback_failed', []])
    expect(run.steps.at(-1)).toMatchObject({ step: 'settle', status: 'failed', detail: 'the volume shuffle-1 could not be changed again in 1 d 12 h' })
    expect((await undone(w)).state).toBe('rolled_back')
  })
})

describe('a way back that waits for a volume', () => {
  it('is given up where a person says so: the rest is undone, the volume stays, and it may be asked for again', async () => {
    const w = await aWorld()
    await carriedOut(w)
    await whyNot(back(w))
    const sent = w.sent.length
    const run = await back(w, asked(addMs(w.clock.now, 1000)))
    expect([run.state, w.sent.length, await standing(w)]).toEqual(['rollback_failed', sent, ['always on', 'always on', 'gp3']])
    expect(run.steps.at(-1)).toMatchObject({ step: 'settle', status: 'failed', detail: 'somebody had the way back end while it waited' })
    expect([(await undone(w)).state, await standing(w)]).toEqual(['rolled_back', ['always on', 'always on', 'gp2']])
  })

  it('ends where another action cannot be undone, and says of nothing that it still waits', async () => {
    const w = await aWorld()
    await carriedOut(w)
    const refused = { api: 'scheduler:DeleteSchedule', request_id: null, status: 'refused' as const, detail: 'ConflictException' }
    const run = await back(w, {
      port: { ...w.port, deleteSchedule: async (_, id, m) => (id === FIRST.instance_id ? refused : w.port.deleteSchedule(DEV, id, m)) },
    })
    expect([run.state, waiting(run), await standing(w)]).toEqual(['rollback_failed', [], ['scheduled', 'always on', 'gp3']])
    expect([(await undone(w)).state, await standing(w)]).toEqual(['rolled_back', ['always on', 'always on', 'gp2']])
  })

  it('proves what was sent meanwhile before it sends the next, also when both are ready at the same look', async () => {
    const w = await aWorld(NIGHT)
    await carriedOut(w)
    const slow = slowUntil(w, addHours(w.clock.now, 2))
    const look = async () => (await whyNot(back(w, slow))).message
    expect(await look()).toBe('until the instance loadtest-2 has started')
    w.clock.now = addHours(w.clock.now, 1)
    expect(await look()).toBe('until the instance loadtest-1 has started')
    w.clock.now = addHours(w.clock.now, 1)
    expect(await look()).toBe('until the volume shuffle-1 has settled')
    const first = w.plan.actions[0]?.action_id
    expect(w.saved.run?.steps.findLast((s) => s.action_id === first)).toMatchObject({ step: 'settle', status: 'done', detail: 'settled after 1 h' })
    expect((await undone(w)).state).toBe('rolled_back')
  })

  it.each([NOW, NIGHT])('sends everything once and proves it, wherever the process is killed (at %s)', async (now) => {
    const start = await aWorld(now)
    await carriedOut(start)
    const whole = copyOf(start)
    const counted = dying(whole, Number.POSITIVE_INFINITY, 'before')
    expect((await counted.undone()).state).toBe('rolled_back')
    for (let die_at = 1; die_at <= counted.seen(); die_at++) {
      for (const when of ['before', 'after'] as const) {
        const w = copyOf(start)
        await expect(dying(w, die_at, when).undone()).rejects.toThrow(Killed)
        const run = await undone(w)
        expect([new Set(w.sent).size, w.refused, waiting(run)]).toEqual([w.sent.length, [], []])
        if (run.state === 'rolled_back') expect(await standing(w)).toEqual(['always on', 'always on', 'gp2'])
        else expect(run.steps.findLast((step) => step.status === 'failed')?.receipt?.outcome).toBe('uncertain')
      }
    }
  })
})

describe('a volume that EC2 has modified too often', () => {
  /** Three more times by somebody, an hour each. */
  async function worn() {
    const w = await aWorld()
    await carriedOut(w)
    for (const n of [1, 2, 3]) {
      w.clock.now = addHours(w.clock.now, 1)
      await w.port.modifyVolume(DEV, VOLUME.volume_id, { volume_type: 'gp3', iops: 5000 + n, throughput: 250 }, { ...somebody, idempotency_key: `${n}` })
    }
    const last = w.clock.now
    w.clock.now = addHours(last, 1)
    return { w, last }
  }

  it('is refused once, and given its former type when that is sure to be taken', async () => {
    const { w, last } = await worn()
    expect(await whyNot(back(w))).toMatchObject({ message: BUSY, detail: { until: addHours(last, 24) } })
    expect(w.refused).toHaveLength(1)
    w.clock.now = addHours(last, 24)
    expect([(await undone(w)).state, await volumeOf(w)]).toEqual(['rolled_back', expect.objectContaining(GP2)])
    expect(w.refused).toHaveLength(1)
  })

  it('is tried again after the hours that EC2 names', async () => {
    const { w, last } = await worn()
    const detail =
      "VolumeModificationRateExceeded: You've reached the maximum modification rate per volume limit. Wait at least 6 hours between modifications per EBS volume."
    const modifyVolume = async () => ({ api: 'ec2:ModifyVolume', request_id: null, status: 'refused' as const, detail })
    expect((await whyNot(back(w, { port: { ...w.port, modifyVolume } }))).detail).toMatchObject({ until: addHours(last, 6) })
  })

  it('is left to a person at once where the role may not change it', async () => {
    const { w } = await worn()
    const modifyVolume = async () => ({ api: 'ec2:ModifyVolume', request_id: null, status: 'denied' as const, detail: 'UnauthorizedOperation' })
    expect((await back(w, { port: { ...w.port, modifyVolume } })).state).toBe('rollback_failed')
  })
})
