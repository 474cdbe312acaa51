import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { connectionsOf } from '@/agent/desks/cost/connect/connections'
import { verifyCase } from '@/agent/desks/cost/measure/verify'
import { watchTenant } from '@/agent/desks/cost/watch/watch'
import { testDatabase } from '@/e2e/scripts/test-database'
import { auditOfCase, verifyAudit } from '@/lib/audit/store'
import { listCases, saveCase } from '@/lib/cases/store'
import { asOwner } from '@/lib/db/as-owner'
import { change } from '@/lib/db/change'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { simulatedLog } from '@/lib/desks/cost/connectors/cloud/simulation/simulated-store'
import type { HealthPort } from '@/lib/desks/cost/connectors/health/port'
import { ESTATE } from '@/lib/desks/cost/demo/estate'
import { systemActor } from '@/lib/identity/system-actor'
import { tenantNow } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import { engineOf, shippedEngine } from '@/lib/policy/bundle-store'
import { whyNotAlone } from '@/lib/verification/rolls-back-alone'
import { instantsOf } from '@/lib/verification/signal-points'
import type { Case } from '@/schemas/case'
import { TENANT_ID } from './fixtures/demonstration'
import { storyCase } from './fixtures/story-case'

testDatabase()
afterAll(closeCheckpoints)

// Detection needs some weeks before the onset, and this file measures no saving.
const FROM = '2026-09-01'
const LUMEN = { account_id: '210000000006', region_id: 'eu-west-1' }
const story = storyCase()
const { read, drive, give } = story

/** State and schedule of the nine machines, as the account tells it. */
async function machines(): Promise<string[]> {
  const cloud = simulatedCloud({ estate: ESTATE, log: simulatedLog(TENANT_ID), now: () => tenantNow(TENANT_ID) })
  const ids = ESTATE.instances.filter((i) => i.tags['Name']?.startsWith('loadtest-')).map((i) => i.instance_id)
  const { instances } = await cloud.instances(LUMEN, ids)
  return instances.map((i) => `${i.tags['Name']} ${i.state} ${i.schedule === null ? 'always on' : 'scheduled'}`).sort()
}

const ROLLBACK_BY_A_PERSON = `
@id("tenant-rollback")
@reason("A person takes it back")
@fix("The plan is not carried out")
@control("recoverability")
@owner("platform")
forbid (principal, action == Action::"rollback_alone", resource);`
const NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9]

beforeAll(async () => {
  await story.open(FROM)
  await drive()
})

it('refuses a plan that was changed after its approval, and changes nothing in the account', async () => {
  await give('mara', 'plan.submit')
  await story.decide('tomas', 'approval.approve')
  await drive()
  const c = await read()
  const [first] = c.plan?.actions ?? []
  expect(first).toBeDefined()
  const changed = { ...c, plan: c.plan === null ? null : { ...c.plan, actions: c.plan.actions.map((a) => ({ ...a, targets: a.targets.slice(0, 3) })) } }
  const restore = async (next: Case, revision: number) =>
    change(TENANT_ID, async (tx) => ({
      result: await saveCase(tx, next, revision),
      events: [{ kind: 'case.updated', subject: story.id(), actor: systemActor(TENANT_ID), body: {} }],
    }))
  await restore(changed, c.revision)
  await story.execute('forward')
  expect(await read()).toMatchObject({ status: 'error', trouble: expect.stringMatching(/not the one that was approved/) })
  expect(await machines()).toEqual(NINE.map((n) => `loadtest-${n} running always on`))
  await restore(c, (await read()).revision)
})

it('carries the plan out', async () => {
  await story.execute('forward')
  expect(await read()).toMatchObject({ status: 'executed' })
  expect((await machines()).every((m) => m.endsWith('scheduled'))).toBe(true)
})

/** A source that answers the same for every action: calm before the run, and from then on the same three points again and again. */
const health = (after: readonly (number | null)[]): HealthPort => ({
  connector: 'a-metrics-service',
  async signals(_action, stretches) {
    const executed_at = (await read()).run?.finished_at ?? ''
    const points = instantsOf(stretches).flatMap((at, n) => {
      const value = at < executed_at ? 0.3 : (after[n % after.length] ?? null)
      return value === null ? [] : [{ at, value }]
    })
    return [{ signal: 'error_rate', kind: 'error_rate_pct', unit: '%', points }]
  },
})

it.each([
  ['rolls back by itself when errors rose and stayed', 3, 'T+2h', [4, 4, 4], 'rollback', 'health_degraded', 'ok'],
  ['rolls back half an hour after the run when errors have risen by then', 0.5, 'T+30min', [4, 4, 4], 'rollback', 'health_degraded', 'ok'],
  ['rolls back as soon as errors have stayed for two points', 0.3, 'T+5min', [4, 4, 4], 'rollback', 'health_degraded', 'ok'],
  ['does not know yet after five minutes, and calls nobody', 0.1, 'T+5min', [4, 4, 4], 'monitor', 'health_unknown', 'ok'],
  ['keeps watching when nothing got worse', 3, 'T+2h', [0.3, 0.31, 0.3], 'monitor', 'accumulating', 'ok'],
  ['keeps watching when nothing got worse in half an hour', 0.6, 'T+30min', [0.3, 0.31, 0.3], 'monitor', 'accumulating', 'ok'],
  ['calls nobody before two hours when nothing could be read', 0.6, 'T+30min', [null, null, null], 'monitor', 'health_unknown', 'ok'],
  ['calls a person when nothing could be read', 3, 'T+2h', [null, null, null], 'escalate', 'health_unknown', 'ok'],
  ['calls a person when errors rose and the way back is closed', 3, 'T+2h', [4, 4, 4], 'escalate', 'health_degraded', 'closed'],
] as const)('%s', async (_what, hours, check, after, outcome, reason, way_back) => {
  const c = await read()
  const executed_at = c.run?.finished_at ?? ''
  const closed = c.run === null ? null : { ...c.run, reversible_until: executed_at }
  const connections = { ...(await connectionsOf(TENANT_ID)), health: health(after) }
  const looked = await verifyCase({ ...c, run: way_back === 'closed' ? closed : c.run }, addHours(executed_at, hours), connections)
  expect(looked?.check).toMatchObject({ check, outcome, reason })
})

it('leaves it to a person to roll back later than a day after the run, and what is given back by another interruption only', async () => {
  const c = await read()
  const actions = c.plan?.actions.map((a) => ({ ...a, reversibility: 'R2' as const })) ?? []
  const resized = { ...c, plan: c.plan === null ? null : { ...c.plan, actions } }
  const connections = { ...(await connectionsOf(TENANT_ID)), health: health([4, 4, 4]) }
  const outcome = async (of: Case, hours: number) => (await verifyCase(of, addHours(c.run?.finished_at ?? '', hours), connections))?.check.outcome
  expect([await outcome(c, 24.1), await outcome(c, 48), await outcome(resized, 3)]).toEqual(['rollback', 'escalate', 'escalate'])
})

it('leaves it to a person where somebody who signed the plan asked for that', async () => {
  const c = await read()
  const { approval } = c
  const unticked: Case = { ...c, approval: approval && { ...approval, signatures: approval.signatures.map((s) => ({ ...s, automatic_rollback: false })) } }
  const connections = { ...(await connectionsOf(TENANT_ID)), health: health([4, 4, 4]) }
  const looked = await verifyCase(unticked, addHours(c.run?.finished_at ?? '', 3), connections)
  expect(looked?.check).toMatchObject({ outcome: 'escalate', reason: 'health_degraded' })
  expect(whyNotAlone(unticked, looked?.check.at ?? '')).toEqual({ code: 'not_agreed', by: ['Tomas Okafor'] })
})

it('leaves it to a person where a policy forbids that when it would happen, also one that came after the plan was sent', async () => {
  const c = await read()
  const shipped = (await shippedEngine()).digest
  const files = [{ name: 'rollback.cedar', text: ROLLBACK_BY_A_PERSON }]
  await give('noor', 'policy.propose', { subject: TENANT_ID, params: { files } })
  const tightened = (await engineOf(files)).digest
  await give('tomas', 'policy.activate', { subject: TENANT_ID, params: { bundle_digest: tightened, replaces: shipped } })
  const connections = { ...(await connectionsOf(TENANT_ID)), health: health([4, 4, 4]) }
  const look = () => verifyCase(c, addHours(c.run?.finished_at ?? '', 3), connections)
  expect((await look())?.check).toMatchObject({
    outcome: 'escalate',
    reason: 'health_degraded',
    rollback_alone_forbidden: [{ policy_id: 'tenant-rollback', text: 'A person takes it back' }],
  })
  await give('tomas', 'policy.activate', { subject: TENANT_ID, params: { bundle_digest: shipped, replaces: tightened } })
  expect((await look())?.check.outcome).toBe('rollback')
})

it('calls a person at once where policy cannot be asked any more, and does not wait for it while production is harmed', async () => {
  const c = await read()
  const connections = { ...(await connectionsOf(TENANT_ID)), health: health([4, 4, 4]) }
  const look = async (of: Case) => (await verifyCase(of, addHours(c.run?.finished_at ?? '', 3), connections))?.check
  const calls_a_person = { outcome: 'escalate', rollback_alone_forbidden: [{ policy_id: 'default', text: 'Policy could not be evaluated' }] }
  const shipped = (await shippedEngine()).digest
  // It forbids nothing of this plan.
  const files = [{ name: 'elsewhere.cedar', text: ROLLBACK_BY_A_PERSON.replace(/;$/, ' when { resource.environment == Environment::"prod" };') }]
  await give('noor', 'policy.propose', { subject: TENANT_ID, params: { files } })
  const elsewhere = (await engineOf(files)).digest
  await give('tomas', 'policy.activate', { subject: TENANT_ID, params: { bundle_digest: elsewhere, replaces: shipped } })
  expect(await look(c)).toMatchObject({ outcome: 'rollback' })
  const without = { ...c, plan: c.plan === null ? null : { ...c.plan, evidence_ids: [...c.plan.evidence_ids, `ev_${'0'.repeat(64)}`] } } as Case // safe: the form of an id
  expect(await look(without)).toMatchObject(calls_a_person)
  // As a bundle stands there that a later version's schema no longer reads.
  const changed = `update policy_bundle set files = replace(files::text, $2, $3)::jsonb where tenant_id = $1 and bundle_digest = '${elsewhere}'`
  await asOwner(changed, [TENANT_ID, 'resource.environment', 'resource.surroundings'])
  expect(await look(c)).toMatchObject(calls_a_person)
  await asOwner(changed, [TENANT_ID, 'resource.surroundings', 'resource.environment'])
  await give('tomas', 'policy.activate', { subject: TENANT_ID, params: { bundle_digest: shipped, replaces: elsewhere } })
})

it('finds the demonstration well at every look, as soon as it can be known', async () => {
  const c = await read()
  const connections = await connectionsOf(TENANT_ID)
  const looks = [0.1, 0.6, 2, 24, 7 * 24].map((hours) => verifyCase(c, addHours(c.run?.finished_at ?? '', hours), connections))
  expect((await Promise.all(looks)).map((looked) => `${looked?.check.check} ${looked?.check.health.status}: ${looked?.check.outcome}`)).toEqual([
    'T+5min unknown: monitor',
    'T+30min ok: monitor',
    'T+2h ok: monitor',
    'T+1d ok: monitor',
    'T+1d ok: monitor',
  ])
})

it('asks for metrics once an hour, and not with every sweep, while a check waits for its bill', async () => {
  const c = await read()
  let asked = 0
  const counted: HealthPort = {
    ...health([0.3, 0.31, 0.3]),
    signals: (...at) => {
      asked += 1
      return health([0.3, 0.31, 0.3]).signals(...at)
    },
  }
  const connections = { ...(await connectionsOf(TENANT_ID)), health: counted }
  for (const minutes of [0, 1, 30, 59]) expect(await verifyCase(c, addHours(c.run?.finished_at ?? '', 11 * 24 + minutes / 60), connections)).toBeNull()
  expect(asked).toBe(1)
  expect(await verifyCase(c, addHours(c.run?.finished_at ?? '', 11 * 24 + 1.1), connections)).toBeNull()
  expect(asked).toBe(2)
})

it('takes a plan for healthy only where something is known after each of its actions', async () => {
  const c = await read()
  const [first] = c.plan?.actions ?? []
  if (c.plan === null || c.run === null || first === undefined) throw new Error('the story has a plan that was carried out')
  const twin = { ...first, action_id: 'act_of_which_nothing_is_measured' }
  const steps = c.run.steps.flatMap((s) => (s.action_id === first.action_id ? [s, { ...s, action_id: twin.action_id }] : [s]))
  const two = { ...c, plan: { ...c.plan, actions: [...c.plan.actions, twin] }, run: { ...c.run, steps } }
  const known = health([0.3, 0.31, 0.3])
  const partly: HealthPort = { ...known, signals: async (action, ...at) => (action.action_id === twin.action_id ? [] : known.signals(action, ...at)) }
  const look = async (actions: typeof two) =>
    (await verifyCase(actions, addHours(c.run?.finished_at ?? '', 3), { ...(await connectionsOf(TENANT_ID)), health: partly }))?.check
  expect(await look(two)).toMatchObject({ health: { status: 'unknown' }, outcome: 'escalate', reason: 'health_unknown' })
  // What only accompanies the plan hurts nothing.
  const beside = { ...two, plan: { ...two.plan, actions: [...c.plan.actions, { ...twin, accompanies: true as const }] } }
  expect((await look(beside))?.health.status).toBe('ok')
})

it('asks again where the metrics service does not answer, and calls a person when it goes on like that', async () => {
  const c = await read()
  const silent: HealthPort = {
    connector: 'a-metrics-service',
    signals: async () => Promise.reject(new Fault('provider_down', 'AWS does not let our role do this: grant it the permission')),
  }
  const connections = { ...(await connectionsOf(TENANT_ID)), health: silent }
  const look = (hours: number) => verifyCase(c, addHours(c.run?.finished_at ?? '', hours), connections)
  await expect(look(2.1)).rejects.toThrow('grant it the permission')
  const looked = await look(2.5)
  expect(looked?.check).toMatchObject({ check: 'T+2h', outcome: 'escalate', reason: 'health_unknown' })
  expect(looked?.check.health.signals).toEqual([expect.objectContaining({ status: 'unknown', detail: expect.stringContaining('grant it the permission') })])
})

it('brings the account back to its snapshot when an administrator asks', async () => {
  const before = (await read()).run?.snapshots[0]?.before
  await expect(give('pavel', 'execution.rollback')).rejects.toThrow(/role/)
  await give('noor', 'execution.rollback')
  expect((await read()).status).toBe('rolling_back')
  await drive()
  await story.execute('back')
  await story.execute('back') // a second delivery of the same job
  await drive()
  const c = await read()
  expect({ status: c.status, phase: c.phase, run: c.run?.state }).toEqual({ status: 'rolled_back', phase: 'closed', run: 'rolled_back' })
  expect(c.run?.snapshots[0]?.before).toEqual(before)
  expect(await machines()).toEqual(NINE.map((n) => `loadtest-${n} running always on`))
  const kinds = (await auditOfCase(TENANT_ID, story.id())).map((e) => e.kind)
  expect(kinds.slice(kinds.indexOf('rollback.requested')).filter((k) => k !== 'execution.stepped')).toEqual(['rollback.requested', 'rollback.finished'])
  expect((await verifyAudit(TENANT_ID)).is_intact).toBe(true)
})

it('does not open the settled incident again', async () => {
  await watchTenant(TENANT_ID)
  expect((await listCases(TENANT_ID)).filter((c) => c.headline.includes('lumen-dev'))).toHaveLength(1)
})
