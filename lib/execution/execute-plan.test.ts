import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CallResult } from '@/lib/desks/cost/connectors/cloud/call'
import { awsWireServer, keyOf } from '@/lib/desks/cost/connectors/cloud/contracts/aws-wire-server.contract'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { awsCloud } from '@/lib/desks/cost/connectors/cloud/real/aws'
import type { SimulatedEstate } from '@/lib/desks/cost/connectors/cloud/simulation/estate'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { readSimulatedEvents, simulatedLog } from '@/lib/desks/cost/connectors/cloud/simulation/simulated-store'
import { anInstance, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, scheduleCandidate, tagCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { planHash } from '@/lib/desks/cost/plan/hash'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import type { Plan } from '@/schemas/action'
import { Run } from '@/schemas/execution'
import { claimStore } from './claim-store'
import type { Claims } from './claims'
import { executePlan } from './execute-plan'
import type { Execution } from './execution'
import { Killed, killer } from './fixtures/killer'
import { readEffect } from './read-effect'
import { rollbackRun } from './rollback-run'

testDatabase()

const NOW = '2026-11-19T09:00:00.000Z'
const INSTANCES = [anInstance(1), anInstance(2)]
let count = 0

/** A tenant with one case, its own account, and a plan for it. */
async function aPlan(candidates: Candidate[] = [scheduleCandidate(INSTANCES)], estate: SimulatedEstate = estateOf([...INSTANCES, anInstance(3)])) {
  const n = ++count
  const [tenant_id, case_id] = [`tn_${n}`, `case_${n}`]
  await change(tenant_id, async (tx) => {
    await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [tenant_id])
    await tx.query(
      `insert into cases (case_id, tenant_id, desk, incident_key, revision, phase, status, severity, at_stake_per_day, is_closed, body, opened_at, updated_at)
       values ($1, $2, 'cost', 'k', 0, 'execute', 'approved', 'high', 1, false, '{}', now(), now())`,
      [case_id, tenant_id],
    )
    const actor = { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id, surface: 'system' } as const
    return { result: 1, events: [{ kind: 'tenant.created', subject: tenant_id, actor: { ...actor, roles: [] }, body: {} }] }
  })
  const clock = { now: NOW }
  const port = simulatedCloud({ estate, log: simulatedLog(tenant_id), now: async () => clock.now })
  const plan = await preparePlan(proposalOf(case_id, candidates), { port, now: NOW, history: {}, is_in_change_window: true })
  const saved: { run: Run | null } = { run: null }
  const execution = (differs: Partial<Execution<CloudPort>> = {}): Execution<CloudPort> => ({
    plan,
    planHash,
    templates: COST_ACTIONS,
    port,
    claims: claimStore(tenant_id),
    previous: saved.run,
    now: async () => clock.now,
    onStep: async (run) => {
      saved.run = Run.parse(structuredClone(run))
    },
    isStopRequested: async () => false,
    ...differs,
  })
  return { tenant_id, clock, port, plan, saved, execution, events: () => readSimulatedEvents(tenant_id) }
}

const steps = (run: Run): string[] => run.steps.map((s) => `${s.step} ${s.status}`)
const schedules = async (port: CloudPort) => Promise.all(INSTANCES.map((i) => port.schedule(DEV, i.instance_id)))

const undo = (w: Awaited<ReturnType<typeof aPlan>>, run: Run, port = w.port) =>
  rollbackRun({
    plan: w.plan,
    run,
    templates: COST_ACTIONS,
    port,
    claims: claimStore(w.tenant_id),
    now: async () => w.clock.now,
    onStep: w.execution().onStep,
  })

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
    const run = await executePlan(w.execution())
    expect(run.state).toBe('stale_plan')
    expect(steps(run)).toEqual(['recheck failed'])
    expect(await schedules(w.port)).toEqual([null, null])
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
    const run = await executePlan(
      w.execution({
        onStep: async (saved) => {
          await onStep(saved)
          await meddle(saved)
        },
      }),
    )
    expect(run.steps.some((s) => s.detail === 'the targets changed while the plan was being carried out')).toBe(true)
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

describe('a rollback that a person asks for', () => {
  it('gives the captured fields back days later, and starts what ran before', async () => {
    const w = await aPlan()
    const run = await executePlan(w.execution())
    w.clock.now = '2026-11-22T12:00:00.000Z' // a Sunday: the schedule has stopped them
    expect(await readEffect({ plan: w.plan, run, templates: COST_ACTIONS, port: w.port, now: w.clock.now })).toMatchObject({ status: 'in_place' })
    const undone = await undo(w, run)
    expect(undone.state).toBe('rolled_back')
    const { instances } = await w.port.instances(
      DEV,
      INSTANCES.map((i) => i.instance_id),
    )
    expect(instances.map((i) => [i.state, i.schedule])).toEqual([
      ['running', null],
      ['running', null],
    ])
    expect(await undo(w, undone)).toEqual(undone)
    expect(await readEffect({ plan: w.plan, run, templates: COST_ACTIONS, port: w.port, now: w.clock.now })).toMatchObject({ status: 'missing' })
  })

  it('may be repeated when it failed', async () => {
    const w = await aPlan()
    const run = await executePlan(w.execution())
    const port: CloudPort = { ...w.port, deleteSchedule: async () => ({ api: 'x', request_id: null, status: 'refused', detail: 'no' }) }
    const failed = await undo(w, run, port)
    expect(failed.state).toBe('rollback_failed')
    expect((await undo(w, failed)).state).toBe('rolled_back')
  })

  it('is refused once the recipe is no longer known to work', async () => {
    const w = await aPlan()
    const run = await executePlan(w.execution())
    w.clock.now = addHours(NOW, 24 * 31)
    await expect(undo(w, run)).rejects.toMatchObject({ code: 'expired' })
  })
})

describe('a process that is killed at any boundary', () => {
  let boundaries = 0
  beforeAll(async () => {
    const w = await aPlan()
    const k = killer(Number.POSITIVE_INFINITY, 'before')
    const x = w.execution()
    await executePlan({ ...x, port: k.all(x.port), claims: k.all<Claims>(x.claims), onStep: k.wrap(x.onStep) })
    boundaries = k.seen()
  })

  it('makes every effect at most once, and ends known or uncertain, never repeated', async () => {
    expect(boundaries).toBeGreaterThan(20)
    const ends: Record<string, number> = {}
    for (let die_at = 1; die_at <= boundaries; die_at++) {
      for (const when of ['before', 'after'] as const) {
        const w = await aPlan()
        const k = killer(die_at, when)
        const x = w.execution()
        await expect(executePlan({ ...x, port: k.all(x.port), claims: k.all<Claims>(x.claims), onStep: k.wrap(x.onStep) })).rejects.toThrow(Killed)
        const before = await w.events()
        const run = await executePlan(w.execution())
        const after = await w.events()

        expect(['succeeded', 'uncertain']).toContain(run.state)
        const touched = after.map((e) => e.arn)
        expect(new Set(touched).size).toBe(touched.length)
        const claims = await everyTenant<{ n: string }>('select count(*) as n from execution_claim where tenant_id = $1', [w.tenant_id])
        expect(Number(claims[0]?.n)).toBe(1)
        if (run.state === 'succeeded') expect(after).toHaveLength(2)
        // Once a call may have been made, the second start makes none.
        else expect(after).toEqual(before)
        ends[run.state] = (ends[run.state] ?? 0) + 1
      }
    }
    expect(ends['succeeded']).toBeGreaterThan(ends['uncertain'] ?? 0)
  }, 120_000)

  it('can be rolled back from wherever it ended, also when the rollback is killed', async () => {
    for (let die_at = 1; die_at <= 24; die_at += 2) {
      const w = await aPlan()
      const run = await executePlan(w.execution())
      const k = killer(die_at, 'after')
      const x = {
        plan: w.plan,
        run,
        templates: COST_ACTIONS,
        port: w.port,
        claims: claimStore(w.tenant_id),
        now: async () => w.clock.now,
        onStep: w.execution().onStep,
      }
      const killed = await rollbackRun({ ...x, port: k.all(w.port), claims: k.all<Claims>(x.claims), onStep: k.wrap(x.onStep) }).catch((error: unknown) => {
        if (error instanceof Killed) return null
        throw error
      })
      const last = killed ?? (await rollbackRun({ ...x, run: w.saved.run ?? run }))
      const undone = last.state === 'rollback_failed' ? await rollbackRun({ ...x, run: last }) : last
      expect(undone.state).toBe('rolled_back')
      expect(await schedules(w.port)).toEqual([null, null])
    }
  }, 60_000)

  it('can be started again while the account cannot be read', async () => {
    const w = await aPlan()
    const down = async (): Promise<never> => {
      throw new Fault('provider_down', 'AWS did not answer')
    }
    await expect(executePlan(w.execution({ port: { ...w.port, instances: down } }))).rejects.toMatchObject({ code: 'provider_down' })
    expect((await executePlan(w.execution())).state).toBe('succeeded')
  })
})
