import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { costSteps } from '@/agent/desks/cost/steps'
import { graphOf } from '@/agent/index'
import { testDatabase } from '@/e2e/scripts/test-database'
import { auditOfCase } from '@/lib/audit/store'
import { namedCase, resourcesLeft } from '@/lib/cases/rest-of-plan'
import { carriedOnIn } from '@/lib/cases/rest-store'
import { getCase, listCases } from '@/lib/cases/store'
import { openTicket } from '@/lib/cases/ticket'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { refusal } from '@/lib/commands/fixtures/refusal'
import { change } from '@/lib/db/change'
import { caseContext } from '@/lib/desks/cost/intents/case-context'
import { caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { rowOf } from '@/lib/desks/cost/intents/row'
import { draftTicket } from '@/lib/desks/cost/plan/draft-ticket'
import { systemActor } from '@/lib/identity/system-actor'
import { getTenant, saveSettings } from '@/lib/identity/tenant-store'
import { invariant } from '@/lib/kernel/errors'
import { subtract } from '@/lib/kernel/money'
import type { Case } from '@/schemas/case'
import { driveCase } from './drive'
import { executeCase } from './execute'
import { deliver, personOf, TENANT_ID } from './fixtures/demonstration'
import { storyCase } from './fixtures/story-case'

testDatabase()
afterAll(closeCheckpoints)

const story = storyCase()
const { read, drive, give, decide } = story
const FOUR = 4
const targetsOf = ({ plan }: Case): string[] => (plan?.actions ?? []).flatMap((a) => a.targets.map((t) => t.arn)).sort()
const restOf = async (first: Case): Promise<Case> => {
  const found = (await listCases(TENANT_ID)).find((c) => c.case_id !== first.case_id && c.incident_key === first.incident_key)
  invariant(found, 'the rest has a case')
  return found
}
const REASON = { reason: 'The other five are idle as well' }

/** The demonstration, where one plan may change four machines of the nine that do nothing. */
beforeAll(async () => {
  await story.open()
  const { settings } = await getTenant(TENANT_ID)
  await change(TENANT_ID, async (tx) => {
    await saveSettings(tx, TENANT_ID, { ...settings, max_targets: { ...settings.max_targets, dev: FOUR } })
    return { result: undefined, events: [{ kind: 'settings.changed', subject: TENANT_ID, actor: systemActor(TENANT_ID), body: {} }] }
  })
  await drive()
})

it('plans what limits left out in a case of its own, once the saving of the first plan is verified on its own resources', async () => {
  expect([targetsOf(await read()).length, resourcesLeft((await read()).plan)]).toEqual([FOUR, 5])
  expect(await refusal(give('mara', 'case.plan_rest', REASON))).toMatchObject({ detail: { rule: 'not_verified' } })
  await story.send()
  await decide('tomas', 'approval.approve')
  await drive()
  await story.execute('forward')
  expect(await refusal(give('mara', 'case.plan_rest', REASON))).toMatchObject({ detail: { rule: 'not_verified' } })
  await give('mara', 'clock.advance', { subject: TENANT_ID, params: { days: 11 }, expected_version: null, plan_hash: null })
  await deliver()
  await drive()
  const first = await read()
  expect(first).toMatchObject({ status: 'verified', checks: [{ savings: { measured_on: { rung: 'resources' } } }] })

  const { message } = await give('mara', 'case.plan_rest', REASON)
  expect(message).toMatch(/^Case case_[0-9a-f]{10} is opened for 5 resources that this plan left out[.]/)
  const rest = (await listCases(TENANT_ID)).find((c) => c.case_id !== first.case_id && c.incident_key === first.incident_key)
  await driveCase(graphOf('cost'), TENANT_ID, rest?.case_id ?? '')
  const planned = await getCase(TENANT_ID, rest?.case_id ?? '')
  expect([planned.status, targetsOf(planned).length]).toEqual(['plan_ready', FOUR])
  expect(targetsOf(planned).filter((arn) => targetsOf(first).includes(arn))).toEqual([])
  expect((await auditOfCase(TENANT_ID, planned.case_id)).map((e) => e.kind)).toContain('case.rest_opened')
  // The first keeps its plan, its way back and its saving, and no third case is opened beside the second.
  expect(await read()).toEqual(first)
  expect(await refusal(give('mara', 'case.plan_rest', REASON))).toMatchObject({ detail: { code: 'OPEN_BESIDE', beside: planned.case_id } })
})

it('tells the second from the first wherever a case is only named: in a ticket, in the list of requests and on the command line', async () => {
  const [first, rest] = [await read(), await restOf(await read())]
  invariant(first.plan !== null && rest.plan !== null, 'both have a plan')
  const told = [openTicket, namedCase, (c: Case) => draftTicket(c, c.plan as NonNullable<Case['plan']>)] // safe: looked at above
  for (const by of told) {
    const text = (c: Case) => JSON.stringify(by(c))
    expect(text(rest)).toContain('(the rest: 5 resources)')
    expect(text(first)).not.toContain('the rest')
  }
})

it('has at stake in the second what the first does not save', async () => {
  const first = await read()
  const rest = await restOf(first)
  const saved = first.checks[0]?.savings?.point ?? '0'
  expect(rest.at_stake_per_day).toBe(subtract(first.at_stake_per_day, saved))
})

it('tells the second from the first by its title, in the list and on its page', async () => {
  const first = await read()
  const rest = await restOf(first)
  const mara = personOf('mara')
  const shown = (c: Case) => caseIntents(c, c.updated_at, mara).headline
  expect(shown(first).title).not.toContain('the rest')
  expect(shown(rest).title).toMatch(/ [(]the rest: 5 resources[)]$/)
  expect(rowOf(caseContext(rest, rest.updated_at, mara)).row.title).toMatch(/ [(]the rest: 5 resources[)]$/)
  expect(shown(rest).plain.replaceAll(/\s+/g, ' ')).toContain(`Case ${first.case_id} left out 5 resources, which this case is for.`)
})

it('says that the second is closed where the first is rolled back while the second waits', async () => {
  const first = await read()
  const rest = await restOf(first)
  const { execution } = caseIntents(first, first.updated_at, personOf('tomas'), { open_beside: rest })
  const button = execution?.actions.find((a) => a.command === 'execution.rollback')
  expect(button?.disabled).toBeNull()
  expect(button?.effect).toContain(`Case ${rest.case_id} of the same incident is closed with it`)
})

it('measures the saving of the second plan on its own resources, and leaves that of the first as it was', async () => {
  const first = await read()
  const { case_id } = await restOf(first)
  const rest = () => getCase(TENANT_ID, case_id)
  const driveRest = () => driveCase(graphOf('cost'), TENANT_ID, case_id)
  await giveCommand(personOf('mara'), 'plan.submit', await rest())
  await giveCommand(personOf('tomas'), 'veto.run_now', await rest(), { subject: (await rest()).approval?.approval_id ?? '' })
  await driveRest()
  await executeCase(costSteps, TENANT_ID, case_id, 'forward')
  // What the second changed is in place by now, so it is taken back before the first is.
  expect(await refusal(give('tomas', 'execution.rollback', { reason: 'The machines are needed again' }))).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('Roll it back there first'),
    detail: { code: 'OPEN_BESIDE', beside: case_id },
  })
  await give('mara', 'clock.advance', { subject: TENANT_ID, params: { days: 11 }, expected_version: null, plan_hash: null })
  await deliver()
  await driveRest()
  const { status, checks } = await rest()
  expect(status).toBe('verified')
  expect(checks[0]?.savings?.measured_on).toMatchObject({ rung: 'resources', joint_with: [] })
  const own = (c: Pick<Case, 'checks'>) => c.checks[0]?.savings?.measured_on?.resource_ids ?? []
  expect(own({ checks })).toHaveLength(FOUR)
  expect(own({ checks }).filter((id) => own(first).includes(id))).toEqual([])
  expect((await read()).checks).toEqual(first.checks)
})

it('offers what is left in the case that was carried out last, and no longer in the first', async () => {
  const first = await read()
  const rest = await restOf(first)
  expect(await refusal(give('mara', 'case.plan_rest', REASON))).toMatchObject({ detail: { rule: 'carried_on', beside: rest.case_id } })
  const offered = async (c: Case) =>
    caseIntents(c, c.updated_at, personOf('mara'), { carried_on: await carriedOnIn(c) }).headline.actions.find((a) => a.command === 'case.plan_rest')?.disabled
  expect([await offered(first), await offered(rest)]).toEqual([expect.objectContaining({ rule: 'carried_on' }), null])
})
