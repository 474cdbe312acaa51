import { describe, expect, it } from 'vitest'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import { anInstance, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, tagCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import type { Execution } from '@/lib/execution/execution'
import { executionsOf } from '@/lib/execution/fixtures/executions-of'
import { Killed, killer } from '@/lib/execution/fixtures/killer'
import { memoryClaims } from '@/lib/execution/fixtures/memory-claims'
import { leftOf, restOf } from '@/lib/execution/resume-run'
import { rollbackRun } from '@/lib/execution/undo/rollback-run'
import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import type { Run } from '@/schemas/execution'
import { executeWithin, type RoomOf } from './execute-within'
import { foreseeRun } from './foresee-run'
import { type CountedClaim, DEFAULT_LIMITS, type ExecutionLimits } from './limits'
import { fitsAsAWhole, nextStretch, roomFor } from './stretch'

const NOW = '2026-11-19T09:00:00.000Z'
const ACTIONS = 5
const AN_HOUR = 2
const INSTANCES = Array.from({ length: ACTIONS }, (_, n) => anInstance(n + 1))
const limits: ExecutionLimits = { ...DEFAULT_LIMITS, uses_per_hour: AN_HOUR, mutations_per_day: { dev: 40, test: 40, stage: 20, prod: 10, unknown: 10 } }

/** A plan of five actions where an hour lets two through, with its account, its clock and everything that was asked for. */
async function aWorld(actions = ACTIONS) {
  const clock = { now: NOW }
  const now = async () => clock.now
  const account = simulatedCloud({ estate: estateOf(INSTANCES), log: memoryLog(), now })
  const sent: string[] = []
  const port: CloudPort = {
    ...account,
    async putTags(place, arn, tags, m) {
      if (!m.dry_run) sent.push(`${arn} ${m.idempotency_key}`)
      return account.putTags(place, arn, tags, m)
    },
  }
  const proposal = proposalOf(
    'case_long',
    INSTANCES.slice(0, actions).map((i) => tagCandidate([i])),
  )
  const plan = await preparePlan(proposal, { port, now: NOW, history: {}, is_in_change_window: true })
  const kept = memoryClaims()
  const counted: CountedClaim[] = []
  const claims: typeof kept = {
    ...kept,
    async take(claim) {
      const is_mine = await kept.take(claim)
      if (is_mine && claim.covers !== undefined)
        counted.push({ ...claim.covers, case_id: claim.case_id, environment: 'dev', claimed_at: claim.claimed_at, is_open: false })
      return is_mine
    },
  }
  const room: RoomOf = {
    fitsAsAWhole: (asked, at) => fitsAsAWhole(asked, limits, at),
    take: async (left, at, has_begun) => roomFor(left, counted, limits, at, has_begun),
    when: async (rest, at) => nextStretch(rest, counted, limits, at, 'what is left of the plan'),
    leave: async () => undefined,
  }
  const { saved, execution } = executionsOf({ plan, port, claims, now })
  const carryOn = (differs: Partial<Execution<CloudPort>> = {}) => executeWithin(room, execution(differs))
  return { clock, port, plan, claims, counted, room, sent, saved, execution, carryOn }
}
type World = Awaited<ReturnType<typeof aWorld>>

/** When the rest may go on, as the run that waits says. */
async function untilOf(going: Promise<Run>): Promise<string> {
  const fault = await going.catch((error: unknown) => error)
  if (!(fault instanceof Fault) || fault.code !== 'rate_limited') throw fault
  return String(fault.detail['retry_at'])
}
/** The resource of the plan's n-th action. */
const arnOf = ({ plan }: World, n: number): string => plan.actions[n - 1]?.targets[0]?.arn ?? ''
const tagged = async ({ port }: World) => (await Promise.all(INSTANCES.map((i) => port.tags(DEV, i.arn)))).filter((tags) => tags['owner'] !== undefined).length
const mostInAnHour = ({ counted }: World) =>
  Math.max(0, ...counted.map((c) => counted.filter((d) => d.claimed_at >= c.claimed_at && d.claimed_at < addHours(c.claimed_at, 1)).length))
/** Starts again until it ends; the clock goes to when the rest may go on. */
async function toItsEnd(w: World): Promise<Run> {
  for (let tries = 0; tries < 10; tries++) {
    const ended = await w.carryOn().catch(async (error: unknown) => {
      w.clock.now = await untilOf(Promise.reject(error))
      return null
    })
    if (ended !== null) return ended
  }
  throw new Error('it never ended')
}

describe('a run whose plan an hour does not let through as a whole', () => {
  it('carries out what the hour lets through, waits, and goes on by itself until all is done', async () => {
    const w = await aWorld()
    expect(await untilOf(w.carryOn())).toBe(addHours(NOW, 1))
    expect(w.saved.run).toMatchObject({ state: 'waiting', finished_at: null })
    expect([await tagged(w), restOf({ run: w.saved.run, plan: w.plan })?.length]).toEqual([2, 3])
    // Asked again too early it does nothing.
    expect(await untilOf(w.carryOn())).toBe(addHours(NOW, 1))
    expect(await tagged(w)).toBe(2)
    w.clock.now = addHours(NOW, 1)
    expect(await untilOf(w.carryOn())).toBe(addHours(NOW, 2))
    expect(await tagged(w)).toBe(4)
    w.clock.now = addHours(NOW, 2)
    expect((await w.carryOn()).state).toBe('succeeded')
    expect([await tagged(w), mostInAnHour(w)]).toEqual([5, AN_HOUR])
  })

  it('goes as the cards foresaw it before it was signed', async () => {
    const w = await aWorld()
    const foreseen = foreseeRun(w.plan, [], limits, NOW).stretches.flatMap((s) => s.action_ids.map(() => s.begins_at))
    await toItsEnd(w)
    expect(foreseen).toHaveLength(ACTIONS)
    expect(w.counted.map((c) => c.claimed_at)).toEqual(foreseen)
  })

  it('looks at every target before the first of them is touched', async () => {
    const w = await aWorld()
    await w.port.putTags(DEV, arnOf(w, 5), { meddled: 'yes' }, { dry_run: false, idempotency_key: 'somebody' })
    expect((await w.carryOn()).state).toBe('stale_plan')
    expect(await tagged(w)).toBe(0)
  })

  it('sends no change twice, loses none and never exceeds the hour, wherever the process is killed', async () => {
    const whole = await aWorld(3)
    const counting = killer(Number.POSITIVE_INFINITY, 'before')
    const armed = (w: World, k: ReturnType<typeof killer>) => {
      const x = w.execution()
      return { port: k.all(x.port), claims: k.all(x.claims), onStep: k.wrap(x.onStep) }
    }
    for (let stretch = 0; stretch < 2; stretch++) {
      await whole.carryOn(armed(whole, counting)).catch(() => null)
      whole.clock.now = addHours(whole.clock.now, 1)
    }
    expect(whole.saved.run?.state).toBe('succeeded')
    const boundaries = counting.seen()
    expect(boundaries).toBeGreaterThan(60)
    for (let die_at = 1; die_at <= boundaries; die_at++) {
      for (const when of ['before', 'after'] as const) {
        const w = await aWorld(3)
        const k = killer(die_at, when)
        const isKilled = async (): Promise<boolean> => {
          const error = await w.carryOn(armed(w, k)).catch((e: unknown) => e)
          if (!(error instanceof Killed) && error instanceof Fault) w.clock.now = String(error.detail['retry_at'])
          return error instanceof Killed
        }
        while (!(await isKilled())) if (w.saved.run?.state === 'succeeded') throw new Error('it was not killed')
        const sent_before = w.sent.length
        const run = await toItsEnd(w)
        expect(['succeeded', 'uncertain']).toContain(run.state)
        expect(new Set(w.sent).size).toBe(w.sent.length)
        if (run.state === 'succeeded') expect(w.sent).toHaveLength(3)
        // What may have been sent is not sent again, and nothing more is begun after it.
        else expect(w.sent).toHaveLength(sent_before)
        expect(mostInAnHour(w)).toBeLessThanOrEqual(AN_HOUR)
        expect([...w.claims.all.values()].every((receipt) => receipt !== null)).toBe(true)
      }
    }
  }, 120_000)
})

describe('while it waits', () => {
  async function waiting(): Promise<World> {
    const w = await aWorld()
    await untilOf(w.carryOn())
    return w
  }
  const isHaltRequested = async () => true

  it('a person stops it at once: what it did stays, can be undone, and the rest can be resumed', async () => {
    const w = await waiting()
    const run = await w.carryOn({ isHaltRequested })
    expect(run.state).toBe('stopped')
    expect(run.steps.filter((s) => s.step === 'apply').map((s) => s.status)).toEqual(['done', 'done', 'skipped', 'skipped', 'skipped'])
    expect(leftOf({ run, plan: w.plan })).toHaveLength(3)
    w.clock.now = addHours(NOW, 1)
    expect(await untilOf(w.carryOn({ is_resumed: true }))).toBe(addHours(NOW, 2))
    w.clock.now = addHours(NOW, 2)
    expect((await w.carryOn()).state).toBe('succeeded')
    const other = await waiting()
    const stopped = await other.carryOn({ isHaltRequested })
    expect((await rollbackRun({ ...other.execution(), run: stopped })).state).toBe('rolled_back')
    expect(await tagged(other)).toBe(0)
  })

  it('the stop of every run undoes what it did', async () => {
    const w = await waiting()
    const run = await w.carryOn({ isStopRequested: async () => true })
    expect([run.state, await tagged(w)]).toEqual(['rolled_back', 0])
    expect(run.steps.filter((s) => s.status === 'skipped').map((s) => s.detail)).toEqual(
      Array(3).fill('not carried out: execution was stopped before this action'),
    )
  })

  it('nobody rolls it back: it has not ended', async () => {
    const w = await waiting()
    if (w.saved.run === null) throw new Error('a run')
    await expect(rollbackRun({ ...w.execution(), run: w.saved.run })).rejects.toMatchObject({ code: 'conflict' })
  })

  it.each([
    ['what it did was taken back', 1, { owner: 'somebody else' }],
    ['what is left is another than the plan saw', 5, { meddled: 'yes' }],
    ['what is left may not be changed any more', 5, { 'do-not-modify': 'true' }],
  ])('it ends stopped, with what it did in place, where %s', async (_what, n, tags) => {
    const w = await waiting()
    await w.port.putTags(DEV, arnOf(w, n), tags, { dry_run: false, idempotency_key: 'somebody' })
    w.clock.now = addHours(NOW, 1)
    const run = await w.carryOn()
    expect([run.state, w.sent.length]).toEqual(['stopped', 3])
    const said = run.steps.findLast((s) => s.status === 'failed')?.detail
    expect(run.steps.filter((s) => s.status === 'skipped').map((s) => s.detail)).toEqual(Array(3).fill(`not carried out: ${said}`))
  })

  it('a template that changed ends it stopped, too', async () => {
    const w = await waiting()
    const tag = COST_ACTIONS['tag_owner']
    if (tag === undefined) throw new Error('tag_owner')
    w.clock.now = addHours(NOW, 1)
    const run = await w.carryOn({ templates: { tag_owner: { ...tag, version: tag.version + 1 } } })
    expect([run.state, await tagged(w), leftOf({ run, plan: w.plan })?.length]).toEqual(['stopped', 2, 3])
  })
})

it('undoes every stretch where an action of a later one fails', async () => {
  const w = await aWorld()
  await untilOf(w.carryOn())
  w.clock.now = addHours(NOW, 1)
  const refused: CloudPort['putTags'] = async (place, arn, tags, m) =>
    m.dry_run || arn !== arnOf(w, 4) ? w.port.putTags(place, arn, tags, m) : { api: 'x', request_id: null, status: 'refused', detail: 'no' }
  const run = await w.carryOn({ port: { ...w.port, putTags: refused } })
  expect([run.state, await tagged(w)]).toEqual(['rolled_back', 0])
})

it('goes on undoing what it did, wherever the process is killed and however little room limits have by then', async () => {
  const failing = async () => {
    const w = await aWorld()
    await untilOf(w.carryOn())
    w.clock.now = addHours(NOW, 1)
    const putTags: CloudPort['putTags'] = async (place, arn, tags, m) =>
      m.dry_run || arn !== arnOf(w, 4) ? w.port.putTags(place, arn, tags, m) : { api: 'x', request_id: null, status: 'refused', detail: 'no' }
    return { w, port: { ...w.port, putTags } }
  }
  const whole = await failing()
  const counting = killer(Number.POSITIVE_INFINITY, 'before')
  await whole.w.carryOn({ port: whole.port, onStep: counting.wrap(whole.w.execution().onStep) })
  let seen_undoing = 0
  for (let die_at = 1; die_at <= counting.seen(); die_at++) {
    const { w, port } = await failing()
    await w.carryOn({ port, onStep: killer(die_at, 'after').wrap(w.execution().onStep) }).catch(() => null)
    if (w.saved.run?.state !== 'rolling_back') continue
    seen_undoing++
    // Another plan has used the hour up since.
    w.counted.push(...w.counted.slice(0, 2).map((c) => ({ ...c, case_id: 'case_other', claimed_at: w.clock.now })))
    expect([(await w.carryOn({ port })).state, await tagged(w)]).toEqual(['rolled_back', 0])
  }
  expect(seen_undoing).toBeGreaterThan(3)
})

it('goes on undoing at once after its process died, whatever room there is', async () => {
  const w = await aWorld()
  await untilOf(w.carryOn())
  const { onStep } = w.execution()
  const dying = w.carryOn({
    isStopRequested: async () => true,
    onStep: async (run) => {
      await onStep(run)
      if (run.steps.some((s) => s.step === 'rollback')) throw new Killed()
    },
  })
  await expect(dying).rejects.toThrow(Killed)
  expect(w.saved.run?.state).toBe('rolling_back')
  expect((await w.carryOn()).state).toBe('rolled_back')
  expect(await tagged(w)).toBe(0)
})
