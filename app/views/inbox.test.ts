import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { insertCase } from '@/lib/cases/store'
import { inventory, mara, seedTenant, storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { putEvidence } from '@/lib/evidence/store'
import { inboxView } from './inbox'

testDatabase()
const MANY = 230
const story = storyCase({ policy_digest: 'a'.repeat(64) })

beforeAll(async () => {
  await seedTenant()
  await change(TENANT.tenant_id, async (tx) => {
    await putEvidence(tx, TENANT.tenant_id, [inventory()])
    for (let n = 1; n <= MANY; n++)
      await insertCase(tx, { ...story, case_id: `case_${n}`, incident_key: `incident ${n}`, at_stake_per_day: '2', owner: n === 1 ? mara.id : null })
    return { result: undefined, events: [{ kind: 'case.opened', subject: 'case_1', actor: system, body: {} }] }
  })
})

it('counts every case and says how many are not drawn', async () => {
  const view = await inboxView(mara, undefined)
  expect(view.counters[0]).toMatchObject({ fact: { value: '460' }, note: '230 open cases' })
  expect(view.filters.map((f) => [f.id, f.count])).toEqual([
    ['open', MANY],
    ['awaiting', MANY],
    ['mine', 1],
    ['verifying', 0],
    ['closed', 0],
  ])
  expect(view.list?.components[0]).toMatchObject({ kind: 'anomaly.inbox', more: '205 more cases' })
})

it('shows what a filter keeps, and falls back to what is open', async () => {
  expect((await inboxView(mara, 'mine')).list?.components[0]).toMatchObject({ rows: [{ case_id: 'case_1' }], more: null })
  expect((await inboxView(mara, 'closed')).list).toBeNull()
  expect((await inboxView(mara, '__proto__')).active).toBe('open')
})
