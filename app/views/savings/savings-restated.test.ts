import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { putCourses } from '@/lib/cases/course-store'
import { insertCase } from '@/lib/cases/store'
import { seedTenantAt } from '@/lib/commands/fixtures/seed-story'
import { noor, storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { SUCCEEDED, WEEK_CHECK } from '@/lib/desks/cost/fixtures/cases/run'
import { add, perMonth, subtract } from '@/lib/kernel/money'
import { addHours } from '@/lib/kernel/time'
import { savingsView } from './savings'
import { savingsCsv } from './savings-csv'

testDatabase()

const { tenant_id } = TENANT
const story = storyCase({ policy_digest: 'a'.repeat(64) })
const used = WEEK_CHECK.trajectory.filter((p) => p.is_used)
/** The same days as they came again: each of those that were measured costs 7 more. */
const trajectory = WEEK_CHECK.trajectory.map((p) => (p.is_used && p.actual !== null ? { ...p, actual: add(p.actual, '7') } : p))

const row = async () => (await savingsView(noor)).rows[0]
let claimed: Awaited<ReturnType<typeof row>>
beforeAll(async () => {
  await seedTenantAt('2026-11-27T09:00:00.000Z')
  await change(tenant_id, async (tx) => {
    await insertCase(tx, { ...story, status: 'verified', phase: 'closed', run: { ...SUCCEEDED, case_id: story.case_id }, checks: [WEEK_CHECK] })
    return { result: undefined, events: [{ kind: 'case.opened', subject: story.case_id, actor: system, body: {} }] }
  })
  claimed = await row()
  await change(tenant_id, async (tx) => {
    await putCourses(tx, tenant_id, [{ case_id: story.case_id, trajectory, data_version: 'v9', read_at: addHours(WEEK_CHECK.at, 1), evidence: [] }])
    return { result: undefined, events: [{ kind: 'detection.ran', subject: tenant_id, actor: system, body: {} }] }
  })
})

it('counts a month that was restated after a saving was claimed as the bill has it now, and says so', async () => {
  const now = await row()
  expect(claimed?.notes).toEqual([])
  expect(now?.notes).toEqual([
    expect.stringMatching(/^The bill was restated since this was claimed: the 7 days that were measured now come to \$.* saved, not \$/),
  ])
  expect(subtract(claimed?.to_date.value ?? '0', now?.to_date.value ?? '0')).toBe(String(7 * used.length))
})

it('says what is saved now with the restated days, and leaves what the check measured as it was', async () => {
  const { counters, rows } = await savingsView(noor)
  const point = WEEK_CHECK.savings?.point ?? '0'
  expect(Number(counters.find((x) => x.id === 'rate')?.fact.value)).toBeCloseTo(Number(perMonth(subtract(point, '7'))), 2)
  expect(rows[0]?.realized.value).toBe(claimed?.realized.value)
})

it('exports what the measured days come to now beside what was claimed', async () => {
  const [head = '', line = ''] = (await savingsCsv(noor, 'https://countersign.test')).trim().split('\r\n')
  const cell = (name: string) => line.replaceAll(/"[^"]*"/g, 'text').split(',')[head.split(',').indexOf(name)] ?? ''
  expect(Number(cell('realized_per_day')) - Number(cell('restated_per_day'))).toBeCloseTo(7, 0)
})
