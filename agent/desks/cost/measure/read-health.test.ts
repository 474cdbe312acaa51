import { describe, expect, it } from 'vitest'
import type { HealthPort } from '@/lib/desks/cost/connectors/health/port'
import { ACTION } from '@/lib/desks/cost/fixtures/cases/plan'
import { SUCCEEDED } from '@/lib/desks/cost/fixtures/cases/run'
import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import { instantsOf } from '@/lib/verification/signal-points'
import type { PlanAction } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import type { VerificationCheck } from '@/schemas/verification'
import { type HealthQuestion, readHealth } from './read-health'

const EXECUTED = SUCCEEDED.finished_at ?? ''
const precheck = (id: string, detail: string) => ({ id, outcome: 'passed' as const, detail })
const release: PlanAction = {
  ...ACTION,
  template: 'eip_release',
  title: 'Release 52.16.0.9',
  health_signals: [],
  prechecks: [precheck('not_associated', 'no target is associated')],
}
const IN_PLACE: VerificationCheck['effect'] = { status: 'in_place', detail: 'gone' }

/** What is known two hours later of an action that was carried out by a run. */
function look(
  action: PlanAction,
  { effect = IN_PLACE, run = SUCCEEDED, hours = 2, health = null as HealthPort | null, checks = [] as HealthQuestion['checks'] } = {},
) {
  const at = addHours(EXECUTED, hours)
  return readHealth({ health, actions: [action], run, checks, effectNow: Promise.resolve(effect), now: at })
}
const statuses = async (...asked: Parameters<typeof look>) => (await look(...asked)).map((s) => s.status)

describe('a change on which nothing runs', () => {
  it('is healthy by what its run read right before it, and says so', async () => {
    expect(await look(release)).toEqual([
      {
        signal: 'what runs on it: Release 52.16.0.9',
        unit: 'uses',
        status: 'ok',
        before: 0,
        after: 0,
        threshold: 'at most 0 uses',
        detail: 'nothing runs on it, so nothing is measured: no target is associated, also right before the change',
      },
    ])
    expect(await statuses({ ...release, template: 'tag_owner', prechecks: [] })).toEqual(['ok'])
  })

  it('is healthy too where somebody has taken the change back since: what becomes of that is the effect', async () => {
    expect(await statuses(release, { effect: { status: 'missing', detail: 'it is there again' } })).toEqual(['ok'])
  })

  it('is not known where the run did not look right before it, or its plan had no such condition', async () => {
    const unread: Run = { ...SUCCEEDED, steps: SUCCEEDED.steps.filter((s) => s.step !== 'recheck') }
    expect(await statuses(release, { run: unread })).toEqual(['unknown'])
    expect(await statuses({ ...release, prechecks: [precheck('idle_for_a_week', 'idle')] })).toEqual(['unknown'])
  })

  it('is asked again where the account cannot be read, and not known when that goes on', async () => {
    const effect: VerificationCheck['effect'] = { status: 'unknown', detail: 'not known: the account could not be read' }
    await expect(look(release, { effect })).rejects.toMatchObject({ code: 'provider_down' })
    expect(await look(release, { effect, hours: 2.5 })).toMatchObject([{ status: 'unknown', detail: 'not known: the account could not be read' }])
  })
})

describe('a source of metrics that does not answer', () => {
  const answers: HealthPort = { connector: 'a-metrics-service', signals: async () => [] }
  const silent: HealthPort = { ...answers, signals: async () => Promise.reject(new Fault('provider_down', 'AWS did not answer')) }
  const hours_later = (hours: number, health = silent) => statuses(ACTION, { health, hours })

  it('is asked again for a quarter of an hour, however long after its time a check is made, and each time that it goes silent', async () => {
    await expect(hours_later(300)).rejects.toMatchObject({ code: 'provider_down' })
    await expect(hours_later(300.2)).rejects.toMatchObject({ code: 'provider_down' })
    expect(await hours_later(300.3)).toEqual(['unknown'])
    await expect(hours_later(301)).rejects.toMatchObject({ code: 'provider_down' })
    await hours_later(301.1, answers)
    await expect(hours_later(302)).rejects.toMatchObject({ code: 'provider_down' })
  })
})

describe('a change of something that runs', () => {
  it('is not known without a source of metrics, or with one that measures nothing of it, whatever its template says', async () => {
    const silent: HealthPort = { connector: 'a-metrics-service', signals: async () => [] }
    for (const health of [null, silent]) expect(await statuses({ ...ACTION, health_signals: [] }, { health })).toEqual(['unknown'])
  })

  it('is told of harm that came and went since health was last known, and not of what a look before has told', async () => {
    const third_day = [addHours(EXECUTED, 60), addHours(EXECUTED, 63)] as const
    const passing: HealthPort = {
      connector: 'a-metrics-service',
      signals: async (_action, stretches) => [
        {
          signal: 'errors',
          kind: 'error_rate_pct' as const,
          unit: '%',
          points: instantsOf(stretches).map((at) => ({ at, value: at >= third_day[0] && at < third_day[1] ? 2 : 0.1 })),
        },
      ],
    }
    const looked = (hours: number, status: 'ok' | 'unknown') => ({ at: addHours(EXECUTED, hours), health: { status, signals: [] } })
    const week = { health: passing, hours: 7 * 24 }
    expect(await statuses(ACTION, { ...week, checks: [looked(24, 'ok')] })).toEqual(['degraded'])
    expect(await statuses(ACTION, { ...week, checks: [looked(24, 'ok'), looked(72, 'unknown')] })).toEqual(['degraded'])
    expect(await statuses(ACTION, { ...week, checks: [looked(24, 'ok'), looked(72, 'ok')] })).toEqual(['ok'])
  })

  it('is not known where of some time since the run nothing was known, however well it is since; what nothing runs on is', async () => {
    const well: HealthPort = {
      connector: 'a-metrics-service',
      signals: async (_action, stretches) => [
        { signal: 'errors', kind: 'error_rate_pct' as const, unit: '%', points: instantsOf(stretches).map((at) => ({ at, value: 0.1 })) },
      ],
    }
    const looked = (day: number, status: 'ok' | 'unknown') => ({ at: addHours(EXECUTED, day * 24), health: { status, signals: [] } })
    const at_last = { health: well, hours: 50 * 24 }
    expect(await statuses(ACTION, { ...at_last, checks: [looked(1, 'ok'), looked(11, 'unknown')] })).toEqual(['unknown'])
    expect(await statuses(ACTION, { ...at_last, checks: [looked(1, 'ok'), looked(11, 'ok'), looked(18, 'unknown')] })).toEqual(['ok'])
    expect(await statuses(ACTION, { health: well, hours: 40 * 24 })).toEqual(['ok'])
    const [said] = await look(ACTION, at_last)
    expect(said?.detail).toMatch(
      /^not known: nothing was known from .* to .*, and nothing can be any more; since then 12,?960 of 12,960 points within the threshold$/,
    )
    expect(await statuses(release, at_last)).toEqual(['ok'])
  })

  it('is told by each of its signals, and what depends on two changes once', async () => {
    const two: HealthPort = {
      connector: 'a-metrics-service',
      signals: async (_action, stretches) =>
        [0, 5].map((rise) => ({
          signal: `alarms ${rise}`,
          kind: 'trouble_count' as const,
          unit: 'alarms',
          points: instantsOf(stretches).map((at) => ({ at, value: at < EXECUTED ? 1 : 1 + rise })),
        })),
    }
    const told = ['alarms 0 ok', 'alarms 5 degraded']
    expect((await look(ACTION, { health: two })).map((s) => `${s.signal} ${s.status}`)).toEqual(told)
    const shared = { health: two, actions: [ACTION, { ...ACTION, action_id: 'act_twin' }], run: SUCCEEDED, checks: [], effectNow: Promise.resolve(IN_PLACE) }
    const both = await readHealth({ ...shared, now: addHours(EXECUTED, 2) })
    expect(both.map((s) => `${s.signal} ${s.status}`)).toEqual(told)
  })
})
