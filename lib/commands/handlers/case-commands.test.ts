import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { provideIncidentLook } from '@/lib/cases/incident-look'
import { moveCase } from '@/lib/cases/move'
import { getCase, insertCase, openCaseBeside } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { caseContext } from '@/lib/desks/cost/intents/case-context'
import { headlineIntent } from '@/lib/desks/cost/intents/headline'
import { explainGate } from '@/lib/intents/gate'
import { policyEngine } from '@/lib/policy/bundle-store'
import type { Case } from '@/schemas/case'
import { carriedOut, caseAt, giveOnCase, measured, ranOf, running } from '../fixtures/case-at'
import { giveAt } from '../fixtures/give-command'
import { refusal } from '../fixtures/refusal'
import { seedTenant } from '../fixtures/seed-story'
import { mara, NOW, pavel, storyCase, system, TENANT, tomas } from '../fixtures/story'

testDatabase()

const { tenant_id } = TENANT
let now = NOW
const give = giveAt(() => now)
const on = giveOnCase(give)
const read = (case_id: string): Promise<Case> => getCase(tenant_id, case_id)
const aSignal = (): { given: Promise<void>; give(): void } => {
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give }
}

beforeAll(seedTenant)
beforeEach(() => {
  now = NOW
})

describe('anomaly.assess', () => {
  it('says up to how much and until when it keeps a rise quiet, in the currency of the case', async () => {
    const { case_id } = await caseAt((c) => c)
    const { message } = await on(mara, 'anomaly.assess', case_id, {
      params: { assessment: 'expected', quiet: { floor_per_day: '80', until: '2026-11-30' } },
    })
    expect(message).toBe('The case is closed: the spend was expected. Rises there up to $80.00 / day open no case before 30 Nov.')
  })
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
    expect(done.message).toBe('Snoozed until 19 Feb, or until it costs more than $2,034 / day.')
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

  it('is the person’s to open again once a person closed what a rule had closed before', async () => {
    const { case_id } = await caseAt((c) => ({ ...c, early_end: 'ended' }))
    await on(mara, 'case.close', case_id)
    expect((await read(case_id)).early_end).toBe('refused')
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

  it('names the later case that goes on with a saving that came undone, instead of its own change', async () => {
    const gone = { ...measured('50', '20'), savings: null, reason: 'came_undone' as const, undone_since: '2026-11-18' }
    const first = await caseAt((c) => moveCase(carriedOut(gone)(c), 'partial', NOW, 'the saving no longer holds'))
    const case_id = `${first.case_id}_later`
    const newer = { ...storyCase({ policy_digest: (await policyEngine(tenant_id)).digest, case_id }), incident_key: first.incident_key }
    await change(tenant_id, async (tx) => {
      await insertCase(tx, newer)
      return { result: undefined, events: [{ kind: 'case.opened', subject: case_id, actor: system, body: {} }] }
    })
    expect(await refusal(on(mara, 'case.reopen', first.case_id))).toMatchObject({
      message: `Case ${case_id} is open for the same incident and goes on with the saving that came undone here. Go on there.`,
      detail: { code: 'OPEN_BESIDE', beside: case_id },
    })
    const [button] = headlineIntent(caseContext(first, now, mara, { open_beside: await openCaseBeside(first) })).actions
    expect(button).toMatchObject({ command: 'case.reopen', disabled: { rule: 'open_beside', unblock: 'Go on there.' } })
  })

  it('does not call in place what was found taken back, and says how to show that nothing of it is left', async () => {
    const gone = { ...measured('50', '20'), reason: 'came_undone' as const, effect: { status: 'missing' as const, detail: 'not as asked: loadtest-1' } }
    const { case_id } = await caseAt((c) => moveCase(carriedOut(gone)(c), 'accepted', NOW, 'left as it is'))
    expect(await refusal(on(mara, 'case.reopen', case_id))).toMatchObject({
      message:
        'What its plan changed was found gone, and whether some of it is left is not known. Roll it back first where that is possible, or let the next rise open a case of its own.',
      detail: { code: 'IN_PLACE' },
    })
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
