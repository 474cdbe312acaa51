import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { NOW, storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { SUCCEEDED, WEEK_CHECK } from '@/lib/desks/cost/fixtures/cases/run'
import { makeEvidence } from '@/lib/evidence/make'
import { addHours } from '@/lib/kernel/time'
import { courseOf, putCourses, savingsCourses } from './course-store'
import { measuredCases } from './ledger-store'
import { insertCase } from './store'

testDatabase()

const { tenant_id } = TENANT
const story = storyCase({ policy_digest: 'a'.repeat(64) })
const source = { connector: 'bill', query: 'daily_series', data_version: 'v2', retrieved_at: NOW }
const evidence = [makeEvidence({ source, body: { kind: 'test.note', text: 'what the course was read from' }, gaps: [] })]
const course = { case_id: story.case_id, trajectory: WEEK_CHECK.trajectory, data_version: 'v2', read_at: addHours(NOW, 1), evidence }

const put = (courses: Parameters<typeof putCourses>[2]) =>
  change(tenant_id, async (tx) => {
    await putCourses(tx, tenant_id, courses)
    return { result: undefined, events: [{ kind: 'detection.ran', subject: tenant_id, actor: system, body: {} }] }
  })

beforeAll(async () => {
  await seedTenant()
  await change(tenant_id, async (tx) => {
    await insertCase(tx, { ...story, status: 'verifying', phase: 'verify', checks: [], run: SUCCEEDED })
    await insertCase(tx, { ...story, case_id: 'case_open', incident_key: 'open', run: null })
    return { result: undefined, events: [{ kind: 'case.opened', subject: story.case_id, actor: system, body: {} }] }
  })
})

it('follows the cost of a plan that is still measured, and of no other', async () => {
  expect((await measuredCases(tenant_id)).map((c) => c.case_id)).toEqual([story.case_id])
})

it('knows of no course before a bill was read', async () => expect(await courseOf(tenant_id, story.case_id)).toBeNull())

it('keeps the newest course with the evidence that it was read from', async () => {
  await put([{ ...course, data_version: 'v1', trajectory: [], evidence: [] }])
  await put([course])
  expect(await courseOf(tenant_id, story.case_id)).toEqual(course)
  expect((await savingsCourses(tenant_id)).get(story.case_id)).toEqual({ trajectory: WEEK_CHECK.trajectory, read_at: course.read_at })
})

it('shows no tenant the course of another', async () => expect(await courseOf('tn_other', story.case_id)).toBeNull())
