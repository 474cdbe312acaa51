import { describe, expect, it } from 'vitest'
import { makeEvidence } from '@/lib/evidence/make'
import type { Plan } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import type { CostCategory } from '@/schemas/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { CloudPort } from '../connectors/cloud/port'
import type { SimulatedEstate } from '../connectors/cloud/simulation/estate'
import { simulatedCloud } from '../connectors/cloud/simulation/simulated'
import { instanceEvidence, volumeEvidence } from '../connectors/cloud/to-evidence'
import { ESTATE } from '../demo/estate'
import { ANOMALY, ATTRIBUTION, TRIAGE } from '../fixtures/cases/anomaly'
import { STORY } from '../fixtures/cases/story'
import { memoryLog } from '../fixtures/memory-log'
import { draftTicket } from './draft-ticket'
import { preparePlan } from './prepare'
import type { Proposal } from './proposal'
import { type PlanQuestion, proposePlan } from './propose'

const NOW = '2026-11-19T09:00:00.000Z'
const LUMEN = { account_id: '210000000006', region_id: 'eu-west-1' }
const DATA = { account_id: '210000000003', region_id: 'eu-west-1' }

const accountOf = (estate: SimulatedEstate, now = NOW): CloudPort => simulatedCloud({ estate, log: memoryLog(), now: async () => now })
const prepare = (proposal: Proposal, port: CloudPort, now = NOW): Promise<Plan> => preparePlan(proposal, { port, now, history: {}, is_in_change_window: true })

function caseOf(category: CostCategory, differs: Partial<Case> = {}, confidence = TRIAGE.confidence): Case {
  const story = STORY[0]?.c
  if (story === undefined) throw new Error('the story is empty')
  return { ...story, cost: { anomaly: ANOMALY, windows: null, attribution: ATTRIBUTION, triage: { ...TRIAGE, category, confidence } }, ...differs }
}

function costsOf(rows: readonly { id: string; usage_type: string; cost: string; list?: string }[]): Evidence {
  const resources = rows.map(({ id, usage_type, cost, list }) => ({
    resource_id: id,
    usage_type,
    effective_cost_per_day: cost,
    list_cost_per_day: list ?? cost,
    first_seen: '2026-11-09',
    tags: {},
  }))
  const body = {
    kind: 'cost.resource_costs' as const,
    scope: ANOMALY.scope,
    currency: 'USD',
    after: { start: '2026-11-09', end: '2026-11-17' },
    resources,
    is_cut: false,
  }
  return makeEvidence({ source: { connector: 'bill', query: 'resource_costs()', data_version: 'v1', retrieved_at: NOW }, body })
}

const question = (c: Case, evidence: readonly Evidence[]): PlanQuestion => ({
  case: c,
  evidence,
  data_version: 'v1',
  policy_digest: 'a'.repeat(64),
  made_at: NOW,
})

const lumen = ESTATE.instances.filter((i) => i.account_id === LUMEN.account_id)
const gp2 = ESTATE.volumes.filter((v) => v.account_id === DATA.account_id && v.volume_type === 'gp2')

/** What the case of the nine load-test instances is planned on. */
async function loadTest(port: CloudPort, c = caseOf('new_resource'), price = '20.544', list = price): Promise<PlanQuestion> {
  const instances = await instanceEvidence(
    port,
    LUMEN,
    lumen.map((i) => i.instance_id),
    NOW,
  )
  const costs = costsOf(lumen.map((i) => ({ id: i.instance_id, usage_type: `EU-BoxUsage:${i.instance_type}`, cost: price, list })))
  return question(c, [instances, costs])
}

const told = (list: Plan['rejected'] | Proposal['rejected']): string[] => list.map((r) => `${r.template} for ${r.target}: ${r.because}`)

describe('the nine load-test instances', () => {
  it('are proposed to run in working hours only, and nothing else is proposed for them', async () => {
    const proposal = proposePlan(await loadTest(accountOf(ESTATE)))
    expect(proposal.candidates.map((c) => [c.template, c.params.targets.length])).toEqual([['schedule_nonprod', 9]])
    expect(proposal.candidates[0]?.params.targets.map((t) => t.label)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `loadtest-${n}`))
    expect(proposal.candidates[0]?.reasons).toMatchObject([{ code: 'instances_do_no_work', facts: { instances: 9, cost_per_day: '184.896' } }])
    expect(proposal.no_action).toEqual([])
    expect(told(proposal.rejected)).toEqual([
      `stop_idle_ec2 for ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `loadtest-${n}`).join(', ')}: schedule nonprod is proposed for the same resource, and their savings overlap`,
      'rightsize_ec2 for 210000000006: memory use is not known, and a smaller type may not hold what runs',
    ])
  })

  it('make a plan that saves 3,613.40 USD a month at medium risk', async () => {
    const port = accountOf(ESTATE)
    const plan = await prepare(proposePlan(await loadTest(port)), port)
    expect(plan.expected_savings).toMatchObject({ expected: '3613.4', bound: '3613.4' })
    expect(plan.risk).toMatchObject({ tier: 'medium' })
    expect(plan.risk.terms.map((t) => `${t.points} ${t.name}: ${t.because}`)).toEqual([
      '18 template: schedule nonprod',
      '13 targets: 9 resources',
      '5 dependents: not known: what depends on them',
      '1 confidence: the cause is known with a confidence of 93 %',
      '5 history: first use here',
    ])
    expect(plan.actions[0]).toMatchObject({
      title: 'Run 9 instances only Mon-Fri 07:00-19:00 UTC',
      reversibility: 'R1',
      environment: 'dev',
      dry_run: { outcome: 'would_succeed' },
    })
    expect(plan.actions[0]?.prechecks.every((p) => p.outcome === 'passed')).toBe(true)
  })

  it('give the same hash when the plan is made again in an equal world, and another when anything differs', async () => {
    const hash = async (port: CloudPort, now = NOW, c = caseOf('new_resource')) =>
      (await prepare(proposePlan({ ...(await loadTest(port, c)), made_at: now }), port, now)).plan_hash
    const first = await hash(accountOf(ESTATE))
    expect(await hash(accountOf(ESTATE))).toBe(first)
    expect(await hash(accountOf(ESTATE, '2026-11-19T09:45:00.000Z'), '2026-11-19T09:45:00.000Z')).toBe(first)
    expect(await hash(accountOf(ESTATE), NOW, caseOf('new_resource', {}, 0.7))).not.toBe(first)
    const stopped = accountOf(ESTATE)
    const loadtest = lumen.find((i) => i.tags['Name'] === 'loadtest-1')
    await stopped.putTags(LUMEN, loadtest?.arn ?? '', { note: 'x' }, { dry_run: false, idempotency_key: 'k' })
    expect(await hash(stopped)).not.toBe(first)
  })

  it('are proposed for the hours of their tenant, in its time zone, and for none where it works at every hour', async () => {
    const asked = await loadTest(accountOf(ESTATE))
    const at = (days: number[], on_hour: number, off_hour: number) => {
      const body = { kind: 'plan.working_hours' as const, time_zone: 'Europe/Berlin', days, on_hour, off_hour }
      const hours = makeEvidence({ source: { connector: 'countersign', query: 'working_hours()', data_version: null, retrieved_at: NOW }, body })
      return proposePlan({ ...asked, evidence: [...asked.evidence, hours] })
    }
    const port = accountOf(ESTATE)
    expect((await prepare(at([0, 1, 2, 3, 4], 7, 19), port)).actions[0]?.title).toBe('Run 9 instances only Mon-Fri 07:00-19:00 Europe/Berlin')
    const never_off = at([0, 1, 2, 3, 4, 5, 6], 0, 24)
    expect(never_off.candidates.map((c) => c.template)).not.toContain('schedule_nonprod')
    expect(told(never_off.rejected).join(' ')).toContain('leave no time at which it could be off')
  })

  it('are left alone when the cause is not sure enough', async () => {
    const proposal = proposePlan(await loadTest(accountOf(ESTATE), caseOf('new_resource', {}, 0.52)))
    expect(proposal.candidates).toEqual([])
    expect(proposal.no_action).toMatchObject([{ code: 'confidence_too_low', facts: { confidence_pct: 52, needed_pct: 60 } }])
    expect(proposal.rejected[0]?.because).toContain('52 %')
  })

  it('promise nothing that a commitment goes on paying for', async () => {
    const port = accountOf(ESTATE)
    const plan = await prepare(proposePlan(await loadTest(port, caseOf('new_resource'), '12', '20.544')), port)
    expect(plan.expected_savings).toMatchObject({ expected: '0', bound: '2110.63' })
  })

  it('without prices in the bill are not planned, and say so', async () => {
    const q = await loadTest(accountOf(ESTATE))
    const proposal = proposePlan({ ...q, evidence: q.evidence.filter((e) => e.kind === 'cloud.instances') })
    expect(proposal.candidates).toEqual([])
    expect(proposal.rejected[0]).toMatchObject({ because: 'not known: what the bill charges for it', would_allow: 'a bill with resource ids' })
    expect(proposal.no_action).toMatchObject([{ code: 'all_candidates_rejected' }])
  })
})

it('looks at instances that began before the anomaly only when the case is about waste, and says of each why it stays', async () => {
  const proposal = proposePlan(await loadTest(accountOf(ESTATE), caseOf('resource_waste')))
  const rejected = told(proposal.rejected).filter((r) => r.startsWith('schedule_nonprod'))
  expect(rejected).toContain('schedule_nonprod for lumen-bastion-1: protected by do-not-modify=true')
  expect(rejected.filter((r) => /for lumen-(?:api|build)-\d.*: CPU p95 is/.test(r))).toHaveLength(3)
  expect(rejected).toHaveLength(4)
})

describe('the fourteen gp2 volumes', () => {
  async function volumes(port: CloudPort): Promise<PlanQuestion> {
    const found = await volumeEvidence(
      port,
      DATA,
      gp2.map((v) => v.volume_id),
      NOW,
    )
    return question(caseOf('new_resource'), [
      found,
      costsOf(gp2.map((v) => ({ id: v.volume_id, usage_type: 'EU-EBS:VolumeUsage.gp2', cost: v.size_gib === 1536 ? '5.557895' : '3.705263' }))),
    ])
  }

  it('are moved three at a time in production, by two people', async () => {
    const port = accountOf(ESTATE)
    const plan = await prepare(proposePlan(await volumes(port)), port)
    expect(gp2).toHaveLength(14)
    expect(plan.actions.map((a) => [a.template, a.targets.length, a.risk.tier])).toEqual([['ebs_gp2_to_gp3', 3, 'high']])
    expect(plan.rejected).toHaveLength(1)
    expect(plan.rejected[0]).toMatchObject({ because: 'one plan touches at most 3 resources in prod', would_allow: null, left_for: 'another_plan' })
    expect(plan.rejected[0]?.target.split(', ')).toHaveLength(11)
    expect(Number(plan.expected_savings.expected)).toBeGreaterThan(0)
  })
})

it.each(['commitment_coverage_drift', 'credits_refunds_fees', 'marketplace', 'data_transfer', 'deploy_related', 'unknown'] as const)(
  'asks a person with a ticket about %s',
  async (category) => {
    const c = caseOf(category)
    const proposal = proposePlan(question(c, []))
    expect(proposal.candidates).toEqual([])
    expect(proposal.no_action).toMatchObject([{ code: `ticket_for_${category}` }])
    const plan = await prepare(proposal, accountOf(ESTATE))
    expect(plan).toMatchObject({ actions: [], expected_savings: { expected: '0' }, risk: { score: 0, tier: 'low' } })
    expect(draftTicket(c, plan).dedupe_key).toBe(c.incident_key)
  },
)
