import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { makeEvidence } from '@/lib/evidence/make'
import { putEvidence } from '@/lib/evidence/store'
import { storedInputs } from './change-store'
import { randomFacts, seeded } from './random-facts'

testDatabase()
beforeAll(seedTenant)

it('keeps the newest inputs where there are more than are asked for, and tells the oldest of those first', async () => {
  const next = seeded(3)
  const asked = ['2026-11-01', '2026-11-03', '2026-11-02'].map((day, i) =>
    makeEvidence({
      source: { connector: 'countersign', query: `policy_facts(${i})`, data_version: null, retrieved_at: `${day}T00:00:00.000Z` },
      body: { kind: 'policy.facts', ...randomFacts(next) },
    }),
  )
  await change(TENANT.tenant_id, async (tx) => {
    await putEvidence(tx, TENANT.tenant_id, asked)
    return { result: undefined, events: [{ kind: 'case.acknowledged', subject: TENANT.tenant_id, actor: mara, body: {} }] }
  })
  expect((await storedInputs(TENANT.tenant_id, '2026-10-01T00:00:00.000Z', 2)).map((input) => input.query)).toEqual(['policy_facts(2)', 'policy_facts(1)'])
})
