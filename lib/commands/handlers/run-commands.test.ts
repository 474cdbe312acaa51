import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { auditOfCase } from '@/lib/audit/store'
import { claimOf } from '@/lib/cases/ledger-plans'
import { moveCase } from '@/lib/cases/move'
import { getCase, saveCase } from '@/lib/cases/store'
import { takeTurn } from '@/lib/cases/sweep-store'
import { change } from '@/lib/db/change'
import { explainGate } from '@/lib/intents/gate'
import { invariant } from '@/lib/kernel/errors'
import { addHours, addMs } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { CommandRequest } from '@/schemas/command'
import type { PolicyDecision } from '@/schemas/policy'
import { carriedOut, caseAt, giveOnCase, measured, ranOf, running } from '../fixtures/case-at'
import { giveAt } from '../fixtures/give-command'
import { refusal } from '../fixtures/refusal'
import { seedTenant } from '../fixtures/seed-story'
import { hashOf, jobsOf, sentPlans } from '../fixtures/sent-plans'
import { mara, NOW, pavel, system, TENANT, tomas } from '../fixtures/story'

testDatabase()

const { tenant_id } = TENANT
let now = NOW
const give = giveAt(() => now)
const on = giveOnCase(give)
const read = (case_id: string): Promise<Case> => getCase(tenant_id, case_id)
const { ready } = sentPlans(give)
const yuki: Actor = { ...tomas, id: 'usr_ines', name: 'Yuki Tanaka', roles: ['manager'] }
const asked = ({ plan }: Case): PolicyDecision => {
  invariant(plan, 'the story has a plan')
  const { policy_digest, plan_hash } = plan
  return { decision: 'require_approval', level: 'L1', slots: [], window_sec: 1, reasons: [], unmet: [], errors: [], policy_digest, input_digest: plan_hash }
}

beforeAll(seedTenant)
beforeEach(() => {
  now = NOW
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

it.each(['uncertain', 'rollback_failed', 'waiting'] as const)(
  'neither checks nor claims what a run left that is %s: the case stays with the person it called',
  async (state) => {
    const { case_id } = await caseAt((c) => {
      const next = carriedOut(measured('50', '20'))(c)
      return next.run === null ? next : { ...next, run: { ...next.run, state, finished_at: state === 'waiting' ? null : NOW } }
    })
    for (const [actor, command] of [
      [mara, 'verification.recheck'],
      [yuki, 'verification.accept_variance'],
    ] as const) {
      expect(explainGate(command, await read(case_id), actor, NOW)).toMatchObject({ rule: 'not_known' })
      expect((await refusal(on(actor, command, case_id))).message).toContain('What the run left in place is not known.')
    }
    expect(await read(case_id)).toMatchObject({ status: 'escalated' })
  },
)

describe('execution.rollback', () => {
  it('starts only where something was applied and can still be undone', async () => {
    const c = await ready()
    const run = {
      run_id: 'run_1',
      case_id: c.case_id,
      plan_hash: hashOf(c),
      state: 'succeeded' as const,
      steps: [],
      snapshots: [],
      diff: [],
      started_at: NOW,
      finished_at: NOW,
      reversible_until: addHours(NOW, 24),
    }
    await change(tenant_id, async (tx) => ({
      result: await saveCase(tx, moveCase(c, 'executed', NOW, 'done', { run }), 0),
      events: [{ kind: 'execution.finished', subject: c.case_id, actor: system, body: {} }],
    }))
    const roll = (actor: Actor, over: Partial<CommandRequest> = {}) =>
      give(actor, 'execution.rollback', c.case_id, { expected_version: 1, plan_hash: hashOf(c), ...over })
    expect(await refusal(roll(mara, { plan_hash: 'b'.repeat(64) }))).toMatchObject({ code: 'digest_mismatch' })
    expect(await refusal(roll(pavel))).toMatchObject({ code: 'forbidden' })
    now = addHours(NOW, 25)
    expect(await refusal(roll(tomas))).toMatchObject({ code: 'expired' })
    now = NOW
    const recheck = await give(mara, 'verification.recheck', c.case_id, { expected_version: 1 })
    expect(await takeTurn(tenant_id, NOW, [])).toContain(c.case_id)
    expect((await roll(tomas, { expected_version: recheck.new_version })).message).toBe('The rollback starts now.')
    expect((await getCase(tenant_id, c.case_id)).status).toBe('rolling_back')
    expect(await jobsOf(c.case_id)).toContain('plan.execute')
    expect(await refusal(roll(tomas, { expected_version: 3 }))).toMatchObject({ detail: { code: 'STALE_STATE' } })
  })
})
