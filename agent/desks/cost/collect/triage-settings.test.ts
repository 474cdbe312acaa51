import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { NOW, storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { putEvidence } from '@/lib/evidence/store'
import { TriageSettings } from '@/schemas/evidence/triage-settings'
import { triageSettings } from './triage-settings'

testDatabase()
beforeAll(() => seedTenant())

const c = storyCase({ policy_digest: 'a'.repeat(64) })
const CUTS = { critical: 9000, high: 2000, medium: 500 }
const having = (settings: Partial<typeof TENANT.settings>) => ({ ...TENANT, settings: { ...TENANT.settings, ...settings } })

it('is no evidence where the tenant never set anything, so that its cases are what they were', async () => {
  expect(await triageSettings({ ...c, status: 'detected' }, having({}), NOW)).toEqual([])
})

it('is kept as it is when the case is looked at, and says that nothing holds any more once it was taken back', async () => {
  const set = await triageSettings(c, having({ severity_cuts_per_day: CUTS, allowed_regions: ['eu-west-1'] }), NOW)
  expect(set.map((e) => TriageSettings.parse(e.body))).toEqual([{ kind: 'cost.triage_settings', severity_cuts_per_day: CUTS, allowed_regions: ['eu-west-1'] }])
  await change(TENANT.tenant_id, async (tx) => {
    await putEvidence(tx, TENANT.tenant_id, set)
    return { result: undefined, events: [{ kind: 'evidence.collected', subject: c.case_id, actor: system, body: {} }] }
  })
  const again = { ...c, status: 'stale_plan' as const, evidence_ids: set.map((e) => e.evidence_id) }
  expect((await triageSettings(again, having({}), NOW)).map((e) => TriageSettings.parse(e.body))).toEqual([
    { kind: 'cost.triage_settings', severity_cuts_per_day: null, allowed_regions: null },
  ])
})
