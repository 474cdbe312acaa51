import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara, NOW, storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { insertTenant } from '@/lib/identity/tenant-store'
import type { Case } from '@/schemas/case'
import { moveCase } from './move'
import { caseTitles, countCases, getCases, insertCase, listCases, openCaseIds, saveCase } from './store'

testDatabase()

const { tenant_id } = TENANT
const MANY = 230
const story = storyCase({ policy_digest: 'a'.repeat(64) })
const nth = (n: number): Case => ({
  ...story,
  case_id: `case_${String(n).padStart(4, '0')}`,
  incident_key: `incident ${n}`,
  headline: `Case number ${n}`,
  at_stake_per_day: `${n}.10`,
  owner: n === 1 ? mara.id : null,
})
const opened = (id: string) => ({ kind: 'case.opened', subject: id, actor: system, body: {} }) as const

beforeAll(async () => {
  await seedTenant()
  await change(tenant_id, async (tx) => {
    for (let n = 1; n <= MANY; n++) await insertCase(tx, nth(n))
    await saveCase(tx, moveCase(nth(2), 'accepted', NOW, 'as planned'), nth(2).revision)
    return { result: undefined, events: [opened('case_0001')] }
  })
  const other = { ...TENANT, tenant_id: 'tn_other', name: 'Other' }
  await change(other.tenant_id, async (tx) => {
    await insertTenant(tx, other)
    await insertCase(tx, { ...nth(1), case_id: 'case_foreign', tenant_id: other.tenant_id })
    return { result: undefined, events: [opened('case_foreign')] }
  })
})

it('counts and sums every case of the tenant, however few a list shows', async () => {
  const counts = await countCases(tenant_id, {
    open: { is_closed: false },
    closed: { is_closed: true },
    mine: { owners: [mara.id, mara.name] },
    none: { statuses: [] },
  })
  expect(counts.open).toEqual({ cases: MANY - 1, at_stake_per_day: String(((MANY * (MANY + 1)) / 2 - 2 + (MANY - 1) / 10).toFixed(1)) })
  expect(counts.closed).toEqual({ cases: 1, at_stake_per_day: null })
  expect(counts.mine).toEqual({ cases: 1, at_stake_per_day: '1.1' })
  expect(counts.none).toEqual({ cases: 0, at_stake_per_day: null })
})

it('lists what a filter keeps, most money at stake first, as many as were asked for', async () => {
  expect((await listCases(tenant_id, { is_closed: false, limit: 2 })).map((c) => c.case_id)).toEqual([`case_0${MANY}`, `case_0${MANY - 1}`])
  expect((await listCases(tenant_id, { owners: [mara.id] })).map((c) => c.case_id)).toEqual(['case_0001'])
  expect((await listCases(tenant_id, { statuses: ['accepted'] })).map((c) => c.case_id)).toEqual(['case_0002'])
})

it('misses no open case where work must not, and no case that is asked for by id', async () => {
  expect(await openCaseIds(tenant_id, 'cost')).toHaveLength(MANY - 1)
  expect((await getCases(tenant_id, ['case_0001', 'case_foreign', 'case_unknown'])).map((c) => c.case_id)).toEqual(['case_0001'])
})

it('shows nothing of another tenant', async () => {
  expect((await caseTitles(tenant_id, 1000)).map((c) => c.case_id)).not.toContain('case_foreign')
  expect(await caseTitles('tn_other')).toEqual([{ case_id: 'case_foreign', title: 'Case number 1' }])
  await expect(
    change(tenant_id, async (tx) => ({ result: await saveCase(tx, { ...nth(1), tenant_id: 'tn_other' }, 2), events: [opened('x')] })),
  ).rejects.toMatchObject({
    code: 'conflict',
  })
})
