import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { assessments } from './assessments-store'
import { insertCase } from './store'

testDatabase()

const { tenant_id } = TENANT
const story = storyCase({ policy_digest: 'a'.repeat(64) })
const assess = (case_id: string, assessment: string) =>
  change(tenant_id, async () => ({
    result: undefined,
    events: [{ kind: 'case.assessed', subject: case_id, actor: system, body: { assessment, anomaly_id: null } }],
  }))

beforeAll(async () => {
  await seedTenant()
  await change(tenant_id, async (tx) => {
    for (const name of ['real', 'again', 'untouched']) await insertCase(tx, { ...story, case_id: `case_${name}`, incident_key: name })
    return { result: undefined, events: [{ kind: 'case.opened', subject: 'case_real', actor: system, body: {} }] }
  })
})

it('knows the last word about each anomaly with how sure its triage had been, of one tenant alone', async () => {
  expect(await assessments(tenant_id)).toEqual([])
  await assess('case_real', 'accurate')
  await assess('case_again', 'accurate')
  await assess('case_again', 'false_positive')
  const confidence = story.cost?.triage?.confidence
  expect(confidence).toBeGreaterThan(0)
  expect(await assessments(tenant_id)).toEqual([
    { assessment: 'false_positive', confidence },
    { assessment: 'accurate', confidence },
  ])
  expect(await assessments('tn_other')).toEqual([])
})
