import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { moveCase } from '@/lib/cases/move'
import { startOver } from '@/lib/cases/start-over'
import { getCase, insertCase, saveCase } from '@/lib/cases/store'
import { seedTenantAt } from '@/lib/commands/fixtures/seed-story'
import { inventory, noor, storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { SUCCEEDED, WEEK_CHECK } from '@/lib/desks/cost/fixtures/cases/run'
import { putEvidence } from '@/lib/evidence/store'
import type { Case } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import { savingsView } from './savings'
import { savingsCsv } from './savings-csv'

testDatabase()

const { tenant_id } = TENANT
const EXECUTED = '2026-11-19T11:05:12.000Z'
const BACK = '2026-11-26T08:00:00.000Z'
const REOPENED = '2026-11-26T09:00:00.000Z'
const story = storyCase({ policy_digest: 'a'.repeat(64) })
const carried_out = moveCase(story, 'executed', EXECUTED, 'The plan was carried out', {
  run: { ...SUCCEEDED, case_id: story.case_id, finished_at: EXECUTED },
})
const claimed = moveCase(carried_out, 'verified', '2026-11-25T08:00:00.000Z', 'saved', { checks: [WEEK_CHECK] })
// A way back ends the run anew, and no time of it is known before.
const runAt = (state: Run['state'], finished_at: Run['finished_at']): Run => ({ ...SUCCEEDED, case_id: story.case_id, state, finished_at })
const on_its_way = moveCase(claimed, 'rolling_back', '2026-11-26T07:00:00.000Z', 'Roll it back', { run: runAt('rolling_back', null) })
const taken_back = moveCase(on_its_way, 'rolled_back', BACK, 'Rolled back', { run: runAt('rolled_back', BACK) })

const write = async (to: (c: Case) => Case): Promise<Case> => {
  const { result } = await change(tenant_id, async (tx) => {
    const c = await getCase(tenant_id, story.case_id)
    return { result: await saveCase(tx, to(c), c.revision), events: [{ kind: 'case.updated', subject: story.case_id, actor: system, body: {} }] }
  })
  return result
}
const listed = async () => (await savingsView(noor)).taken_back.map((t) => ({ title: t.title, claimed: t.claimed.value, text: t.text }))
const TITLE = story.plan?.actions[0]?.title
const POINT = WEEK_CHECK.savings?.point

beforeAll(async () => {
  await seedTenantAt('2026-11-27T09:00:00.000Z')
  await change(tenant_id, async (tx) => {
    await putEvidence(tx, tenant_id, [inventory()])
    await insertCase(tx, on_its_way)
    return { result: undefined, events: [{ kind: 'case.opened', subject: story.case_id, actor: system, body: {} }] }
  })
})

it('lists what was claimed as soon as it is on its way back, however long that takes', async () => {
  expect(await listed()).toEqual([{ title: TITLE, claimed: POINT, text: 'It is being rolled back: none of it is counted.' }])
  expect(await savingsCsv(noor, 'https://countersign.test')).toContain('being rolled back: none of it is counted')
  expect((await savingsView(noor)).totals).toEqual([])
})

it('keeps what was claimed and taken back in its list when the case is reopened, and says so', async () => {
  await write((c) => ({ ...taken_back, revision: c.revision }))
  const before = { title: TITLE, claimed: POINT, text: 'Rolled back 26 Nov 08:00 UTC: none of it is counted.' }
  expect(await listed()).toEqual([before])
  const reopened = await write((c) => startOver(c, REOPENED, 'Reopened by Mara Lindqvist', c.evidence_ids))
  expect(reopened).toMatchObject({ status: 'detected', run: null, checks: [] })
  expect(await listed()).toEqual([{ ...before, text: `${before.text} Its case was reopened since.` }])
})

it('exports the same line for it as before, so that nobody misses it and the sum stays', async () => {
  const csv = (await savingsCsv(noor, 'https://countersign.test')).trim().split('\r\n')
  expect(csv).toHaveLength(2)
  expect(csv[1]).toContain(TITLE)
  expect(csv[1]).toContain(EXECUTED)
  expect(csv[1]).toMatch(/rolled back: none of it is counted/)
})

it('keeps it while the next plan of the case is carried out and measured', async () => {
  const run = { ...SUCCEEDED, case_id: story.case_id, run_id: 'run_second', finished_at: '2026-11-26T12:00:00.000Z' }
  await write((c) => moveCase(c, 'verifying', REOPENED, 'carried out', { plan: story.plan, run, checks: [] }))
  expect((await listed()).map((t) => t.claimed)).toEqual([POINT])
})

it('gives way to the next claim of the case, and lists that one where it is taken back, too', async () => {
  const savings = WEEK_CHECK.savings === null ? null : { ...WEEK_CHECK.savings, point: '90' }
  await write((c) => moveCase(c, 'verified', '2026-12-05T08:00:00.000Z', 'saved', { checks: [{ ...WEEK_CHECK, savings }] }))
  expect(await listed()).toEqual([])
  await write((c) => moveCase(c, 'rolled_back', '2026-12-06T08:00:00.000Z', 'Rolled back', { run: c.run && { ...c.run, state: 'rolled_back' } }))
  expect((await listed()).map((t) => t.claimed)).toEqual(['90'])
})
