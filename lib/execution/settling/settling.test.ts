import { describe, expect, it } from 'vitest'
import { EVERY_SITUATION, nameOf, situationNamed } from '@/lib/desks/cost/fixtures/other-targets'
import { executePlan } from '@/lib/execution/execute-plan'
import { Killed } from '@/lib/execution/fixtures/killer'
import { overTime } from '@/lib/execution/fixtures/over-time'
import { aWorld, carriedOut, copyOf, dying, NOW, undone, type World } from '@/lib/execution/fixtures/sent-changes'
import { rollbackRun } from '@/lib/execution/undo/rollback-run'
import type { Fault } from '@/lib/kernel/errors'
import { addHours, addMs } from '@/lib/kernel/time'
import type { Run } from '@/schemas/execution'

const WAITING = [
  'stop_idle_ec2',
  'rightsize_ec2',
  'stop_rds',
  'scale_nodegroup',
  'schedule_nonprod',
  'schedule_nonprod of a database',
  'schedule_nonprod of a cluster',
  'ebs_gp2_to_gp3',
]
// A node group is given its former size back at once, and has it before a node has gone.
const TURNING_BACK_WAITS = WAITING.filter((name) => name !== 'scale_nodegroup')
// Outside the working hours of the schedules, so that what they are put on is stopped at once.
const NIGHT = '2026-11-19T22:00:00.000Z'

/** A world in which the action has to wait: a schedule stops what it is put on when that is done at night. */
async function aSettlingWorld(name: string): Promise<World> {
  const w = await aWorld(situationNamed(name))
  if (name.startsWith('schedule')) w.clock.now = NIGHT
  return w
}
const statesOf = (run: Run): string[] => run.steps.map((s) => `${s.step} ${s.status}`)
const back = (w: World) => rollbackRun({ ...w.execution(), run: w.saved.run as Run }) // safe: it was carried out
/** Carried out and undone, and what was waited for. */
async function thereAndBack(w: World) {
  const waits: string[] = []
  const told = (fault: Fault) => void waits.push(fault.message)
  const run = await overTime(w.clock, () => executePlan(w.execution()), told)
  const back_again = await overTime(w.clock, () => back(w), told)
  return { run, back_again, waits }
}
/** The fault that it ends with for now. */
const whyNot = (work: Promise<unknown>): Promise<Fault> =>
  work.then(
    () => Promise.reject(new Error('it did not wait')),
    (fault: Fault) => fault,
  )

describe.each(WAITING)('%s', (name) => {
  it('is compared once its targets have settled, in both directions, and the account refuses none of what is sent', async () => {
    const w = await aSettlingWorld(name)
    const { run, back_again, waits } = await thereAndBack(w)
    expect([run.state, back_again.state]).toEqual(['succeeded', 'rolled_back'])
    expect(waits).toContainEqual(expect.stringMatching(/^until .+ ha(?:s|ve) (?:stopped|started|settled)$/))
    expect(run.diff.filter((d) => !d.is_expected)).toEqual([])
    expect(w.refused).toEqual([])
  })
})

describe.each(TURNING_BACK_WAITS)('%s', (name) => {
  it('turns back while its targets settle, when the kill switch is set, and undoes what it did once they have', async () => {
    const w = await aSettlingWorld(name)
    await whyNot(executePlan(w.execution()))
    const sent = w.sent.length
    const killed = { isStopRequested: async () => true }
    expect(await whyNot(executePlan(w.execution(killed)))).toMatchObject({ code: 'settling' })
    // It has turned back, and sends nothing before it may.
    expect([w.saved.run?.state, w.sent.length]).toEqual(['rolling_back', sent])
    expect((await carriedOut(w, killed)).state).toBe('rolled_back')
    expect(w.refused).toEqual([])
  })
})

describe.each(EVERY_SITUATION.map((s) => [nameOf(s), s] as const))('the way back of %s', (name, s) => {
  it('is sent once and proven, wherever the process is killed, also while it waits', async () => {
    /** Of what takes its time the way back comes at once, before it has settled. */
    const begun = async () => {
      const w = await aSettlingWorld(nameOf(s))
      if (TURNING_BACK_WAITS.includes(name))
        await whyNot(executePlan(w.execution())).then(() => whyNot(executePlan(w.execution({ isStopRequested: async () => true }))))
      else {
        await carriedOut(w)
        w.clock.now = addHours(w.clock.now, 8) // by then EC2 has completed the change of a volume
      }
      return w
    }
    const start = await begun()
    const whole = copyOf(start)
    const counted = dying(whole, Number.POSITIVE_INFINITY, 'before')
    const go = (d: ReturnType<typeof dying>) => (TURNING_BACK_WAITS.includes(name) ? d.carriedOut() : d.undone())
    expect((await go(counted)).state).toBe('rolled_back')
    for (let die_at = 1; die_at <= counted.seen(); die_at++) {
      for (const when of ['before', 'after'] as const) {
        const w = copyOf(start)
        await expect(go(dying(w, die_at, when))).rejects.toThrow(Killed)
        const run = await go(dying(w, Number.POSITIVE_INFINITY, 'before'))
        expect(new Set(w.sent).size).toBe(w.sent.length)
        expect(w.refused).toEqual([])
        // What was claimed and not answered is looked at, and is for a person where it is not as it was.
        expect(['rolled_back', 'rollback_failed']).toContain(run.state)
        if (run.state === 'rolled_back') expect(w.sent.length).toBe(whole.sent.length)
        else expect(run.steps.findLast((step) => step.status === 'failed')?.receipt?.outcome).toBe('uncertain')
        expect(w.saved.run).toEqual(run)
      }
    }
  })
})

it.each([
  [true, ['until the database one has settled', 'until the database one has settled']],
  [false, []],
])('waits for a class that is asked for at once (%s), in both directions, and for none that waits for its window', async (apply_immediately, waited) => {
  const s = situationNamed('rightsize_rds')
  const w = await aWorld({ ...s, params: { ...s.params, apply_immediately } })
  const { run, back_again, waits } = await thereAndBack(w)
  expect([run.state, back_again.state]).toEqual(['succeeded', 'rolled_back'])
  expect([waits, w.refused]).toEqual([waited, []])
})

it.each([
  ['stop_rds', 'all was sent', 'succeeded'],
  ['rightsize_ec2', 'a machine is stopped and not started again', 'rolled_back'],
])('ends %s in a freeze that begins where %s: %s', async (name, _where, end) => {
  const w = await aSettlingWorld(name)
  await whyNot(executePlan(w.execution()))
  const frozen = { isStopRequested: async () => true, isUndoRequested: async () => false }
  expect((await carriedOut(w, frozen)).state).toBe(end)
})

describe('a way back that comes while a database is stopping', () => {
  async function tooSoon() {
    const w = await aWorld(situationNamed('stop_rds'))
    await whyNot(executePlan(w.execution()))
    const why = await whyNot(executePlan(w.execution({ isStopRequested: async () => true })))
    return { w, why }
  }

  it('says what it waits for, since when and until when, and looks at nothing else meanwhile', async () => {
    const { w, why } = await tooSoon()
    expect(why).toMatchObject({ message: 'until the database one has stopped', detail: { since: NOW, until: addHours(NOW, 2) } })
    const told = statesOf(w.saved.run as Run)
    w.clock.now = addMs(NOW, 60_000)
    expect((await whyNot(executePlan(w.execution()))).detail).toEqual(why.detail)
    expect(statesOf(w.saved.run as Run)).toEqual(told)
    expect(told.at(-1)).toBe('settle running')
  })

  it('is given up only after its time, with the reason, and a person may have it tried again', async () => {
    const { w } = await tooSoon()
    const reads = w.port.databases
    const stuck = { ...w.port, databases: async (...asked: Parameters<typeof reads>) => (await reads(...asked)).map((d) => ({ ...d, status: 'stopping' })) }
    w.clock.now = addMs(NOW, 2 * 3_600_000 - 1)
    expect(await whyNot(executePlan(w.execution({ port: stuck })))).toMatchObject({ code: 'settling' })
    w.clock.now = addHours(NOW, 2)
    const run = await executePlan(w.execution({ port: stuck }))
    expect(run).toMatchObject({ state: 'rollback_failed', reversible_until: addHours(NOW, 168) })
    expect(run.steps.at(-1)).toMatchObject({ step: 'settle', status: 'failed', detail: 'the database one has not stopped in 2 h' })
    expect((await undone(w)).state).toBe('rolled_back')
    expect(w.refused).toEqual([])
  })

  it('ends where it waits when somebody says so from then on, sends nothing, and may be tried again', async () => {
    const { w } = await tooSoon()
    const asked_at = addMs(NOW, 60_000)
    w.clock.now = asked_at
    const before = { isHaltRequested: async (since?: string) => since === undefined || NOW > since }
    expect(await whyNot(executePlan(w.execution(before)))).toMatchObject({ code: 'settling' })
    const sent = w.sent.length
    const run = await executePlan(w.execution({ isHaltRequested: async (since?: string) => since === undefined || asked_at >= since }))
    expect([run.state, w.sent.length]).toEqual(['rollback_failed', sent])
    expect(run.steps.at(-1)).toMatchObject({ step: 'settle', detail: 'somebody had the way back end while it waited' })
    expect((await undone(w)).state).toBe('rolled_back')
  })

  it('ends where somebody said so while it waited, also when its targets have settled before the next look', async () => {
    const { w } = await tooSoon()
    const sent = w.sent.length
    w.clock.now = addHours(NOW, 1)
    const run = await executePlan(w.execution({ isHaltRequested: async (since?: string) => since === undefined || addMs(NOW, 60_000) >= since }))
    expect([run.state, w.sent.length]).toEqual(['rollback_failed', sent])
    expect(statesOf(run).filter((step) => step.endsWith('running'))).toEqual([])
    expect((await undone(w)).state).toBe('rolled_back')
  })
})

describe('a way back that is refused because something else set its target going a moment before', () => {
  async function refusedFirst(times: number) {
    const w = await aWorld(situationNamed('stop_rds'))
    await carriedOut(w)
    const { databases, startDatabase } = w.port
    const others = { left: times, until: '' }
    const port: World['port'] = {
      ...w.port,
      async startDatabase(...asked) {
        if (others.left-- <= 0) return startDatabase(...asked)
        others.until = addHours(w.clock.now, 0.1)
        return { api: 'rds:StartDBInstance', request_id: null, status: 'refused', detail: 'InvalidDBInstanceState: it is stopping' }
      },
      databases: async (...asked) => (await databases(...asked)).map((d) => (w.clock.now < others.until ? { ...d, status: 'stopping' } : d)),
    }
    return { w, run: await undone(w, { port }) }
  }

  it('is tried again by itself when that has arrived', async () => {
    const { run } = await refusedFirst(1)
    expect(run.state).toBe('rolled_back')
    expect(statesOf(run).slice(-4)).toEqual(['rollback failed', 'settle done', 'rollback done', 'settle done'])
  })

  it('is left to a person when that happens again and again', async () => expect((await refusedFirst(9)).run.state).toBe('rollback_failed'))
})

it('sends the way back of a node group that lacks nodes at once, and waits only with the proof', async () => {
  const w = await aWorld(situationNamed('scale_nodegroup'))
  await carriedOut(w)
  const sent = w.sent.length
  const reads = w.port.scalingGroups
  const lacking = { ...w.port, scalingGroups: async (...asked: Parameters<typeof reads>) => (await reads(...asked)).map((g) => ({ ...g, in_service: 1 })) }
  expect(await whyNot(rollbackRun({ ...w.execution({ port: lacking }), run: w.saved.run as Run }))).toMatchObject({ code: 'settling' })
  expect(w.sent.length).toBe(sent + 1)
  expect((await undone(w)).state).toBe('rolled_back')
  expect([w.sent.length, w.refused]).toEqual([sent + 1, []])
})

describe('a way back that was sent and waits only for its proof', () => {
  async function unproven() {
    const w = await aWorld(situationNamed('stop_rds'))
    await carriedOut(w)
    w.clock.now = addHours(NOW, 1)
    expect(await whyNot(back(w))).toMatchObject({ message: 'until the database one has started' })
    return { w, asked: w.clock.now, sent: w.sent.length }
  }
  const since = (at: string) => ({ isHaltRequested: async (from?: string) => from === undefined || at >= from })

  it('ends at once where somebody gives it up, says that it was not proven, and is proven without another sending when it is asked for again', async () => {
    const { w, asked, sent } = await unproven()
    const run = await rollbackRun({ ...w.execution(since(asked)), run: w.saved.run as Run })
    expect([run.state, w.sent.length]).toEqual(['rollback_failed', sent])
    expect(run.steps.at(-1)).toMatchObject({
      step: 'settle',
      status: 'failed',
      detail: 'the way back was asked for and is not proven: somebody had the way back end while it waited',
    })
    expect([(await undone(w)).state, w.sent.length]).toEqual(['rolled_back', sent])
  })

  it('waits on for who asked for an end before it began to', async () => {
    const { w } = await unproven()
    expect(await whyNot(rollbackRun({ ...w.execution(since(NOW)), run: w.saved.run as Run }))).toMatchObject({ code: 'settling' })
  })
})

describe('a target that has settled and is set going again while nobody looks', () => {
  it('is waited for from then on, and not from the first time', async () => {
    const w = await aWorld(situationNamed('stop_rds'))
    await whyNot(executePlan(w.execution()))
    w.clock.now = addHours(NOW, 1.95)
    const place = { account_id: '111122223333', region_id: 'eu-west-1' }
    expect(await w.port.startDatabase(place, 'reports', { dry_run: false, idempotency_key: 'somebody' })).toMatchObject({ status: 'done' })
    // The first may take two hours.
    const late = addHours(NOW, 2)
    w.clock.now = late
    const why = await whyNot(executePlan(w.execution()))
    expect(why).toMatchObject({ code: 'settling', message: 'until the database one has started', detail: { since: late } })
    expect(statesOf(w.saved.run as Run).filter((step) => step.startsWith('settle'))).toEqual(['settle running'])
  })
})

describe('an action that comes while its target is on its way', () => {
  /** Somebody starts the machine a moment before. */
  async function starting() {
    const w = await aWorld(situationNamed('stop_idle_ec2'))
    const [id, place] = ['i-00000000000000001', { account_id: '111122223333', region_id: 'eu-west-1' }]
    await w.port.stopInstance(place, id, { dry_run: false, idempotency_key: 'somebody' })
    w.clock.now = addHours(NOW, 1)
    await w.port.startInstance(place, id, { dry_run: false, idempotency_key: 'somebody again' })
    return w
  }

  it('begins when it is there', async () => {
    const w = await starting()
    expect(await whyNot(executePlan(w.execution()))).toMatchObject({ message: 'until the instance loadtest-1 has started' })
    expect(w.sent).toHaveLength(2)
    expect((await carriedOut(w)).state).toBe('succeeded')
  })

  it.each([
    ['a person stops the run', { isHaltRequested: async () => true }],
    ['the kill switch is set', { isStopRequested: async () => true }],
  ])('ends at once when %s, and nothing was done', async (_who, asked) => {
    const w = await starting()
    await whyNot(executePlan(w.execution()))
    const run = await executePlan(w.execution(asked))
    expect([run.state, w.sent.length]).toEqual(['failed', 2])
    expect(statesOf(run).filter((step) => step.endsWith('running'))).toEqual([])
  })
})
