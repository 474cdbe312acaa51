import { describe, expect, it } from 'vitest'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CallResult } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import type { Situation } from '@/lib/desks/cost/fixtures/one-of-each'
import { EVERY_SITUATION, nameOf } from '@/lib/desks/cost/fixtures/other-targets'
import { rollbackRun } from '@/lib/execution/undo/rollback-run'
import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import { executePlan } from './execute-plan'
import { Killed } from './fixtures/killer'
import { aWorld, carriedOut, dying, isMutation, NOW, undone } from './fixtures/sent-changes'

describe.each(EVERY_SITUATION.map((s) => [nameOf(s), s] as const))('%s', (_id, s) => {
  it('is carried out, and undone, by the executor', async () => {
    const w = await aWorld(s)
    expect(w.plan.actions).toHaveLength(1)
    const run = await carriedOut(w)
    expect(run.state).toBe('succeeded')
    expect(run.diff.filter((d) => !d.is_expected)).toEqual([])
    w.clock.now = '2026-11-19T17:00:00.000Z'
    expect((await undone(w)).state).toBe('rolled_back')
    expect(w.refused).toEqual([])
  })

  it('does the same once, and undoes it, while the clock jumps back and forth between its steps', async () => {
    const whole = await aWorld(s)
    await carriedOut(whole)
    const w = await aWorld(s)
    let asked = 0
    // Two hours back, one forward, a jump at every look; the account goes by its own clock.
    const now = async () => addHours(NOW, (asked++ % 3) * 1.5 - 2)
    const run = await carriedOut(w, { now })
    expect({ state: run.state, sent: w.sent.length, open: [...w.claims.all.values()].filter((receipt) => receipt === null) }).toEqual({
      state: 'succeeded',
      sent: whole.sent.length,
      open: [],
    })
    expect(await executePlan(w.execution({ now, previous: run }))).toEqual(run)
    w.clock.now = '2026-11-19T17:00:00.000Z' // by then EC2 has completed the change of a volume
    expect((await undone(w, { now })).state).toBe('rolled_back')
    expect(new Set(w.sent).size).toBe(w.sent.length)
  })

  it('sends no change twice, loses none and records each, wherever the process is killed', async () => {
    const whole = await aWorld(s)
    const dry = dying(whole, Number.POSITIVE_INFINITY, 'before')
    await dry.carriedOut()
    const boundaries = dry.seen()
    expect(boundaries).toBeGreaterThan(8)
    for (let die_at = 1; die_at <= boundaries; die_at++) {
      for (const when of ['before', 'after'] as const) {
        const w = await aWorld(s)
        await expect(dying(w, die_at, when).carriedOut()).rejects.toThrow(Killed)
        const sent_before = w.sent.length
        const run = await carriedOut(w)
        expect(new Set(w.sent).size).toBe(w.sent.length)
        expect(['succeeded', 'uncertain']).toContain(run.state)
        // What may have been sent is not sent again; what was not is.
        if (run.state === 'uncertain') expect(w.sent).toHaveLength(sent_before)
        else expect(w.sent.length).toBe(whole.sent.length)
        expect([...w.claims.all.values()].every((receipt) => receipt !== null)).toBe(true)
        const receipts = run.steps.filter((step) => step.step === 'apply' && step.receipt !== null)
        if (run.state === 'succeeded') expect(receipts).toHaveLength(stagesOf(s))
        expect(new Set(receipts.map((r) => r.receipt?.idempotency_key)).size).toBe(receipts.length)
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
    const run = await carriedOut(w, { port })
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
    expect((await carriedOut(w)).state).toBe('succeeded')
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
const stagesOf = (s: Situation): number => COST_ACTIONS[s.template]?.stages ?? 1

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
    const counted = dying(whole_run, Number.POSITIVE_INFINITY, 'before')
    await counted.carriedOut()
    for (let die_at = 1; die_at <= counted.seen(); die_at++) {
      const trial = await aWorld(situation)
      await dying(trial, die_at, 'after')
        .carriedOut()
        .catch(() => null)
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
