import { describe, expect, it } from 'vitest'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import { anInstance, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, scheduleCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { planTargets } from '@/lib/desks/cost/plan/plan-targets'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import { makeEvidence } from '@/lib/evidence/make'
import { Fault } from '@/lib/kernel/errors'
import type { Anomaly, CostCategory } from '@/schemas/cost'
import { feedbackCandidates, withoutLoneAnswer } from './feedback-candidates'

const anomaly = { scope: { sub_account_id: '210000000002', service_name: 'AmazonEC2' }, first_day: '2026-11-09' } as Anomaly // safe: nothing else is read
const beside = scheduleCandidate([anInstance(1)])
const flagged = (differs: Record<string, unknown> = {}) => ({
  ...{ anomaly_id: 'an-1', start: '2026-11-10', end: null, total_impact: '900', answer: null },
  causes: [{ service_name: 'AmazonEC2', region_id: null, sub_account_id: '210000000002', usage_type: null }],
  ...differs,
})
const asked = (one: Record<string, unknown> = {}, body: Record<string, unknown> = {}) => [
  makeEvidence({
    source: { connector: 'cost-explorer', query: 'anomalies()', data_version: null, retrieved_at: '2026-11-19T09:00:00.000Z' },
    // What is not there is absent, and not undefined.
    body: JSON.parse(
      JSON.stringify({
        ...{ kind: 'cost.provider_anomalies', window: { start: '2026-11-01', end: '2026-11-19' }, account_id: '210000000001', anomalies: [flagged(one)] },
        ...body,
      }),
    ),
  }),
]
const NOW = '2026-11-19T09:00:00.000Z'
const settings = (differs: Record<string, unknown> = {}) =>
  makeEvidence({
    source: { connector: 'countersign', query: 'plan_settings()', data_version: null, retrieved_at: NOW },
    body: { kind: 'plan.settings', allowed_accounts: null, auto_templates: [], denied_templates: [], ...differs } as never,
  })
const propose = (evidence = asked(), category: CostCategory = 'new_resource', along: typeof beside | null = beside) =>
  feedbackCandidates({ evidence: [...evidence, settings()], anomaly, category, beside: along ?? undefined, now: NOW })

describe('an answer for the detection of Cost Explorer', () => {
  it('goes along with an action, for the anomaly that both flagged, with what triage found', () => {
    const [candidate] = propose().candidates
    expect(candidate).toMatchObject({
      template: 'submit_ad_feedback',
      params: { account_id: '210000000001', environment: 'dev', targets: [{ arn: 'arn:aws:ce::210000000001:anomaly/an-1', answer: 'YES', former: null }] },
      reasons: [{ code: 'provider_flagged_it_too' }],
    })
    expect(COST_ACTIONS['submit_ad_feedback']?.bind(candidate?.params).title).toContain('an-1: it was right')
    expect(propose(asked(), 'expected_growth').candidates[0]?.params.targets).toMatchObject([{ answer: 'PLANNED_ACTIVITY' }])
  })

  it.each([
    ['the cause is not known', asked(), 'unknown'],
    ['it began more than two days apart', asked({ start: '2026-11-12' }), 'new_resource'],
    [
      'it is about another account',
      asked({ causes: [{ service_name: null, region_id: null, sub_account_id: '210000000009', usage_type: null }] }),
      'new_resource',
    ],
    ['it says so already', asked({ answer: 'YES' }), 'new_resource'],
    ['nobody read what it was told', asked({ answer: undefined }), 'new_resource'],
    ['nobody knows whose detection it is', asked({}, { account_id: undefined }), 'new_resource'],
    ['nothing was asked', [], 'new_resource'],
  ] as [string, ReturnType<typeof asked>, CostCategory][])('is not given where %s', (_, evidence, category) =>
    expect(propose(evidence, category)).toEqual({ candidates: [], rejected: [] }),
  )

  it.each([
    ['the tenant denies it', { denied_templates: ['submit_ad_feedback'] }, 'never lets it be carried out'],
    ['its account is not allowed', { allowed_accounts: ['210000000002'] }, 'may not be carried out in account 210000000001'],
    ['it would keep the action from running by itself', { auto_templates: ['schedule_nonprod'] }, 'may run without a person'],
  ])("stands in nobody's way where %s", (_, differs, because) => {
    const asks = (evidence: ReturnType<typeof asked>) => feedbackCandidates({ evidence, anomaly, category: 'new_resource', beside, now: NOW })
    expect(asks([...asked(), settings(differs)])).toMatchObject({ candidates: [], rejected: [{ because: expect.stringContaining(because) }] })
  })
  it("stands in nobody's way where its anomaly is as new, or nobody knows what the tenant set", () => {
    const asks = (evidence: ReturnType<typeof asked>, now = NOW) => feedbackCandidates({ evidence, anomaly, category: 'new_resource', beside, now })
    expect(asks([...asked(), settings()], '2026-11-11T09:00:00.000Z').rejected).toMatchObject([{ because: 'the anomaly is younger than a day' }])
    expect(asks(asked()).rejected).toMatchObject([{ because: 'not known: what the tenant lets be carried out' }])
  })

  it('holds no plan up where its service cannot be asked, and is none where the other action falls away', async () => {
    const lone = propose().candidates[0]
    if (lone === undefined) throw new Error('an answer')
    const port = simulatedCloud({ estate: estateOf([anInstance(1)]), log: memoryLog(), now: async () => NOW })
    const x = { now: NOW, history: {}, is_in_change_window: true }
    for (const code of ['provider_down', 'rate_limited'] as const) {
      const silent = { ...port, flaggedAnomalies: () => Promise.reject(new Fault(code, 'the budget of the day is used up')) }
      const plan = await preparePlan(proposalOf('case_a', [beside, lone]), { port: silent, ...x })
      expect(plan.actions.map((a) => a.template)).toEqual(['schedule_nonprod'])
      expect(plan.rejected).toMatchObject([{ template: 'submit_ad_feedback', because: expect.stringContaining('could not be asked') }])
    }
    const answers = {
      ...port,
      flaggedAnomalies: async () => [{ arn: lone.params.targets[0]?.arn ?? '', anomaly_id: 'an-1', start: '2026-11-10', answer: null }],
    }
    const refused = { ...answers, answerAnomaly: async () => ({ api: 'ce', request_id: null, status: 'denied', detail: 'AccessDenied' }) as const }
    const without = await preparePlan(proposalOf('case_a', [beside, lone]), { port: refused, ...x })
    expect(without.actions.map((a) => a.template)).toEqual(['schedule_nonprod'])
    expect(without.rejected).toMatchObject([{ template: 'submit_ad_feedback', because: expect.stringContaining('AccessDenied') }])
    const prod = scheduleCandidate([anInstance(1, { tags: { env: 'prod' } })])
    const emptied = simulatedCloud({ estate: estateOf([]), log: memoryLog(), now: async () => NOW })
    const plan = await preparePlan(proposalOf('case_a', [prod, lone]), { port: { ...emptied, flaggedAnomalies: answers.flaggedAnomalies }, ...x })
    expect(plan.actions).toEqual([])
    expect(plan.rejected.map((r) => r.template)).toContain('submit_ad_feedback')
  })

  it('is known to policy: it has no tags, and began when the provider says', () => {
    const [candidate] = propose().candidates
    const plan = {
      plan_hash: 'a'.repeat(64),
      actions: [{ action_id: 'act_a', template: 'submit_ad_feedback', params: candidate?.params, targets: candidate?.params.targets }],
    } as never
    expect(planTargets(plan, asked()).targets).toEqual([{ arn: 'arn:aws:ce::210000000001:anomaly/an-1', tags: {}, since: '2026-11-10T00:00:00.000Z' }])
  })

  it('is no plan by itself: the ticket has the exact command', () => {
    expect(propose(asked(), 'marketplace', null)).toMatchObject({
      candidates: [],
      rejected: [{ would_allow: expect.stringContaining('aws ce provide-anomaly-feedback --anomaly-id an-1 --feedback YES') }],
    })
    const lone = propose().candidates
    expect(withoutLoneAnswer({ candidates: lone, rejected: [] }).candidates).toEqual([])
    expect(withoutLoneAnswer({ candidates: [beside, ...lone], rejected: [] }).candidates).toHaveLength(2)
  })
})
