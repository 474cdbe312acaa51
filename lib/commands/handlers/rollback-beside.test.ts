import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { auditOfCase, verifyAudit } from '@/lib/audit/store'
import { provideIncidentLook } from '@/lib/cases/incident-look'
import { moveCase } from '@/lib/cases/move'
import { getCase, insertCase, lockCase, openCaseBeside, saveCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { nextStep } from '@/lib/desks/cost/intents/next-step'
import { rollbackAction } from '@/lib/desks/cost/intents/run-actions'
import { putEvidence } from '@/lib/evidence/store'
import { policyEngine } from '@/lib/policy/bundle-store'
import type { Case } from '@/schemas/case'
import { carriedOut, caseAt, giveOnCase, measured, running } from '../fixtures/case-at'
import { giveAt } from '../fixtures/give-command'
import { refusal } from '../fixtures/refusal'
import { seedTenant } from '../fixtures/seed-story'
import { inventory, mara, NOW, storyCase, system, TENANT, tomas } from '../fixtures/story'

testDatabase()
beforeAll(seedTenant)

const { tenant_id } = TENANT
const give = giveAt(() => NOW)
const on = giveOnCase(give)
const read = (c: Pick<Case, 'case_id'>): Promise<Case> => getCase(tenant_id, c.case_id)

/** A verified case whose change is in place, and a second one of its incident that was brought to where the test needs it. */
async function twoOfOneIncident(to: (c: Case) => Case): Promise<{ verified: Case; second: Case }> {
  const verified = await caseAt((c) => moveCase(carriedOut(measured('100', '40'))(c), 'verified', NOW, 'saved'))
  const case_id = `${verified.case_id}_rest`
  const arn = `arn:${case_id}`
  const evidence = inventory({ team: 'checkout', env: 'dev' }, '2026-11-09T10:00:00.000Z', [arn])
  const action = { targets: [{ arn, label: case_id, change: 'schedule' }] }
  const begun = { ...storyCase({ policy_digest: (await policyEngine(tenant_id)).digest, case_id, evidence, action }), incident_key: verified.incident_key }
  const second = to(begun)
  await change(tenant_id, async (tx) => {
    await putEvidence(tx, tenant_id, [evidence])
    await insertCase(tx, second)
    return { result: undefined, events: [{ kind: 'case.opened', subject: case_id, actor: system, body: {} }] }
  })
  return { verified, second }
}
const buttonOf = async (c: Case) => rollbackAction({ c, viewer: tomas, now: NOW, open_beside: await openCaseBeside(c) })

it('rolls a verified case back in one step while a second one of its incident waits, and closes that', async () => {
  const { verified, second } = await twoOfOneIncident((c) => c)
  const { disabled, effect } = await buttonOf(verified)
  expect(disabled).toBeNull()
  expect(effect).toContain(`Case ${second.case_id} of the same incident is closed with it, because its plan was made for what this one left`)
  const { message } = await on(tomas, 'execution.rollback', verified.case_id)
  expect(message).toBe(`The rollback starts now. Case ${second.case_id} of the same incident is closed with it: reopen it when this is undone.`)
  expect(await read(verified)).toMatchObject({ status: 'rolling_back' })
  const ended = await read(second)
  expect(ended).toMatchObject({ status: 'accepted', phase: 'closed' })
  expect(nextStep(ended, NOW)).toContain(`closed with the rollback of case ${verified.case_id}, which ${tomas.name} asked for`)
})

it('takes the force from what was agreed to on the second, so that nothing of it runs', async () => {
  const { verified, second } = await twoOfOneIncident((c) => c)
  await on(mara, 'plan.submit', second.case_id)
  const asked = await read(second)
  expect(asked.approval?.state).toBe('pending')
  await on(tomas, 'execution.rollback', verified.case_id)
  expect((await read(second)).approval).toMatchObject({ state: 'void', closed_because: 'the case was closed' })
  const late = give(tomas, 'approval.approve', asked.approval?.approval_id ?? '', {
    expected_version: asked.approval?.state_version ?? 0,
    plan_hash: asked.plan?.plan_hash ?? null,
  })
  expect((await refusal(late)).code).toBe('conflict')
})

it('tells in the trail of each of the two what became of it, by whom and because of which', async () => {
  const { verified, second } = await twoOfOneIncident((c) => c)
  await on(mara, 'plan.submit', second.case_id)
  const { approval } = await read(second)
  const { audit_seq } = await on(tomas, 'execution.rollback', verified.case_id)
  const lastOf = async (c: Case) => {
    const last = (await auditOfCase(tenant_id, c.case_id)).at(-1)
    return { ...last, actor: JSON.parse(last?.actor ?? '{}'), body: JSON.parse(last?.body ?? '{}') }
  }
  expect(await lastOf(verified)).toMatchObject({ kind: 'rollback.requested', seq: audit_seq, body: { closed_beside: second.case_id } })
  expect(await lastOf(second)).toMatchObject({
    kind: 'case.closed',
    actor: { id: tomas.id },
    body: { before: 'awaiting_approval', rolled_back: verified.case_id, voided_approval_id: approval?.approval_id },
  })
  expect((await verifyAudit(tenant_id)).is_intact).toBe(true)
})

it('is carried out once where it is sent twice under one key, also at the same moment', async () => {
  const { verified, second } = await twoOfOneIncident((c) => c)
  const c = await read(verified)
  const sent = { expected_version: c.revision, plan_hash: c.plan?.plan_hash ?? null, idempotency_key: `twice-${c.case_id}` }
  const answers = await Promise.all([1, 2].map(() => give(tomas, 'execution.rollback', c.case_id, sent)))
  answers.push(await give(tomas, 'execution.rollback', c.case_id, sent))
  expect(answers.map((a) => a.outcome).sort()).toEqual(['accepted', 'replayed', 'replayed'])
  expect(new Set(answers.map((a) => `${a.audit_seq} ${a.message}`)).size).toBe(1)
  expect((await auditOfCase(tenant_id, second.case_id)).filter((e) => e.kind === 'case.closed')).toHaveLength(1)
})

it('either closes the second or is refused where the second is agreed to at the same moment, and never lets it run beside the way back', async () => {
  const outcomes = new Set<string>()
  for (let n = 0; n < 12; n++) {
    const { verified, second } = await twoOfOneIncident((c) => c)
    await on(mara, 'plan.submit', second.case_id)
    const { approval, plan } = await read(second)
    const agree = () =>
      give(tomas, 'approval.approve', approval?.approval_id ?? '', { expected_version: approval?.state_version ?? 0, plan_hash: plan?.plan_hash ?? null })
    const undo = () => on(tomas, 'execution.rollback', verified.case_id)
    await Promise.allSettled(n % 2 === 0 ? [agree(), undo()] : [undo(), agree()])
    outcomes.add(`${(await read(verified)).status} ${(await read(second)).status}`)
  }
  expect([...outcomes].filter((o) => o !== 'rolling_back accepted' && o !== 'verified approved')).toEqual([])
})

it.each([
  ['the whole of its incident again where it is reopened once the first was undone', 'rolled_back', true],
  ['still the rest where what the first changed stands', 'verified', false],
] as const)('is %s', async (_what, first_ends, is_whole) => {
  provideIncidentLook('cost', async () => null)
  const { verified, second } = await twoOfOneIncident((c) => ({
    ...c,
    at_stake_per_day: '7',
    rest_of: { case_id: c.case_id.replace(/_rest$/, ''), resources: 5 },
  }))
  if (first_ends === 'verified') await on(mara, 'case.close', second.case_id)
  else {
    await on(tomas, 'execution.rollback', verified.case_id)
    expect((await refusal(on(mara, 'case.reopen', second.case_id))).detail).toMatchObject({ code: 'OPEN_BESIDE', beside: verified.case_id })
    await change(tenant_id, async (tx) => {
      const c = await lockCase(tx, tenant_id, verified.case_id)
      await saveCase(tx, moveCase(c, 'rolled_back', NOW, 'undone', { run: c.run && { ...c.run, state: 'rolled_back' } }), c.revision)
      return { result: undefined, events: [{ kind: 'case.updated', subject: c.case_id, actor: system, body: {} }] }
    })
  }
  await on(mara, 'case.reopen', second.case_id)
  const { rest_of, at_stake_per_day } = await read(second)
  expect({ rest_of, at_stake_per_day }).toEqual(
    is_whole ? { at_stake_per_day: second.cost?.anomaly.delta_daily_cost } : { rest_of: second.rest_of, at_stake_per_day: '7' },
  )
})

it.each([
  ['runs', running, 'its plan is carried out or was', 'Stop it there or wait until it has ended'],
  ['changed something', carriedOut(measured('10', '5')), 'somebody has to look there', 'Roll it back or close it there first'],
  [
    'failed before its plan began',
    (c: Case) => moveCase(c, 'error', NOW, 'a step failed'),
    'somebody has to look there',
    'Roll it back or close it there first',
  ],
] as const)('leaves a second one that %s alone, changes nothing, and says what to do there', async (_what, to, stands, unblock) => {
  const { verified, second } = await twoOfOneIncident(to)
  const before = [await read(verified), await read(second)]
  expect((await buttonOf(verified)).disabled).toEqual({
    rule: 'open_beside',
    text: `Case ${second.case_id} is open for the same incident, and ${stands}.`,
    unblock: `${unblock}, or undo this by hand with the recipe on the plan.`,
  })
  expect(await refusal(on(tomas, 'execution.rollback', verified.case_id))).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(unblock),
    detail: { code: 'OPEN_BESIDE', beside: second.case_id },
  })
  expect([await read(verified), await read(second)]).toEqual(before)
})
