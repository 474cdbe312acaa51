import { describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CallResult } from '@/lib/desks/cost/connectors/cloud/call'
import { awsWireServer, keyOf } from '@/lib/desks/cost/connectors/cloud/contracts/aws-wire-server.contract'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { awsCloud } from '@/lib/desks/cost/connectors/cloud/real/aws'
import { anInstance, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, scheduleCandidate, tagCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import { claimStore } from '@/lib/execution/claims/claim-store'
import { rollbackRun } from '@/lib/execution/undo/rollback-run'
import type { Plan } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import { executePlan } from './execute-plan'
import { aPlan, INSTANCES, NOW, schedules, undo } from './fixtures/a-plan'
import { overTime } from './fixtures/over-time'

testDatabase()

const steps = (run: Run): string[] => run.steps.map((s) => `${s.step} ${s.status}`)

describe('executing a plan', () => {
  it('checks, captures, tries, applies, captures again and compares', async () => {
    const w = await aPlan()
    const run = await executePlan(w.execution())
    expect(run.state).toBe('succeeded')
    expect(steps(run)).toEqual(['recheck done', 'snapshot done', 'dry_run done', 'apply done', 'post_snapshot done'])
    expect(run.diff).toEqual(
      ['loadtest-1', 'loadtest-2'].map((target) => ({ target, field: 'schedule', before: 'none', after: 'Mon-Fri 07:00-19:00 UTC', is_expected: true })),
    )
    expect(run.reversible_until).toBe('2026-12-19T09:00:00.000Z')
    expect(w.saved.run).toEqual(run)
    expect(await w.events()).toHaveLength(2)
  })

  it('says while it changes how many targets are over', async () => {
    const w = await aPlan()
    const told: string[] = []
    const { onStep } = w.execution()
    await executePlan(
      w.execution({
        onStep: async (run) => {
          const line = run.steps.find((s) => s.step === 'apply' && s.status === 'running')
          if (line !== undefined) told.push(line.detail)
          await onStep(run)
        },
      }),
    )
    expect(told).toEqual(['asked for', '1 of 2 targets, last loadtest-1'])
  })

  it('does nothing when it is started again after its end', async () => {
    const w = await aPlan()
    const first = await executePlan(w.execution())
    expect(await executePlan(w.execution())).toEqual(first)
    expect(await w.events()).toHaveLength(2)
  })

  it('refuses a plan that was changed after its hash was signed', async () => {
    const w = await aPlan()
    const changed: Plan = { ...w.plan, actions: w.plan.actions.map((a) => ({ ...a, params: { ...a.params, targets: [] } })) }
    await expect(executePlan(w.execution({ plan: changed }))).rejects.toMatchObject({ code: 'digest_mismatch' })
    expect(await w.events()).toEqual([])
  })

  it('ends stale_plan and changes nothing when a target changed after planning', async () => {
    const w = await aPlan()
    await w.port.stopInstance(DEV, INSTANCES[0]?.instance_id ?? '', { dry_run: false, idempotency_key: 'somebody' })
    const run = await overTime(w.clock, () => executePlan(w.execution()))
    expect(run.state).toBe('stale_plan')
    expect(steps(run)).toEqual(['settle done', 'recheck failed'])
    expect(run.steps.at(-1)?.detail).toBe('not as the dry run saw it: loadtest-1: state was running, is stopped')
    expect(await schedules(w.port)).toEqual([null, null])
  })

  it('says that the targets changed, and names what it can, where the plan kept less of what its dry run saw', async () => {
    const w = await aPlan()
    await w.port.stopInstance(DEV, INSTANCES[0]?.instance_id ?? '', { dry_run: false, idempotency_key: 'somebody' })
    const actions = w.plan.actions.map((a) => ({ ...a, dry_run: { ...a.dry_run, seen: undefined } }))
    const run = await overTime(w.clock, () => executePlan(w.execution({ plan: { ...w.plan, actions } })))
    expect(run).toMatchObject({ state: 'stale_plan' })
    expect(run.steps.at(-1)?.detail).toBe('the targets are no longer in the state that the dry run saw')
  })

  it('ends stale_plan when a check does not pass any more', async () => {
    const w = await aPlan()
    await w.port.putTags(DEV, INSTANCES[0]?.arn ?? '', { 'do-not-modify': 'true' }, { dry_run: false, idempotency_key: 'somebody' })
    const run = await executePlan(w.execution())
    expect(run).toMatchObject({ state: 'stale_plan', steps: [{ detail: 'guard_tag: loadtest-1: protected by do-not-modify=true' }] })
  })

  it('ends stale_plan when the template has another version', async () => {
    const w = await aPlan()
    const schedule = COST_ACTIONS['schedule_nonprod']
    const run = await executePlan(w.execution({ templates: schedule === undefined ? {} : { schedule_nonprod: { ...schedule, version: 2 } } }))
    expect(run.state).toBe('stale_plan')
    expect(await w.events()).toEqual([])
  })

  it('carries out two actions on one resource, where the second meets what the first left there', async () => {
    const w = await aPlan([scheduleCandidate(INSTANCES), tagCandidate(INSTANCES)])
    const before = await Promise.all(INSTANCES.map((i) => w.port.tags(DEV, i.arn)))
    const run = await executePlan(w.execution())
    expect(run.state).toBe('succeeded')
    expect((await schedules(w.port)).every((s) => s !== null)).toBe(true)
    for (const i of INSTANCES) expect(await w.port.tags(DEV, i.arn)).toMatchObject({ owner: 'mara' })
    const undone = await undo(w, run)
    expect(undone.state).toBe('rolled_back')
    expect(await schedules(w.port)).toEqual([null, null])
    expect(await Promise.all(INSTANCES.map((i) => w.port.tags(DEV, i.arn)))).toEqual(before)
  })

  it('still stops at what somebody else changed on a resource between its two actions', async () => {
    const w = await aPlan([scheduleCandidate(INSTANCES), tagCandidate(INSTANCES)])
    const [first] = w.plan.actions
    const [one] = INSTANCES
    const meddle = async (saved: Run) => {
      const is_first_done = saved.steps.some((s) => s.action_id === first?.action_id && s.step === 'post_snapshot')
      const tags = one === undefined ? {} : await w.port.tags(DEV, one.arn)
      if (is_first_done && one !== undefined && tags['meddled'] === undefined)
        await w.port.putTags(DEV, one.arn, { meddled: 'yes' }, { idempotency_key: 'meddled', dry_run: false })
    }
    const { onStep } = w.execution()
    const clock = { now: NOW }
    const meddled = async (saved: Run) => {
      await onStep(saved)
      await meddle(saved)
    }
    const run = await overTime(clock, () => executePlan(w.execution({ now: async () => clock.now, onStep: meddled })))
    expect(run.steps.map((s) => s.detail)).toContain(
      'the targets changed while the plan was being carried out: loadtest-1: tags was Name=loadtest-1, env=dev, team=checkout, is Name=loadtest-1, env=dev, meddled=yes, owner=mara, team=checkout',
    )
    expect(run.state).not.toBe('succeeded')
  })

  it('undoes what was applied when a later action is refused', async () => {
    const w = await aPlan([scheduleCandidate(INSTANCES), tagCandidate([anInstance(3)])])
    const order = w.plan.actions.map((a) => a.template)
    const refuse = async (api: string): Promise<CallResult> => ({ api, request_id: 'r', status: 'refused', detail: 'TagLimitExceeded' })
    const failing =
      order[0] === 'tag_owner'
        ? {
            ...w.port,
            putSchedule: (...a: Parameters<CloudPort['putSchedule']>) => (a[3].dry_run ? w.port.putSchedule(...a) : refuse('scheduler:CreateSchedule')),
          }
        : w.port
    const run = await executePlan(w.execution({ port: failing }))
    expect(run.state).toBe('rolled_back')
    expect(await w.port.tags(DEV, anInstance(3).arn)).toEqual(anInstance(3).tags)
    expect(await schedules(w.port)).toEqual([null, null])
    expect(steps(run).filter((s) => s.startsWith('rollback'))).toEqual(['rollback done'])
  })

  it('ends failed when nothing was changed before the refusal', async () => {
    const w = await aPlan()
    const port: CloudPort = {
      ...w.port,
      putSchedule: async (...a) => (a[3].dry_run ? w.port.putSchedule(...a) : { api: 'x', request_id: null, status: 'refused', detail: 'no' }),
    }
    expect((await executePlan(w.execution({ port }))).state).toBe('failed')
    expect(await w.events()).toEqual([])
  })

  it('may be tried again after it failed, once somebody has approved it again', async () => {
    const w = await aPlan()
    const port: CloudPort = {
      ...w.port,
      putSchedule: async (...a) => (a[3].dry_run ? w.port.putSchedule(...a) : { api: 'x', request_id: null, status: 'refused', detail: 'no' }),
    }
    expect((await executePlan(w.execution({ port, let_by: 'ap_1' }))).state).toBe('failed')
    expect((await executePlan(w.execution({ let_by: 'ap_1' }))).state).toBe('failed')
    expect((await executePlan(w.execution({ let_by: 'ap_2' }))).state).toBe('succeeded')
  })

  it('does not begin an action after a stop was asked for, and undoes the ones before', async () => {
    const w = await aPlan([scheduleCandidate(INSTANCES), tagCandidate([anInstance(3)])])
    let asked = 0
    const run = await executePlan(w.execution({ isStopRequested: async () => ++asked === 2 }))
    expect(run.state).toBe('rolled_back')
    expect(steps(run)).toContain('apply skipped')
  })

  it('reads the account again when no answer comes, and goes on if the change is there', async () => {
    const w = await aPlan()
    const last = INSTANCES[1]?.instance_id
    const port: CloudPort = {
      ...w.port,
      async putSchedule(place, id, schedule, m) {
        const result = await w.port.putSchedule(place, id, schedule, m)
        return m.dry_run || id !== last ? result : { ...result, status: 'uncertain', detail: 'time-out' }
      },
    }
    const run = await executePlan(w.execution({ port }))
    expect(run.state).toBe('succeeded')
    expect(run.steps.find((s) => s.step === 'apply')?.detail).toContain('read again')
  })

  it('leaves it to a person when no answer comes and the change is not there', async () => {
    const w = await aPlan()
    let sent = 0
    const port: CloudPort = {
      ...w.port,
      async putSchedule(...a) {
        if (a[3].dry_run) return w.port.putSchedule(...a)
        sent += 1
        return { api: 'x', request_id: null, status: 'uncertain', detail: 'time-out' }
      },
    }
    expect((await executePlan(w.execution({ port }))).state).toBe('uncertain')
    expect((await executePlan(w.execution({ port }))).state).toBe('uncertain')
    expect(sent).toBe(1)
  })
})

it('carries the same plan out, and back, over the wire of AWS', async () => {
  const server = await awsWireServer(estateOf(INSTANCES), async () => NOW)
  try {
    const w = await aPlan()
    const account = { role_arn: null, external_id: null, scheduler_role_arn: `arn:aws:iam::${DEV.account_id}:role/scheduler` }
    const aws = awsCloud(
      { accounts: { [DEV.account_id]: account }, credentials: keyOf(DEV.account_id), endpoint: server.endpoint, timeout_ms: 5000 },
      async () => NOW,
    )
    const plan = await preparePlan(proposalOf(w.plan.case_id, [scheduleCandidate(INSTANCES)]), { port: aws, now: NOW, history: {}, is_in_change_window: true })
    // Equal worlds, equal plans: whoever answers.
    expect(plan.plan_hash).toBe(w.plan.plan_hash)
    const run = await executePlan(w.execution({ port: aws }))
    expect(run.state).toBe('succeeded')
    expect(run.steps.find((s) => s.step === 'apply')?.receipt?.calls.map((c) => c.api)).toEqual(['scheduler:CreateSchedule', 'scheduler:CreateSchedule'])
    const undone = await rollbackRun({
      plan,
      run,
      templates: COST_ACTIONS,
      port: aws,
      claims: claimStore(w.tenant_id),
      now: async () => NOW,
      onStep: w.execution().onStep,
    })
    expect(undone.state).toBe('rolled_back')
  } finally {
    await server.close()
  }
})
