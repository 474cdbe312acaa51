import '@/agent/desks/cost/plan-editor'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { systemActor } from '@/agent/graph/clock'
import { driveCase } from '@/agent/graph/drive'
import { deliver, seedDemonstration, TENANT_ID } from '@/agent/graph/fixtures/demonstration'
import { graphOf } from '@/agent/index'
import { replayCase } from '@/agent/replay'
import { testDatabase } from '@/e2e/scripts/test-database'
import { getCase, listCases } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { ESTATE } from '@/lib/desks/cost/demo/estate'
import { getEvidence } from '@/lib/evidence/store'
import { getTenant, lockTenant, saveSettings, tenantNow } from '@/lib/identity/tenant-store'
import { PlanEstate } from '@/schemas/evidence/plan-estate'
import { PolicyFacts } from '@/schemas/policy'
import { connectionsOf } from './connections'
import { countEstate } from './count-estate'
import { planCase } from './plan'
import { watchTenant } from './watch'

testDatabase()
afterAll(closeCheckpoints)

const DATA = '210000000003'
let volumes = ''
beforeAll(async () => {
  await seedDemonstration()
  await deliver()
  await watchTenant(TENANT_ID)
  volumes = (await listCases(TENANT_ID)).find((c) => c.headline.includes('EC2 volume storage in data-platform'))?.case_id ?? ''
  await driveCase(graphOf('cost'), TENANT_ID, volumes)
})

const planned = async () => {
  const c = await getCase(TENANT_ID, volumes)
  return planCase(c, await getEvidence(TENANT_ID, c.evidence_ids), await tenantNow(TENANT_ID))
}
const share = (prod: number) =>
  change(TENANT_ID, async (tx) => {
    const { settings } = await lockTenant(tx, TENANT_ID)
    await saveSettings(tx, TENANT_ID, { ...settings, share_per_day_pct: { ...settings.share_per_day_pct, prod } })
    return {
      result: undefined,
      events: [{ kind: 'settings.changed', subject: TENANT_ID, actor: systemActor(TENANT_ID), body: { changed: ['share_per_day_pct'] } }],
    }
  })

describe('the belt of the account whose volumes the demonstration changes', () => {
  it('is counted as evidence of the plan, lets its three volumes through, and a replay gives the same bytes', async () => {
    const c = await getCase(TENANT_ID, volumes)
    const evidence = await getEvidence(TENANT_ID, c.evidence_ids)
    const counted = PlanEstate.parse(evidence.find((e) => e.kind === 'plan.estate')?.body)
    expect(counted.counts).toEqual([{ account_id: DATA, resource_kind: 'volume', count: ESTATE.volumes.filter((v) => v.account_id === DATA).length }])
    expect(c.plan?.actions.flatMap((a) => a.targets)).toHaveLength(3)
    expect(c.policy?.decision).not.toBe('deny')
    expect((await replayCase(TENANT_ID, volumes)).parts.every((p) => p.outcome === 'identical')).toBe(true)
  })

  it('does not change the plan or its hash where it does not bind, and denies the same plan where it does', async () => {
    const before = await planned()
    await share(5)
    const after = await planned()
    expect(after.plan.plan_hash).toBe(before.plan.plan_hash)
    expect(before.policy?.decision).not.toBe('deny')
    // Five percent of nineteen volumes is none, so one may be changed.
    expect(PolicyFacts.parse(factsOf(after.evidence)).mutations_left_today).toBe(1)
    expect(after.policy?.reasons.map((r) => r.policy_id)).toContain('deny-daily-budget')
    await share(20)
  })

  it('refuses where nobody could count', async () => {
    const { plan } = await planned()
    const { settings } = await getTenant(TENANT_ID)
    const { cloud } = await connectionsOf(TENANT_ID)
    if (cloud === null) throw new Error('the demonstration has a cloud')
    const [unknown] = await countEstate({ ...cloud, countResources: async () => null }, plan, settings, await tenantNow(TENANT_ID))
    expect(unknown).toMatchObject({ body: { counts: [{ count: null }] }, gaps: [`not known: how many volumes account ${DATA} holds`] })
  })
})

function factsOf(evidence: Awaited<ReturnType<typeof planned>>['evidence']): unknown {
  const { kind: _kind, ...facts } = (evidence.find((e) => e.kind === 'policy.facts')?.body ?? {}) as { kind?: string }
  return facts
}
