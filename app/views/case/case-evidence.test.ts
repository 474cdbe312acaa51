import { beforeAll, expect, it } from 'vitest'
import { watchTenant } from '@/agent/desks/cost/watch/watch'
import { driveCase } from '@/agent/graph/drive'
import { deliver, personOf, seedDemonstration, TENANT_ID } from '@/agent/graph/fixtures/demonstration'
import { graphOf } from '@/agent/index'
import { testDatabase } from '@/e2e/scripts/test-database'
import { getCase, listCases } from '@/lib/cases/store'
import type { CostCategory } from '@/schemas/cost'
import type { ComponentKind, UiIntent } from '@/schemas/intent'
import { currentIntents } from './case-intents'

testDatabase()

const FIRST: Partial<Record<CostCategory, ComponentKind>> = {
  new_resource: 'table',
  data_transfer: 'evidence.data_transfer',
  commitment_coverage_drift: 'evidence.commitment',
  credits_refunds_fees: 'evidence.credits_fees',
  deploy_related: 'evidence.deploy',
  marketplace: 'evidence.marketplace',
}
const found = new Map<string, { category: CostCategory; card: UiIntent | null }>()

beforeAll(async () => {
  await seedDemonstration()
  await deliver()
  await watchTenant(TENANT_ID)
  for (const { case_id } of await listCases(TENANT_ID)) {
    await driveCase(graphOf('cost'), TENANT_ID, case_id)
    const c = await getCase(TENANT_ID, case_id)
    const { evidence } = await currentIntents(personOf('mara'), case_id)
    found.set(c.headline, { category: c.cost?.triage?.category ?? 'unknown', card: evidence })
  }
}, 120_000)

it('shows on each case of the demonstration the stored evidence of its own category, and nothing that is not in it', () => {
  expect(found.size).toBe(7)
  for (const [headline, { category, card }] of found) {
    expect(card?.components[0]?.kind, headline).toBe(FIRST[category])
    for (const fact of Object.values(card?.facts ?? {}))
      if (fact.kind === 'money') for (const id of fact.evidence) expect(Object.keys(card?.evidence ?? {}), `${headline}: ${fact.label}`).toContain(id)
  }
})
