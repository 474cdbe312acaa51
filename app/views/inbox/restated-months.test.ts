import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { makeEvidence } from '@/lib/evidence/make'
import { putEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { saveRestatement } from '@/lib/warehouse/versions/restatement-store'
import type { Actor } from '@/schemas/actor'
import { InboxView } from '@/schemas/inbox-view'
import type { MonthRestatement } from '@/schemas/restatement'
import { inboxView } from './inbox'

testDatabase()

const TENANT = 'tn_restated_view'
const AT = '2026-10-07T09:00:00.000Z'
const viewer = (...roles: Actor['roles']): Actor => ({ kind: 'person', id: 'usr_mara', name: 'Mara', roles, tenant_id: TENANT, surface: 'web' })
const BODY: MonthRestatement = {
  kind: 'cost.month_restatement',
  source: 'acme-cur2',
  billing_month: '2026-09',
  from_version: 1,
  to_version: 3,
  closed_by: 'invoice',
  currency: 'USD',
  before: { billed_cost: '10200', effective_cost: '10200' },
  after: { billed_cost: '10920', effective_cost: '10920' },
  lines: [
    {
      sub_account_id: '9',
      service_name: 'AmazonS3',
      series: 'run',
      before: { billed_cost: '1200', effective_cost: '1200' },
      after: { billed_cost: '1920', effective_cost: '1920' },
    },
  ],
  lines_beyond: 0,
}

it('shows a restated month beside the cases, with its versions, lines, import and evidence, in no counter of the inbox, and without a button for who only looks', async () => {
  const evidence = makeEvidence({ source: { connector: 'bill', query: 'q', data_version: 'acme-cur2:2026-09.3', retrieved_at: AT }, body: BODY })
  await change(TENANT, async (tx) => {
    await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [TENANT])
    await putEvidence(tx, TENANT, [evidence])
    await saveRestatement(tx, TENANT, {
      restatement_id: 'rst_1',
      category: 'data_quality',
      state: 'open',
      source: 'acme-cur2',
      billing_month: '2026-09',
      from_version: 1,
      to_version: 3,
      import_id: 'imp_7',
      evidence_id: evidence.evidence_id,
      found_at: AT,
      updated_at: AT,
      acknowledged: null,
    })
    return { result: undefined, events: [{ kind: 'restatement.found', subject: 'rst_1', actor: systemActor(TENANT), body: {} }] }
  })
  const view = InboxView.parse(await inboxView(viewer('analyst')))
  expect(view.restated).toMatchObject([
    {
      restatement_id: 'rst_1',
      version: 3,
      title: 'Sep 2026 of acme-cur2 was restated after it had closed',
      text: 'It was closed with its invoice at $10,200.00 as invoiced (version 1) and is now $10,920.00 (version 3). The data changed, not the usage, so none of it counts as a rise.',
      change: { text: '+$720.00', evidence: [evidence.evidence_id] },
      lines: [{ amounts: '$1,200.00 to $1,920.00', change: { text: '+$720.00' } }],
      brought_by: 'imp_7',
      acknowledge_denied: null,
    },
  ])
  expect(view.counters[0]).toMatchObject({ note: '0 open cases', fact: { value: '0' } })
  expect((await inboxView(viewer('viewer'))).restated?.[0]?.acknowledge_denied).toContain('This needs the role')
})
