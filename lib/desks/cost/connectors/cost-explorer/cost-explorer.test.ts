import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { awsJsonServer, type WireAnswer } from '@/e2e/scripts/aws-json-server'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { insertTenant } from '@/lib/identity/tenant-store'
import { TenantSettings } from '@/schemas/tenant'
import { awsClients } from '../cloud/real/aws-clients'
import { spendOf } from '../spend/spend-store'
import { costExplorer } from './aws'
import { payForPage } from './pay-for-page'
import type { CostExplorerPort, PayForPage } from './port'
import { type Recording, recordedCostExplorer } from './recorded'

testDatabase()
const ACCOUNT = '210000000001'
const WINDOW = { start: '2026-11-13', end: '2026-11-15' }
const period = (Start: string, End: string) => ({ TimePeriod: { Start, End } })
const [D1, D2] = [period('2026-11-13', '2026-11-14'), period('2026-11-14', '2026-11-15')]

const driver = (Type: string, Name: string, was: string, is: string) => ({
  Type,
  Name,
  Metrics: {
    AmortizedCost: { BaselineTimePeriodAmount: was, ComparisonTimePeriodAmount: is, Difference: String(Number(is) - Number(was)), Unit: 'USD' },
  },
})

/** Two days on the second of which a savings plan ended. Numbers are strings, as the service writes them. */
const RECORDING: Recording = {
  costs: [
    { ...D1, Total: { AmortizedCost: { Amount: '6342.1200000000', Unit: 'USD' } }, Groups: [], Estimated: false },
    { ...D2, Total: { AmortizedCost: { Amount: '6862.1200000000', Unit: 'USD' } }, Groups: [], Estimated: true },
  ],
  reservation_coverage: [
    { ...D1, Groups: [], Total: { CoverageHours: { OnDemandHours: '0', ReservedHours: '0', TotalRunningHours: '0', CoverageHoursPercentage: '0' } } },
    {
      ...D2,
      Groups: [],
      Total: { CoverageHours: { OnDemandHours: '36.8', ReservedHours: '63.2', TotalRunningHours: '100', CoverageHoursPercentage: '63.2' } },
    },
  ],
  reservation_utilization: [{ ...D2, Total: { UtilizationPercentage: '100', PurchasedHours: '63.2' } }],
  savings_plan_coverage: [
    { ...D1, Attributes: {}, Coverage: { SpendCoveredBySavingsPlans: '80', OnDemandCost: '20', TotalCost: '100', CoveragePercentage: '80' } },
    { ...D2, Attributes: {}, Coverage: { SpendCoveredBySavingsPlans: '0', OnDemandCost: '100', TotalCost: '100', CoveragePercentage: '0' } },
  ],
  savings_plan_utilization: [{ ...D1, Utilization: { TotalCommitment: '50', UsedCommitment: '49', UtilizationPercentage: '98' } }],
  drivers: [
    {
      CostSelector: { Dimensions: { Key: 'SERVICE', Values: ['AmazonEC2'] } },
      Metrics: {},
      CostDrivers: [driver('USAGE_CHANGE', 'EUW1-BoxUsage:m6i.4xlarge', '0', '1664.1'), driver('SAVINGS_PLAN', 'Compute Savings Plan', '900', '450')],
    },
    { CostDrivers: [driver('USAGE_CHANGE', 'EUW1-BoxUsage:m6i.4xlarge', '10', '10.5')] },
  ],
  anomalies: [
    {
      AnomalyId: 'a-2',
      AnomalyStartDate: '2026-11-14T00:00:00Z',
      DimensionValue: 'Amazon Elastic Compute Cloud - Compute',
      RootCauses: [{ Service: 'Amazon Elastic Compute Cloud - Compute', Region: 'eu-west-1', LinkedAccount: '210000000002', UsageType: '' }],
      AnomalyScore: { MaxScore: 0.9, CurrentScore: 0.9 },
      Impact: { MaxImpact: 520, TotalImpact: 1040.5 },
      MonitorArn: 'arn:aws:ce::1:anomalymonitor/x',
      Feedback: 'PLANNED_ACTIVITY',
    },
  ],
}
const ANSWERS: Record<string, (token: unknown) => WireAnswer> = {
  // Two pages.
  GetCostAndUsage: (token) =>
    token === undefined
      ? { body: { ResultsByTime: (RECORDING.costs as unknown[]).slice(0, 1), NextPageToken: 'p2' } }
      : { body: { ResultsByTime: (RECORDING.costs as unknown[]).slice(1) } },
  GetReservationCoverage: () => ({ body: { CoveragesByTime: RECORDING.reservation_coverage } }),
  GetReservationUtilization: () => ({ body: { UtilizationsByTime: RECORDING.reservation_utilization } }),
  GetSavingsPlansCoverage: () => ({ body: { SavingsPlansCoverages: RECORDING.savings_plan_coverage } }),
  GetSavingsPlansUtilization: () => ({ body: { SavingsPlansUtilizationsByTime: RECORDING.savings_plan_utilization, Total: {} } }),
  GetCostComparisonDrivers: () => ({ body: { CostComparisonDrivers: RECORDING.drivers } }),
  GetAnomalies: () => ({ body: { Anomalies: RECORDING.anomalies } }),
}

let trouble: WireAnswer | null = null
let paged: ((token: unknown) => WireAnswer) | null = null
let server: Awaited<ReturnType<typeof awsJsonServer>>
beforeAll(async () => {
  server = await awsJsonServer(
    ACCOUNT,
    ({ operation, body }) => trouble ?? (paged ?? ANSWERS[operation])?.(body['NextPageToken']) ?? { status: 400, code: 'ValidationException' },
  )
  const tenant = {
    tenant_id: 'tn_a',
    name: 'A',
    currency: 'USD',
    time_zone: 'UTC',
    is_demonstration: false,
    clock_offset_ms: 0,
    settings: TenantSettings.parse({}),
  }
  const actor = { kind: 'system' as const, id: 'worker', name: 'Worker', roles: [], tenant_id: 'tn_a', surface: 'system' as const }
  await change('tn_a', async (tx) => {
    await insertTenant(tx, tenant)
    return { result: undefined, events: [{ kind: 'tenant.created', subject: 'tn_a', actor, body: {} }] }
  })
})
afterAll(() => server.close())
afterEach(() => {
  trouble = null
  paged = null
})

const free: PayForPage = async () => undefined
const real = (pay: PayForPage = free) => {
  const account = { role_arn: null, external_id: null, scheduler_role_arn: null }
  const clients = awsClients({
    accounts: { [ACCOUNT]: account },
    credentials: { accessKeyId: 'KEY', secretAccessKey: 'secret' },
    endpoint: server.endpoint,
    timeout_ms: 1_000,
  })
  return costExplorer(ACCOUNT, clients, pay)
}

function contract(make: (pay: PayForPage) => CostExplorerPort): void {
  it('gives the cost of each day as a decimal, over all pages, with what is estimated marked', async () =>
    expect((await make(free).costs({ sub_account_id: '210000000002' }, WINDOW)).days).toEqual([
      { day: '2026-11-13', amortized_cost: '6342.12', is_estimated: false },
      { day: '2026-11-14', amortized_cost: '6862.12', is_estimated: true },
    ]))

  it('divides percentages by 100 once, and has no ratio where nothing ran or nothing was bought', async () =>
    expect((await make(free).commitments({ sub_account_id: '210000000002', service_name: 'AmazonEC2' }, WINDOW)).days).toEqual([
      {
        day: '2026-11-13',
        reservation_coverage_ratio: null,
        reservation_utilization_ratio: null,
        savings_plan_coverage_ratio: 0.8,
        savings_plan_utilization_ratio: 0.98,
      },
      {
        day: '2026-11-14',
        reservation_coverage_ratio: 0.632,
        reservation_utilization_ratio: 1,
        savings_plan_coverage_ratio: 0,
        savings_plan_utilization_ratio: null,
      },
    ]))

  it('names anomalies with their causes, and an empty cause as not known', async () =>
    expect((await make(free).anomalies(WINDOW)).anomalies).toEqual([
      {
        anomaly_id: 'a-2',
        start: '2026-11-14',
        end: null,
        total_impact: '1040.5',
        answer: 'PLANNED_ACTIVITY',
        causes: [{ service_name: 'Amazon Elastic Compute Cloud - Compute', region_id: 'eu-west-1', sub_account_id: '210000000002', usage_type: null }],
      },
    ]))

  it('says what made a month differ from the one before, the largest first, each once', async () =>
    expect(await make(free).drivers({ sub_account_id: '210000000002' }, '2026-03-14')).toMatchObject({
      baseline: '2026-02',
      comparison: '2026-03',
      currency: 'USD',
      drivers: [
        { type: 'USAGE_CHANGE', name: 'EUW1-BoxUsage:m6i.4xlarge', baseline_cost: '10', comparison_cost: '1674.6', difference: '1664.6' },
        { type: 'SAVINGS_PLAN', name: 'Compute Savings Plan', baseline_cost: '900', comparison_cost: '450', difference: '-450' },
      ],
    }))

  it('asks nothing more when the budget of the day is used up', async () => {
    let left = 2
    const pay: PayForPage = async () => {
      if (left-- <= 0) throw new Error('used up')
    }
    await expect(make(pay).commitments({ sub_account_id: '210000000002', service_name: 'AmazonEC2' }, WINDOW)).rejects.toThrow('used up')
  })
}

describe('Cost Explorer over its own protocol', () => {
  contract(real)

  it("asks about the scope of the case by the service's own dimensions, and once", async () => {
    const before = server.asked.length
    await real().costs({ sub_account_id: '210000000002', service_name: 'AmazonEC2', owner: 'checkout' }, WINDOW)
    expect(server.asked.slice(before)).toHaveLength(2)
    expect(server.asked.at(-1)?.body).toMatchObject({
      TimePeriod: { Start: '2026-11-13', End: '2026-11-15' },
      Filter: { And: [{ Dimensions: { Key: 'LINKED_ACCOUNT', Values: ['210000000002'] } }, { Dimensions: { Key: 'SERVICE', Values: ['AmazonEC2'] } }] },
      NextPageToken: 'p2',
    })
  })

  it('asks for coverage in the account of the case, and for utilisation in the whole organisation', async () => {
    const before = server.asked.length
    const { coverage_scope } = await real().commitments({ sub_account_id: '210000000002', service_name: 'AmazonEC2', usage_type: 'x' }, WINDOW)
    expect(coverage_scope).toEqual({ sub_account_id: '210000000002' })
    const Filter = { Dimensions: { Key: 'LINKED_ACCOUNT', Values: ['210000000002'] } }
    expect(server.asked.slice(before).map((a) => a.body['Filter'])).toEqual([Filter, undefined, Filter, undefined])
  })

  it('asks for EC2 by both of its names there', async () => {
    await real().costs({ service_name: 'Amazon Elastic Compute Cloud' }, WINDOW)
    expect(server.asked.at(-1)?.body['Filter']).toEqual({
      Dimensions: { Key: 'SERVICE', Values: ['Amazon Elastic Compute Cloud - Compute', 'EC2 - Other'] },
    })
  })

  it('compares whole calendar months', async () => {
    await real().drivers({}, '2026-01-31')
    expect(server.asked.at(-1)?.body).toMatchObject({
      BaselineTimePeriod: { Start: '2025-12-01', End: '2026-01-01' },
      ComparisonTimePeriod: { Start: '2026-01-01', End: '2026-02-01' },
      MetricForComparison: 'AmortizedCost',
    })
  })

  it('could not ask when it is throttled, refused, cut off or not understood, and does not pay for another try', async () => {
    const said = async (t: WireAnswer, message: string) => {
      trouble = t
      const before = server.asked.length
      await expect(real().anomalies(WINDOW)).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining(message) })
      expect(server.asked.length - before).toBe(1)
    }
    await said({ status: 400, code: 'LimitExceededException' }, 'LimitExceededException')
    await said({ status: 400, code: 'AccessDeniedException' }, 'grant it the permission')
    await said({ status: 500, code: 'InternalFailure' }, 'did not answer')
    await said('no_answer', 'did not answer')
    await said('garbage', 'AWS')
    await said({ body: { Anomalies: [{ AnomalyId: 7 }] } }, 'not understood (field 0.AnomalyId)')
    const undated = { AnomalyId: 'an-1', AnomalyStartDate: 'some day', Impact: { MaxImpact: 1 } }
    await said({ body: { Anomalies: [undated] } }, 'not understood (field 0.AnomalyStartDate)')
    const on_no_day = { ...undated, AnomalyStartDate: '2026-02-01T00:00:00Z', AnomalyEndDate: '2026-02-30T00:00:00Z' }
    await said({ body: { Anomalies: [on_no_day] } }, 'not understood (field 0.AnomalyEndDate)')
  })

  it('could not ask where a page leads to itself, is missing after the first, or has no list at all', async () => {
    const said = async (page: (token: unknown) => WireAnswer, asked: number) => {
      paged = page
      const before = server.asked.length
      await expect(real().anomalies(WINDOW)).rejects.toMatchObject({ code: 'provider_down' })
      expect(server.asked.length - before).toBe(asked)
    }
    const first = { body: { Anomalies: RECORDING.anomalies, NextPageToken: 'p2' } }
    await said(() => first, 2)
    await said((token) => (token === undefined ? first : { status: 400, code: 'DataUnavailableException' }), 2)
    await said((token) => (token === undefined ? first : { status: 400, code: 'ThrottlingException' }), 2)
    await said(() => ({ body: {} }), 1)
  })

  it('takes "no data" for nothing found', async () => {
    trouble = { status: 400, code: 'DataUnavailableException' }
    expect(
      (await real().commitments({ sub_account_id: '210000000002', service_name: 'AmazonEC2' }, WINDOW)).days.every(
        (d) => d.savings_plan_coverage_ratio === null,
      ),
    ).toBe(true)
  })
})

describe('recorded answers', () => contract((pay) => recordedCostExplorer('210000000001', RECORDING, pay)))

describe('the budget of a day', () => {
  it('pays a cent a page, also when many ask at once, and never more than it holds', async () => {
    const pay = payForPage('tn_a', '0.05', () => '2026-11-19')
    const paid = await Promise.allSettled(Array.from({ length: 12 }, pay))
    expect(paid.filter((p) => p.status === 'fulfilled')).toHaveLength(5)
    expect(await spendOf('tn_a', '2026-11-19')).toEqual([{ connector: 'cost_explorer', day: '2026-11-19', requests: 5, micro_usd: 50_000 }])
    await expect(pay()).rejects.toMatchObject({ code: 'rate_limited', detail: { retry_at: '2026-11-20T00:00:00.000Z' } })
    await expect(payForPage('tn_a', '0.05', () => '2026-11-20')()).resolves.toBeUndefined()
  })
})
