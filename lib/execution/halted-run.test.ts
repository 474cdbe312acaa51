import { describe, expect, it } from 'vitest'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import { anInstance, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, scheduleCandidate, tagCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { planHash } from '@/lib/desks/cost/plan/hash'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { rollbackRun } from '@/lib/execution/undo/rollback-run'
import type { Plan, PlanAction } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import { executePlan } from './execute-plan'
import type { Execution } from './execution'
import { memoryClaims } from './fixtures/memory-claims'
import { leftOf } from './resume-run'

const NOW = '2026-11-19T09:00:00.000Z'
const INSTANCES = [anInstance(1), anInstance(2)]
const OTHERS = [anInstance(3), anInstance(4)]
const now = async () => NOW

/** A plan of two actions, and a person who has the run stop after so many changes were asked for. */
async function runStoppedAfter(changes: number, tagged: typeof INSTANCES = INSTANCES, ordered = (plan: Plan): Plan => plan, more: readonly Candidate[] = []) {
  const port: CloudPort = simulatedCloud({ estate: estateOf([...INSTANCES, ...OTHERS]), log: memoryLog(), now })
  const proposal = proposalOf('case_halted', [scheduleCandidate(INSTANCES), tagCandidate(tagged), ...more])
  const plan = ordered(await preparePlan(proposal, { port, now: NOW, history: {}, is_in_change_window: true }))
  const claims = memoryClaims()
  const execution: Execution<CloudPort> = {
    plan,
    planHash,
    templates: COST_ACTIONS,
    port,
    claims,
    previous: null,
    now,
    onStep: async () => undefined,
    isStopRequested: async () => false,
    isHaltRequested: async () => claims.all.size >= changes,
  }
  return { port, plan, claims, execution, run: await executePlan(execution) }
}
const applies = (run: Run): string[] => run.steps.filter((s) => s.step === 'apply').map((s) => s.status)
const schedules = (port: CloudPort) => Promise.all(INSTANCES.map((i) => port.schedule(DEV, i.instance_id)))

describe('a run that a person stops', () => {
  it('finishes the action in flight, applies nothing more and undoes nothing', async () => {
    const { run, plan, port, claims } = await runStoppedAfter(1)
    expect(plan.actions).toHaveLength(2)
    expect(run.state).toBe('stopped')
    expect(applies(run)).toEqual(['done', 'skipped'])
    expect(run.steps.some((s) => s.step === 'rollback')).toBe(false)
    expect(claims.all.size).toBe(1)
    const [first, second] = plan.actions
    expect(run.steps.filter((s) => s.action_id === first?.action_id && s.step === 'post_snapshot')).toMatchObject([{ status: 'done' }])
    expect(run.steps.find((s) => s.action_id === second?.action_id && s.step === 'apply')?.detail).toContain('not carried out')
    const is_scheduled = (await schedules(port)).every((s) => s !== null)
    expect(is_scheduled).toBe(first?.template === 'schedule_nonprod')
  })

  it('leaves the way back open for what was done', async () => {
    const { run, plan, port, claims } = await runStoppedAfter(1)
    const undone = await rollbackRun({ plan, run, templates: COST_ACTIONS, port, claims, now, onStep: async () => undefined })
    expect(undone.state).toBe('rolled_back')
    expect((await schedules(port)).every((s) => s === null)).toBe(true)
  })

  it('changes nothing at all when it is stopped before its first change, and says of every action that it was not carried out', async () => {
    const { run, claims } = await runStoppedAfter(0)
    expect([run.state, claims.all.size, run.reversible_until]).toEqual(['failed', 0, null])
    expect(applies(run)).toEqual(['skipped', 'skipped'])
  })

  it('stays stopped when its worker starts again', async () => {
    const { run, execution } = await runStoppedAfter(1)
    expect(await executePlan({ ...execution, previous: run, isHaltRequested: async () => false })).toEqual(run)
  })
})

describe('a stopped run that a person resumes', () => {
  const resume = (execution: Execution<CloudPort>, run: Run, over: Partial<Execution<CloudPort>> = {}) =>
    executePlan({ ...execution, previous: run, is_resumed: true, isHaltRequested: async () => false, ...over })

  it('carries out what it left out, once for each key, and nothing twice', async () => {
    const { run, execution, claims, plan } = await runStoppedAfter(1, OTHERS)
    const resumed = await resume(execution, run)
    expect(resumed.state).toBe('succeeded')
    expect(resumed.run_id).toBe(run.run_id)
    expect(claims.all.size).toBe(plan.actions.length)
    const done = resumed.steps.filter((s) => s.step === 'apply' && s.receipt !== null)
    expect(done.map((s) => s.action_id).sort()).toEqual(plan.actions.map((a) => a.action_id).sort())
    expect(new Set(done.map((s) => s.receipt?.idempotency_key)).size).toBe(plan.actions.length)
    // The log keeps that it was left out before.
    expect(applies(resumed)).toEqual(['done', 'skipped', 'done'])
    const undone = await rollbackRun({ plan, run: resumed, templates: COST_ACTIONS, port: execution.port, claims, now, onStep: async () => undefined })
    expect(undone.state).toBe('rolled_back')
  })

  it('stays stopped, does nothing and says why where what it did was taken back or its targets were changed since', async () => {
    const { run, execution, claims, port, plan } = await runStoppedAfter(1, OTHERS)
    const [first] = plan.actions
    const [instance] = OTHERS
    if (first?.template !== 'tag_owner' || instance === undefined) throw new Error('tags are put first')
    await port.putTags(DEV, instance.arn, { owner: 'somebody else' }, { dry_run: false, idempotency_key: 'somebody' })
    const again = await resume(execution, run)
    expect([again.state, claims.all.size]).toEqual(['stopped', 1])
    expect(again.steps.at(-1)).toMatchObject({
      action_id: first.action_id,
      step: 'recheck',
      status: 'failed',
      detail: expect.stringContaining('does not go on'),
    })
  })

  describe('where two of the actions that it did have a resource in common', () => {
    const scheduleFirst = (plan: Plan): Plan => {
      const place = (a: PlanAction): number => (a.template === 'schedule_nonprod' ? 0 : a.targets.some((t) => t.arn === INSTANCES[0]?.arn) ? 1 : 2)
      const turned = { ...plan, actions: plan.actions.toSorted((a, b) => place(a) - place(b)) }
      return { ...turned, plan_hash: planHash(turned) }
    }
    const both = () => runStoppedAfter(2, INSTANCES, scheduleFirst, [tagCandidate(OTHERS)])

    it('takes what the later one declared for its own, and goes on', async () => {
      const { run, execution, plan, port } = await both()
      expect(plan.actions.map((a) => a.template)).toEqual(['schedule_nonprod', 'tag_owner', 'tag_owner'])
      expect([run.state, applies(run)]).toEqual(['stopped', ['done', 'done', 'skipped']])
      const resumed = await resume(execution, run)
      expect([resumed.state, applies(resumed)]).toEqual(['succeeded', ['done', 'done', 'skipped', 'done']])
      for (const { arn } of [...INSTANCES, ...OTHERS]) expect(await port.tags(DEV, arn)).toMatchObject({ owner: 'mara' })
    })

    it('stays stopped where somebody else changed what the later one had left', async () => {
      const { run, execution, claims, port, plan } = await both()
      const [{ arn }] = INSTANCES as [(typeof INSTANCES)[0]]
      await port.putTags(DEV, arn, { meddled: 'yes' }, { dry_run: false, idempotency_key: 'somebody' })
      const again = await resume(execution, run)
      expect([again.state, claims.all.size]).toEqual(['stopped', 2])
      expect(again.steps.at(-1)).toMatchObject({ action_id: plan.actions[0]?.action_id, status: 'failed', detail: expect.stringContaining('meddled') })
    })
  })

  it('stays stopped where a target of what it left out is not as the plan saw it', async () => {
    const { run, execution, claims, port, plan } = await runStoppedAfter(1, OTHERS)
    const [, second] = plan.actions
    const [instance] = INSTANCES
    if (second === undefined || instance === undefined) throw new Error('a plan of two actions')
    const another = { time_zone: 'UTC', days: [0], on_hour: 1, off_hour: 2 }
    await port.putSchedule(DEV, instance.instance_id, another, { dry_run: false, idempotency_key: 'somebody' })
    const again = await resume(execution, run)
    expect([again.state, claims.all.size]).toEqual(['stopped', 1])
    expect(again.steps.at(-1)).toMatchObject({ action_id: second.action_id, step: 'recheck', status: 'failed' })
  })

  it('goes on with no effect twice when its worker dies after any of its saves', async () => {
    const { run: stopped } = await runStoppedAfter(1, OTHERS)
    const saves = { count: 0 }
    const { execution } = await runStoppedAfter(1, OTHERS)
    await resume(execution, stopped, {
      onStep: async () => {
        saves.count += 1
      },
    })
    for (let dies_after = 1; dies_after <= saves.count; dies_after++) {
      const { run, execution, claims, plan } = await runStoppedAfter(1, OTHERS)
      const asked: string[] = []
      const counted: CloudPort['putSchedule'] = async (place, id, schedule, m) => {
        if (!m.dry_run) asked.push(m.idempotency_key)
        return execution.port.putSchedule(place, id, schedule, m)
      }
      const second = { ...execution, port: { ...execution.port, putSchedule: counted } }
      let [saved, left] = [run, dies_after]
      const dying = resume(second, run, {
        onStep: async (at) => {
          if (left === 0) throw new Error('killed')
          left -= 1
          saved = at
        },
      })
      await dying.catch(() => undefined)
      const ended = await executePlan({ ...second, previous: saved, is_resumed: saved.state === 'stopped', isHaltRequested: async () => false })
      // Between two targets of one call nobody knows how it ended: that is left to a person, and never asked for again.
      expect(['succeeded', 'uncertain']).toContain(ended.state)
      expect(claims.all.size).toBe(plan.actions.length)
      expect(asked).toEqual([...new Set(asked)])
    }
  })

  it('can be stopped again, and undoes everything that it did when an action fails', async () => {
    const { run, execution } = await runStoppedAfter(1, OTHERS)
    expect((await resume(execution, run, { isHaltRequested: async () => true })).state).toBe('stopped')
    const { run: other, execution: second, port } = await runStoppedAfter(1, OTHERS)
    const refused: CloudPort['putSchedule'] = async (place, id, schedule, m) => ({
      ...(await port.putSchedule(place, id, schedule, { ...m, dry_run: true })),
      status: m.dry_run ? 'would_succeed' : 'refused',
    })
    const undone = await resume({ ...second, port: { ...port, putSchedule: refused } }, other)
    expect(undone.state).toBe('rolled_back')
    expect(
      (
        await port.instances(
          DEV,
          OTHERS.map((i) => i.instance_id),
        )
      ).instances.every((i) => i.tags['owner'] === undefined),
    ).toBe(true)
  })

  it('is no other run: one that ended by itself, or on another word, is not taken up', async () => {
    const { run, execution } = await runStoppedAfter(1, OTHERS)
    const done = await resume(execution, run)
    expect(await resume(execution, done)).toEqual(done)
    expect(leftOf({ run: done, plan: execution.plan })).toBeNull()
    expect(leftOf({ run, plan: execution.plan })?.map((a) => a.action_id)).toEqual([execution.plan.actions[1]?.action_id])
    expect(leftOf({ run, plan: { ...execution.plan, plan_hash: 'b'.repeat(64) } })).toBeNull()
  })
})
