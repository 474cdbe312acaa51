import { beforeAll, expect, it } from 'vitest'
import { inboxView } from '@/app/views/inbox/inbox'
import { savingsView } from '@/app/views/savings/savings'
import { verificationView } from '@/app/views/savings/verification'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { systemActor } from '@/lib/identity/system-actor'
import { publishManifest } from '@/lib/warehouse/versions/manifest-store'
import type { Actor } from '@/schemas/actor'

testDatabase()

const TENANT = 'tn_no_bill'
const mara: Actor = { kind: 'person', id: 'usr_mara', name: 'Mara', roles: ['analyst'], tenant_id: TENANT, surface: 'web' }

beforeAll(() =>
  change(TENANT, async (tx) => {
    await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [TENANT])
    return { result: undefined, events: [{ kind: 'tenant.created', subject: TENANT, actor: systemActor(TENANT), body: {} }] }
  }),
)

it('says that nobody knows what is at stake while no bill has been read', async () => {
  const [at_stake, ...others] = (await inboxView(mara)).counters
  expect(at_stake).toMatchObject({ fact: { kind: 'text', text: 'not known yet', currency: null }, note: 'no bill has been read' })
  expect(others.map((c) => c.fact.text)).toEqual(['0 cases', '0 cases'])
})

it('shows no amount on a page of a tenant without a bill', async () => {
  for (const view of [await inboxView(mara), await savingsView(mara), await verificationView(mara, undefined)]) expect(JSON.stringify(view)).not.toMatch(/\$\d/)
})

it('counts nothing at stake as nothing once a bill has been read', async () => {
  await change(TENANT, async (tx) => {
    await publishManifest(tx, {
      tenant_id: TENANT,
      source: 'acme-cur2',
      billing_month: '2026-10',
      path: 'nowhere',
      row_count: 0,
      billed_cost: '0',
      effective_cost: '0',
      currency: 'USD',
      first_day: '2026-10-01',
      last_day: '2026-10-31',
      content_digest: 'd',
      import_id: 'imp_1',
      imported_at: '2026-11-01T00:00:00.000Z',
    })
    return { result: undefined, events: [{ kind: 'import.completed', subject: 'imp_1', actor: systemActor(TENANT), body: {} }] }
  })
  expect((await inboxView(mara)).counters[0]).toMatchObject({ fact: { kind: 'money', text: '$0.00 / day' }, note: '0 open cases' })
})
