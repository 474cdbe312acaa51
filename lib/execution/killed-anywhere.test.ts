import { describe, expect, it } from 'vitest'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CallResult, Mutation } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import type { Situation } from '@/lib/desks/cost/fixtures/one-of-each'
import { EVERY_SITUATION, nameOf } from '@/lib/desks/cost/fixtures/other-targets'
import { proposalOf } from '@/lib/desks/cost/fixtures/small-plan'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import { executePlan } from './execute-plan'
import { executionsOf } from './fixtures/executions-of'
import { Killed, killer } from './fixtures/killer'
import { memoryClaims } from './fixtures/memory-claims'
import { rollbackRun } from './rollback-run'

const NOW = '2026-11-19T09:00:00.000Z'
const isMutation = (value: unknown): value is Mutation => typeof value === 'object' && value !== null && 'dry_run' in value && 'idempotency_key' in value

/** An account that remembers every change that was sent to it, so that a second sending shows even where the account would forgive it. */
async function aWorld(s: Situation) {
  const clock = { now: NOW }
  const account = simulatedCloud({ estate: s.estate, log: memoryLog(), now: async () => clock.now })
  const sent: string[] = []
  const port = Object.fromEntries(
    Object.entries(account).map(([name, value]) => [
      name,
      typeof value !== 'function'
        ? value
        : async (...args: unknown[]) => {
            const m = args.at(-1)
            if (isMutation(m) && !m.dry_run) sent.push(`${name} ${JSON.stringify(args.slice(1, -1))} ${m.idempotency_key}`)
            return (value as (...a: unknown[]) => Promise<unknown>)(...args)
          },
    ]),
  ) as unknown as CloudPort // safe: the same methods, each passed on
  const plan = await preparePlan(proposalOf(`case_${s.template}`, [{ template: s.template, params: s.params as never, reasons: [] }]), {
    port,
    now: NOW,
    history: {},
    is_in_change_window: true,
  })
  const claims = memoryClaims()
  const { saved, execution } = executionsOf({ plan, port, claims, now: async () => clock.now })
  return { clock, port, plan, claims, sent, saved, execution }
}
type World = Awaited<ReturnType<typeof aWorld>>

const armed = (w: World, die_at: number, when: 'before' | 'after') => {
  const k = killer(die_at, when)
  const x = w.execution()
  return { k, x: { ...x, port: k.all(x.port), claims: k.all(x.claims), onStep: k.wrap(x.onStep) } }
}

describe.each(EVERY_SITUATION.map((s) => [nameOf(s), s] as const))('%s', (_id, s) => {
  it('is carried out, and undone, by the executor', async () => {
    const w = await aWorld(s)
    expect(w.plan.actions).toHaveLength(1)
    const run = await executePlan(w.execution())
    expect(run.state).toBe('succeeded')
    expect(run.diff.filter((d) => !d.is_expected)).toEqual([])
    w.clock.now = '2026-11-19T17:00:00.000Z'
    const undone = await rollbackRun({ ...w.execution(), run })
    expect(undone.state).toBe('rolled_back')
  })

  it('does the same once, and undoes it, while the clock jumps back and forth between its steps', async () => {
    const whole = await aWorld(s)
    await executePlan(whole.execution())
    const w = await aWorld(s)
    let asked = 0
    // Two hours back, one forward, a jump at every look; the account goes by its own clock.
    const now = async () => addHours(NOW, (asked++ % 3) * 1.5 - 2)
    const run = await executePlan(w.execution({ now }))
    expect({ state: run.state, sent: w.sent.length, open: [...w.claims.all.values()].filter((receipt) => receipt === null) }).toEqual({
      state: 'succeeded',
      sent: whole.sent.length,
      open: [],
    })
    expect(await executePlan(w.execution({ now, previous: run }))).toEqual(run)
    w.clock.now = '2026-11-19T17:00:00.000Z' // a volume may be changed again six hours later
    expect((await rollbackRun({ ...w.execution({ now }), run })).state).toBe('rolled_back')
    expect(new Set(w.sent).size).toBe(w.sent.length)
  })

  it('sends no change twice, loses none and records each, wherever the process is killed', async () => {
    const whole = await aWorld(s)
    const dry = armed(whole, Number.POSITIVE_INFINITY, 'before')
    await executePlan(dry.x)
    const boundaries = dry.k.seen()
    expect(boundaries).toBeGreaterThan(8)
    for (let die_at = 1; die_at <= boundaries; die_at++) {
      for (const when of ['before', 'after'] as const) {
        const w = await aWorld(s)
        await expect(executePlan(armed(w, die_at, when).x)).rejects.toThrow(Killed)
        const sent_before = w.sent.length
        const run = await executePlan(w.execution())
        expect(new Set(w.sent).size).toBe(w.sent.length)
        expect(['succeeded', 'uncertain']).toContain(run.state)
        // What may have been sent is not sent again; what was not is.
        if (run.state === 'uncertain') expect(w.sent).toHaveLength(sent_before)
        else expect(w.sent.length).toBe(whole.sent.length)
        expect([...w.claims.all.values()].every((receipt) => receipt !== null)).toBe(true)
        expect(run.steps.filter((step) => step.step === 'apply' && step.receipt !== null)).toHaveLength(1)
        expect(w.saved.run).toEqual(run)
      }
    }
  })

  it('reads the account again when no answer came, and never asks twice', async () => {
    const w = await aWorld(s)
    const lost = async (result: CallResult): Promise<CallResult> => ({ ...result, status: 'uncertain', detail: 'time-out' })
    const port = Object.fromEntries(
      Object.entries(w.port).map(([name, value]) => [
        name,
        typeof value !== 'function'
          ? value
          : async (...args: unknown[]) => {
              const result = await (value as (...a: unknown[]) => Promise<unknown>)(...args)
              const m = args.at(-1)
              return isMutation(m) && !m.dry_run ? lost(result as CallResult) : result
            },
      ]),
    ) as unknown as CloudPort // safe: as above
    const run = await executePlan(w.execution({ port }))
    // One call is all there is to most; what takes several stops after the first that nobody answered.
    expect(['succeeded', 'uncertain']).toContain(run.state)
    expect(run.state === 'uncertain').toBe(whole(s) > 1)
    expect(new Set(w.sent).size).toBe(w.sent.length)
  })

  it('waits when the account is limiting requests or the credentials have expired, and goes on later', async () => {
    const w = await aWorld(s)
    const reads = Object.fromEntries(
      Object.entries(w.port).map(([name, value]) => [
        name,
        typeof value !== 'function'
          ? value
          : async (...args: unknown[]) => {
              if (!isMutation(args.at(-1))) throw new Fault('provider_down', 'AWS is limiting our requests: try again in a minute')
              return (value as (...a: unknown[]) => Promise<unknown>)(...args)
            },
      ]),
    ) as unknown as CloudPort // safe: as above
    await expect(executePlan(w.execution({ port: reads }))).rejects.toMatchObject({ code: 'provider_down' })
    expect(w.sent).toEqual([])
    expect((await executePlan(w.execution())).state).toBe('succeeded')
  })

  it('changes nothing when the role may not, and says so', async () => {
    const w = await aWorld(s)
    const denied = Object.fromEntries(
      Object.entries(w.port).map(([name, value]) => [
        name,
        typeof value !== 'function'
          ? value
          : async (...args: unknown[]) =>
              isMutation(args.at(-1))
                ? { api: name, request_id: null, status: 'denied', detail: 'AccessDenied: not authorized' }
                : (value as (...a: unknown[]) => Promise<unknown>)(...args),
      ]),
    ) as unknown as CloudPort // safe: as above
    const run = await executePlan(w.execution({ port: denied }))
    expect(run.state).toBe('failed')
    expect(run.steps.find((step) => step.status === 'failed')?.detail).toContain('AccessDenied')
    expect(w.sent).toEqual([])
  })

  it('does not begin after a stop was asked for', async () => {
    const w = await aWorld(s)
    expect((await executePlan(w.execution({ isStopRequested: async () => true }))).state).toBe('failed')
    expect(w.sent).toEqual([])
  })
})

/** Calls that one target takes. */
const CALLS: Record<string, number> = {
  'adjust_budget_alarm of an alarm': 2,
  'adjust_budget_alarm of an alarm beside one of an amount': 2,
  rightsize_ec2: 3,
  ebs_delete_unattached: 2,
}
const whole = (s: Situation): number => CALLS[nameOf(s)] ?? 1

describe('a template of a newer version', () => {
  const situation = EVERY_SITUATION.find((s) => s.template === 'tag_owner')
  const newer = (former: boolean) => {
    const now = COST_ACTIONS['tag_owner']
    if (now === undefined) throw new Error('tag_owner')
    return { tag_owner: { ...now, version: now.version + 1 }, ...(former ? { [`tag_owner@${now.version}`]: now } : {}) }
  }
  async function begun() {
    if (situation === undefined) throw new Error('tag_owner')
    const w = await aWorld(situation)
    const whole_run = await aWorld(situation)
    const counted = armed(whole_run, Number.POSITIVE_INFINITY, 'before')
    await executePlan(counted.x)
    for (let die_at = 1; die_at <= counted.k.seen(); die_at++) {
      const trial = await aWorld(situation)
      await executePlan(armed(trial, die_at, 'after').x).catch(() => null)
      if (trial.sent.length === 1) return trial
    }
    return w
  }

  it('lets a run finish that began with the former one', async () => {
    const w = await begun()
    expect((await executePlan(w.execution({ templates: newer(true) }))).state).toBe('succeeded')
    expect(w.sent).toHaveLength(1)
  })
  it('lets a run be undone that began with the former one', async () => {
    const w = await begun()
    const run = await executePlan(w.execution())
    expect((await rollbackRun({ ...w.execution({ templates: newer(true) }), run })).state).toBe('rolled_back')
  })
  it('leaves a run to a person when nobody kept the former one, and sends nothing more', async () => {
    const w = await begun()
    expect((await executePlan(w.execution({ templates: newer(false) }))).state).toBe('uncertain')
    expect(w.sent).toHaveLength(1)
  })
  it('asks for a new plan when nothing has begun', async () => {
    if (situation === undefined) throw new Error('tag_owner')
    const w = await aWorld(situation)
    expect((await executePlan(w.execution({ templates: newer(true) }))).state).toBe('stale_plan')
    expect(w.sent).toEqual([])
  })
})
