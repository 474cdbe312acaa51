import '@/agent/desks/cost/plan/plan-editor'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { connectionsOf } from '@/agent/desks/cost/connect/connections'
import { watchTenant } from '@/agent/desks/cost/watch/watch'
import { driveCase } from '@/agent/graph/drive'
import { deliver, seedDemonstration, TENANT_ID } from '@/agent/graph/fixtures/demonstration'
import { graphOf } from '@/agent/index'
import { replayCase } from '@/agent/replay'
import { testDatabase } from '@/e2e/scripts/test-database'
import { getCase, listCases } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { ESTATE } from '@/lib/desks/cost/demo/estate'
import { makeEvidence } from '@/lib/evidence/make'
import { getEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { getTenant, lockTenant, saveSettings, tenantNow } from '@/lib/identity/tenant-store'
import { PlanEstate } from '@/schemas/evidence/plan-estate'
import { PolicyFacts } from '@/schemas/policy'
import { countEstate } from './count-estate'
import { planCase } from './plan'

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
    const count = ESTATE.volumes.filter((v) => v.account_id === DATA).length
    expect(counted.counts).toEqual([{ account_id: DATA, resource_kind: 'volume', count, not_counted: 'counted in eu-west-1; other regions are not counted' }])
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
    expect(after.policy?.reasons.find((r) => r.policy_id === 'deny-daily-budget')?.text).toBe(
      `5 % of 19 volumes in account ${DATA} is 1 a day (counted in eu-west-1; other regions are not counted); 0 were changed today, and the plan changes 3`,
    )
    expect(after.policy?.unmet.find((u) => u.policy_id === 'deny-daily-budget')?.would_satisfy).toBe(
      'The plan changes at most 1 of them today; the day is over at midnight UTC',
    )
    await share(20)
  })

  it('counts the other regions that the account is connected with as far as they answer, and says which were counted', async () => {
    const { plan } = await planned()
    const { settings } = await getTenant(TENANT_ID)
    const { cloud } = await connectionsOf(TENANT_ID)
    if (cloud === null) throw new Error('the demonstration has a cloud')
    const role_arn = `arn:aws:iam::${DATA}:role/countersign`
    const regions = ['eu-west-1', 'us-east-1', 'ap-south-1']
    const connected = {
      ...settings,
      accounts: [{ account_id: DATA, name: 'data-platform', role_arn, act_role_arn: null, scheduler_role_arn: null, regions, owner: null }],
    }
    const countResources = async ({ region_id }: { region_id: string }) => ({ 'eu-west-1': 19, 'us-east-1': 40 })[region_id] ?? null
    const [counted] = await countEstate({ ...cloud, countResources }, plan, connected, await tenantNow(TENANT_ID))
    expect(PlanEstate.parse(counted?.body).counts).toEqual([
      { account_id: DATA, resource_kind: 'volume', count: 59, not_counted: 'counted in eu-west-1, us-east-1; other regions are not counted' },
    ])
  })

  it('counts the containers that the evidence measures, and none where it measures none', async () => {
    const { plan } = await planned()
    const { settings } = await getTenant(TENANT_ID)
    const { cloud } = await connectionsOf(TENANT_ID)
    if (cloud === null) throw new Error('the demonstration has a cloud')
    const now = await tenantNow(TENANT_ID)
    const containers = { ...plan, actions: plan.actions.map((a) => ({ ...a, template: 'k8s_rightsize_requests' })) }
    const arn = (n: number) => `arn:aws:eks:eu-west-1:${DATA}:cluster/main/web/${n}`
    const amounts = { cpu_milli: 500, memory_mib: 512 }
    const body = {
      kind: 'k8s.requests' as const,
      cluster: 'main',
      account_id: DATA,
      can_change: true,
      window: { start: '2026-11-05', end: '2026-11-19' },
      containers: [1, 2, 3].map((n) => ({
        arn: arn(n),
        name: `main/web/deployment/web/${n}`,
        requests: amounts,
        used_most: amounts,
        data_days: 14,
        cost_per_day: '1',
        since: null,
        labels: {},
      })),
    }
    const measured = makeEvidence({ source: { connector: 'opencost', query: 'requests(main)', data_version: null, retrieved_at: now }, body })
    const countsOf = async (evidence: Parameters<typeof countEstate>[4]) =>
      PlanEstate.parse((await countEstate(cloud, containers, settings, now, evidence))[0]?.body).counts.map((c) => [c.resource_kind, c.count])
    expect([await countsOf([measured]), await countsOf([])]).toEqual([[['container', 3]], [['container', null]]])
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
