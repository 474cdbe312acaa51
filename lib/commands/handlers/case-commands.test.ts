import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { auditOfCase, listAudit } from '@/lib/audit/store'
import { provideIncidentLook } from '@/lib/cases/incident-look'
import { claimOf } from '@/lib/cases/ledger-plans'
import { moveCase } from '@/lib/cases/move'
import { getCase, insertCase, lockCase, openCaseBeside, saveCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { caseContext } from '@/lib/desks/cost/intents/case-context'
import { headlineIntent } from '@/lib/desks/cost/intents/headline'
import { newRun } from '@/lib/execution/run-log'
import { provideSecretProbe } from '@/lib/identity/secret-probe'
import { getTenant, lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { explainGate } from '@/lib/intents/gate'
import { Fault, invariant } from '@/lib/kernel/errors'
import { addHours, addMs } from '@/lib/kernel/time'
import { policyEngine } from '@/lib/policy/bundle-store'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { CommandRequest, CommandResult } from '@/schemas/command'
import { ConnectorSettings, type ConnectorTest } from '@/schemas/connectors'
import type { Run } from '@/schemas/execution'
import type { PolicyDecision } from '@/schemas/policy'
import type { VerificationCheck } from '@/schemas/verification'
import { runCommand } from '../bus'
import { requestOf } from '../fixtures/request'
import { seedCase, seedTenant } from '../fixtures/seed-story'
import { inventory, mara, NOW, noor, pavel, storyCase, system, TENANT, tomas } from '../fixtures/story'

testDatabase()
const { tenant_id } = TENANT
let now = NOW
let cases = 0
const yuki: Actor = { ...tomas, id: 'usr_ines', name: 'Yuki Tanaka', roles: ['manager'] }

beforeAll(seedTenant)
beforeEach(() => {
  now = NOW
})

const give = (actor: Actor, command: CommandRequest['command'], subject: string, over: Partial<CommandRequest> = {}): Promise<CommandResult> =>
  runCommand(actor, requestOf(actor, command, subject, over), { policy: policyEngine, now: async () => now })
const refusal = async (work: Promise<unknown>): Promise<Fault> => {
  const outcome = await work.catch((error: unknown) => error)
  if (outcome instanceof Fault) return outcome
  throw outcome instanceof Error ? outcome : new Error(`nothing was refused: ${JSON.stringify(outcome)}`)
}
const aSignal = (): { given: Promise<void>; give(): void } => {
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give }
}
const read = (case_id: string): Promise<Case> => getCase(tenant_id, case_id)
const on = async (actor: Actor, command: CommandRequest['command'], case_id: string, over: Partial<CommandRequest> = {}): Promise<CommandResult> => {
  const c = await read(case_id)
  return give(actor, command, case_id, { expected_version: c.revision, plan_hash: c.plan?.plan_hash ?? null, ...over })
}
/** A case brought to where a test needs it, by hand. */
async function caseAt(to: (c: Case) => Case): Promise<Case> {
  const case_id = `case_c${++cases}`
  const evidence = inventory({ team: 'checkout', env: 'dev' }, '2026-11-09T10:00:00.000Z', [`arn:${case_id}`])
  await seedCase({
    policy_digest: (await policyEngine(tenant_id)).digest,
    case_id,
    evidence,
    action: { targets: [{ arn: `arn:${case_id}`, label: case_id, change: 'schedule' }] },
  })
  const { result } = await change(tenant_id, async (tx) => {
    const c = await lockCase(tx, tenant_id, case_id)
    return { result: await saveCase(tx, to(c), c.revision), events: [{ kind: 'case.updated', subject: case_id, actor: system, body: {} }] }
  })
  return result
}
const ranOf = (c: Case): Run => {
  invariant(c.plan, 'the story has a plan')
  return newRun(c.plan, null, NOW)
}
const asked = ({ plan }: Case): PolicyDecision => {
  invariant(plan, 'the story has a plan')
  const { policy_digest, plan_hash } = plan
  return { decision: 'require_approval', level: 'L1', slots: [], window_sec: 1, reasons: [], unmet: [], errors: [], policy_digest, input_digest: plan_hash }
}
const running = (c: Case): Case => moveCase(c, 'executing', NOW, 'runs', { run: c.plan === null ? null : newRun(c.plan, null, NOW) })
const measured = (point: string, low: string): VerificationCheck => ({
  check: 'n=14',
  at: NOW,
  health: { status: 'ok', signals: [] },
  effect: { status: 'in_place', detail: '' },
  savings: { currency: 'USD', days: 14, point, low, high: '60', predicted: '118', placebos: 20, method: 'fixed', distinguishable_from: null },
  outcome: 'escalate',
  reason: 'not_measurable',
  next_check_at: null,
  trajectory: [],
  evidence_ids: [],
})
const carriedOut =
  (check: VerificationCheck) =>
  (c: Case): Case =>
    moveCase(c, 'escalated', NOW, 'measured', {
      run: c.plan === null ? null : { ...newRun(c.plan, null, NOW), state: 'succeeded', finished_at: NOW, reversible_until: addHours(NOW, 720) },
      checks: [check],
    })

describe('anomaly.snooze', () => {
  it('takes a day, a growth or both, and nothing else', async () => {
    const { case_id } = await caseAt((c) => c)
    for (const params of [{}, { until: null }, { until: '2026-11-19' }, { until: '2027-03-01' }, { grows_pct: 2 }, { grows_pct: 5000 }])
      expect((await refusal(on(mara, 'anomaly.snooze', case_id, { params }))).detail).toMatchObject({ code: 'PARAMS' })
    expect((await refusal(on(mara, 'anomaly.snooze', case_id, { params: { until: '2026-11-30' }, reason: 'no' }))).detail).toMatchObject({ code: 'REASON' })
    await on(mara, 'anomaly.snooze', case_id, { params: { until: '2026-11-30', grows_pct: 50 } })
    expect((await read(case_id)).snoozed).toMatchObject({ until: '2026-11-30T00:00:00.000Z', above_per_day: '277.35', name: mara.name })
  })

  it('has an end, also where somebody waits for growth alone', async () => {
    const { case_id } = await caseAt((c) => c)
    const done = await on(mara, 'anomaly.snooze', case_id, { params: { grows_pct: 1000 } })
    expect((await read(case_id)).snoozed?.until).toBe('2027-02-19T00:00:00.000Z')
    expect(done.message).toBe('Put away until 19 Feb, or until it costs more than $2,034 / day.')
  })

  it('puts nothing away that calls a person', async () => {
    const { case_id } = await caseAt(carriedOut(measured('50', '20')))
    expect((await refusal(on(mara, 'anomaly.snooze', case_id, { params: { until: '2026-11-30' } }))).code).toBe('conflict')
    expect(explainGate('anomaly.snooze', await read(case_id), mara, now)).toMatchObject({ rule: 'under_way' })
  })

  it('is over as soon as a person does something else with the case', async () => {
    const { case_id } = await caseAt((c) => c)
    await on(mara, 'anomaly.snooze', case_id, { params: { until: '2026-11-30' } })
    await on(mara, 'case.close', case_id)
    expect((await read(case_id)).snoozed).toBeNull()
  })

  it('puts nothing away that is being carried out, and lets nobody who only looks', async () => {
    const { case_id } = await caseAt(running)
    expect((await refusal(on(mara, 'anomaly.snooze', case_id, { params: { until: '2026-11-30' } }))).code).toBe('conflict')
    expect((await refusal(on(pavel, 'anomaly.snooze', case_id, { params: { until: '2026-11-30' } }))).detail).toMatchObject({ code: 'ROLE' })
  })
})

describe('case.reopen', () => {
  it('says why it cannot, when what the plan changed is in place', async () => {
    const { case_id } = await caseAt((c) => moveCase(carriedOut(measured('50', '20'))(c), 'verified', NOW, 'saved'))
    const fault = await refusal(on(mara, 'case.reopen', case_id))
    expect(fault.detail).toMatchObject({ code: 'IN_PLACE' })
    expect(fault.message).toContain('Roll it back first')
    expect((await read(case_id)).status).toBe('verified')
  })

  it.each(['uncertain', 'rollback_failed', 'running'] as const)(
    'says that it is not known what stands after a run that ended %s, and keeps its snapshots',
    async (state) => {
      const snapshots = [{ action_id: 'act_schedule', before: { power: 'on' }, after: null }]
      const { case_id } = await caseAt((c) => moveCase(c, 'escalated', NOW, 'not known', { run: { ...ranOf(c), state, finished_at: NOW, snapshots } }))
      const c = await read(case_id)
      if (state !== 'running') expect(explainGate('execution.rollback', c, tomas, now)).toMatchObject({ rule: 'not_known' })
      expect((await refusal(on(tomas, 'execution.rollback', case_id))).code).toBe('conflict')
      await on(mara, 'case.close', case_id)
      expect((await refusal(on(mara, 'case.reopen', case_id))).detail).toMatchObject({ code: 'IN_PLACE' })
      expect(explainGate('case.reopen', await read(case_id), mara, now)).toMatchObject({ rule: 'in_place', text: expect.stringContaining('is not known') })
      expect((await read(case_id)).run?.snapshots).toEqual(snapshots)
    },
  )

  it('opens no second case of an incident, and names the one that is open', async () => {
    provideIncidentLook('cost', async () => null)
    const first = await caseAt((c) => c)
    await on(mara, 'case.close', first.case_id)
    const case_id = `${first.case_id}_again`
    const newer = { ...storyCase({ policy_digest: (await policyEngine(tenant_id)).digest, case_id }), incident_key: first.incident_key }
    await change(tenant_id, async (tx) => {
      await insertCase(tx, newer)
      return { result: undefined, events: [{ kind: 'case.opened', subject: case_id, actor: system, body: {} }] }
    })
    const fault = await refusal(on(mara, 'case.reopen', first.case_id))
    expect(fault).toMatchObject({ code: 'conflict', message: `Case ${case_id} is open for the same incident. Go on there.` })
    const closed = await read(first.case_id)
    const [button] = headlineIntent(caseContext(closed, now, mara, { open_beside: await openCaseBeside(closed) })).actions
    expect(button).toMatchObject({ command: 'case.reopen', disabled: { rule: 'open_beside' } })
    await on(mara, 'case.close', case_id)
    expect((await on(mara, 'case.reopen', first.case_id)).outcome).toBe('accepted')
  })

  it('says so in words when the other case is opened in the very same moment', async () => {
    provideIncidentLook('cost', async () => null)
    const first = await caseAt((c) => c)
    await on(mara, 'case.close', first.case_id)
    const closed = await read(first.case_id)
    const case_id = `${first.case_id}_meanwhile`
    const newer = { ...storyCase({ policy_digest: (await policyEngine(tenant_id)).digest, case_id }), incident_key: first.incident_key }
    const [written, ended] = [aSignal(), aSignal()]
    const opening = change(tenant_id, async (tx) => {
      await insertCase(tx, newer)
      written.give()
      await ended.given
      return { result: undefined, events: [{ kind: 'case.opened', subject: case_id, actor: system, body: {} }] }
    })
    await written.given
    const reopening = refusal(on(mara, 'case.reopen', first.case_id))
    const waiting = "select 1 from pg_locks join pg_stat_activity using (pid) where not granted and locktype = 'transactionid' and datname = current_database()"
    await expect.poll(async () => (await everyTenant(waiting)).length).toBe(1)
    ended.give()
    await opening
    expect(await reopening).toMatchObject({ code: 'conflict', detail: { code: 'OPEN_BESIDE' } })
    expect(await read(first.case_id)).toEqual(closed)
  })
})

describe('execution.retry', () => {
  it('is offered where it is taken: what nobody agreed to is planned again and sent', async () => {
    const { case_id } = await caseAt((c) => moveCase(c, 'error', NOW, 'Not carried out', { trouble: 'nobody was asked', policy: asked(c) }))
    const c = await read(case_id)
    expect(explainGate('execution.retry', c, tomas, now)).toMatchObject({ rule: 'not_cleared', unblock: 'Have the plan made again, and send it for approval.' })
    expect((await refusal(on(tomas, 'execution.retry', case_id))).message).toContain('nobody was asked')
    expect(explainGate('plan.request_recompute', c, mara, now)).toBeNull()
    expect((await on(mara, 'plan.request_recompute', case_id)).outcome).toBe('accepted')
  })
})

describe('looking again', () => {
  it('is offered neither while what a run changed stands, nor within ten minutes of the last look at the sources', async () => {
    const stands = await caseAt((c) =>
      moveCase(c, 'error', NOW, 'failed', { run: { ...ranOf(c), state: 'failed', finished_at: NOW, reversible_until: addHours(NOW, 720) } }),
    )
    for (const command of ['evidence.request_refresh', 'plan.request_recompute'] as const) {
      expect(explainGate(command, stands, mara, now)).toMatchObject({ rule: 'in_place' })
      expect((await refusal(on(mara, command, stands.case_id))).detail).toMatchObject({ code: 'IN_PLACE' })
    }
    const { case_id } = await caseAt((c) => ({ ...c, refreshed_at: NOW }))
    now = addMs(NOW, 599_999)
    expect(explainGate('evidence.request_refresh', await read(case_id), mara, now)).toMatchObject({ rule: 'rate' })
    expect((await refusal(on(mara, 'evidence.request_refresh', case_id))).code).toBe('rate_limited')
    now = addMs(NOW, 600_000)
    expect(explainGate('evidence.request_refresh', await read(case_id), mara, now)).toBeNull()
  })
})

describe('execution.stop', () => {
  it('is asked once, whatever step the person saw, by one who may, with a reason that stays', async () => {
    const c = await caseAt(running)
    expect((await refusal(on(mara, 'execution.stop', c.case_id, { reason: '' }))).detail).toMatchObject({ code: 'REASON' })
    expect((await refusal(on({ ...mara, roles: ['analyst'] }, 'execution.stop', c.case_id))).detail).toMatchObject({ code: 'ROLE' })
    expect((await refusal(on(tomas, 'execution.stop', c.case_id, { plan_hash: 'f'.repeat(64) }))).code).toBe('digest_mismatch')
    await on(tomas, 'execution.stop', c.case_id, { expected_version: 0, reason: 'the wrong machines' })
    expect(await read(c.case_id)).toMatchObject({ status: 'executing', stop: { name: tomas.name, because: 'the wrong machines' } })
    const again = await refusal(on(tomas, 'execution.stop', c.case_id))
    expect(again.message).toContain('has asked it to stop already')
    expect((await auditOfCase(tenant_id, c.case_id)).filter((e) => e.kind === 'execution.stop_requested')).toHaveLength(1)
  })

  it('stops no run that is not going on', async () => {
    const { case_id } = await caseAt((c) => c)
    expect((await refusal(on(tomas, 'execution.stop', case_id))).message).toContain('No run goes on here')
  })
})

describe('verification.accept_variance', () => {
  it('lets a manager take what was measured, and the ledger counts that and never the prediction', async () => {
    const { case_id } = await caseAt(carriedOut(measured('50', '20')))
    expect((await refusal(on(tomas, 'verification.accept_variance', case_id))).detail).toMatchObject({ code: 'ROLE' })
    const done = await on(yuki, 'verification.accept_variance', case_id, { reason: 'traffic grew meanwhile' })
    expect(done.message).toBe('Accepted: $50.00 / day counts as the saving.')
    const c = await read(case_id)
    expect(c.status).toBe('partial')
    expect(claimOf(c)?.claim).toMatchObject({ reason: 'variance_accepted', savings: { point: '50', predicted: '118' }, accepted_by: { name: yuki.name } })
    expect((await refusal(on(yuki, 'verification.accept_variance', case_id))).message).toContain('has accepted it')
  })

  it('claims nothing where the interval holds zero', async () => {
    const { case_id } = await caseAt(carriedOut(measured('5', '-20')))
    await on(yuki, 'verification.accept_variance', case_id)
    const c = await read(case_id)
    expect([c.status, claimOf(c)]).toEqual(['not_measurable', null])
  })

  it('accepts nothing where health got worse, and nothing that was not measured', async () => {
    const sick = await caseAt(carriedOut({ ...measured('50', '20'), health: { status: 'degraded', signals: [] } }))
    expect((await refusal(on(yuki, 'verification.accept_variance', sick.case_id))).message).toContain('health got worse'.replace('h', 'H'))
    const unseen = await caseAt(carriedOut({ ...measured('50', '20'), health: { status: 'unknown', signals: [] } }))
    expect((await refusal(on(yuki, 'verification.accept_variance', unseen.case_id))).message).toContain('Health is not known')
    const early = await caseAt(carriedOut({ ...measured('50', '20'), savings: null }))
    expect((await refusal(on(yuki, 'verification.accept_variance', early.case_id))).message).toContain('No saving has been measured yet')
  })
})

it.each(['missing', 'unknown'] as const)('accepts no saving of a change that is %s', async (status) => {
  const { case_id } = await caseAt(carriedOut({ ...measured('50', '20'), effect: { status, detail: 'the schedule was removed' } }))
  expect((await refusal(on(yuki, 'verification.accept_variance', case_id))).message).toContain('in place')
  expect(await read(case_id)).toMatchObject({ status: 'escalated' })
})

describe('threshold.override', () => {
  const params = { scope: { sub_account_id: '210000000006' }, least_per_day: '50', until: '2026-11-30' }

  it('is a rule that everybody sees, replaces the one for the same scope, and is taken back by name', async () => {
    await give(yuki, 'threshold.override', tenant_id, { params })
    await give(yuki, 'threshold.override', tenant_id, { params: { ...params, least_per_day: '80' } })
    const { settings } = await getTenant(tenant_id)
    expect(settings.threshold_rules).toMatchObject([{ least_per_day: '80', by: yuki.name }])
    const [rule] = settings.threshold_rules
    await give(mara, 'threshold.lift', tenant_id, { params: { rule_id: rule?.rule_id } })
    expect((await getTenant(tenant_id)).settings.threshold_rules).toEqual([])
    expect((await refusal(give(mara, 'threshold.lift', tenant_id, { params: { rule_id: rule?.rule_id } }))).code).toBe('conflict')
  })

  it('names a scope, lies above the floor of detection, and ends', async () => {
    for (const over of [{ scope: {} }, { least_per_day: '10' }, { least_per_day: '10001' }, { until: '2026-11-19' }, { until: '2027-06-01' }])
      expect((await refusal(give(yuki, 'threshold.override', tenant_id, { params: { ...params, ...over } }))).detail).toMatchObject({ code: 'PARAMS' })
    expect((await refusal(give(mara, 'threshold.override', tenant_id, { params }))).detail).toMatchObject({ code: 'ROLE' })
  })
})

describe('secret.rotate_confirm', () => {
  const reference = 'env:COUNTERSIGN_TN_NORTHLIGHT_LINEAR'
  const linear = { kind: 'linear', token: reference, team_id: '7c2f4b9e-4b0f-4d50-9c0a-6d2f3a1b9e11', done_state_id: '7c2f4b9e-4b0f-4d50-9c0a-6d2f3a1b9e12' }
  const answer = (state: ConnectorTest['state']) =>
    provideSecretProbe(async (_tenant, connector) => ({ connector, state, detail: 'asked', remedy: null, took_ms: 1 }))
  const confirm = (over = {}) => give(noor, 'secret.rotate_confirm', tenant_id, { params: { reference }, ...over })

  it('reads the secret again, asks what uses it, and keeps the reference and never the value', async () => {
    expect((await refusal(confirm())).message).toContain('nothing that is connected uses this secret')
    await change(tenant_id, async (tx) => {
      const { settings } = await lockTenant(tx, tenant_id)
      await saveSettings(tx, tenant_id, { ...settings, connectors: ConnectorSettings.parse({ tickets: linear }) })
      return { result: undefined, events: [{ kind: 'settings.changed', subject: tenant_id, actor: noor, body: {} }] }
    })
    expect((await refusal(confirm())).message).toContain('is not there')
    process.env['COUNTERSIGN_TN_NORTHLIGHT_LINEAR'] = 'canary-9f31-value-of-the-secret'
    answer('failed')
    expect((await refusal(confirm())).detail).toMatchObject({ code: 'NOT_ANSWERING', connector: 'tickets' })
    expect((await listAudit(tenant_id, { limit: 100 })).filter((e) => e.kind === 'secret.rotated')).toEqual([])
    answer('answers')
    expect((await confirm()).message).toBe('The secret was read again, and tickets answered with it.')
    const [event] = (await listAudit(tenant_id, { limit: 100 })).filter((e) => e.kind === 'secret.rotated')
    expect(event?.body).toContain(reference)
    expect(JSON.stringify(await listAudit(tenant_id, { limit: 100 }))).not.toContain('canary-9f31')
    delete process.env['COUNTERSIGN_TN_NORTHLIGHT_LINEAR']
  })

  it('is for administrators', async () => {
    expect((await refusal(give(tomas, 'secret.rotate_confirm', tenant_id, { params: { reference } }))).detail).toMatchObject({ code: 'ROLE' })
  })
})
