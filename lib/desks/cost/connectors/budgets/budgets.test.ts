import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { awsJsonServer, type WireAnswer } from '@/e2e/scripts/aws-json-server'
import { awsClients } from '../cloud/real/aws-clients'
import { awsBudgetStatus } from './aws'
import type { BudgetsPort } from './port'
import { recordedBudgets } from './recorded'

const ACCOUNT = '210000000001'
const usd = (Amount: string) => ({ Amount, Unit: 'USD' })
const RECORDING = [
  {
    BudgetName: 'monthly',
    BudgetType: 'COST',
    TimeUnit: 'MONTHLY',
    Tags: [{ Key: 'team', Value: 'finops' }],
    BudgetLimit: usd('1000.0'),
    CalculatedSpend: { ActualSpend: usd('812.5'), ForecastedSpend: usd('1340.25') },
  },
  { Tags: [], BudgetName: 'young', BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: usd('50'), CalculatedSpend: { ActualSpend: usd('0') } },
  { Tags: [], BudgetName: 'planned', BudgetType: 'COST', TimeUnit: 'MONTHLY', PlannedBudgetLimits: {}, CalculatedSpend: { ActualSpend: usd('1') } },
  { Tags: [], BudgetName: 'hours', BudgetType: 'USAGE', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: '10', Unit: 'Hrs' } },
]
let fail: WireAnswer | null = null
let server: Awaited<ReturnType<typeof awsJsonServer>>
beforeAll(async () => {
  const bare = RECORDING.map(({ Tags: _tags, ...budget }) => budget)
  const tagsOf = (arn: unknown) => RECORDING.find((b) => String(arn).endsWith(`/${b.BudgetName}`))?.Tags ?? []
  // Two pages.
  server = await awsJsonServer(ACCOUNT, ({ operation, body }) => {
    if (operation === 'ListTagsForResource') return { body: { ResourceTags: tagsOf(body['ResourceARN']) } }
    if (fail !== null) return fail
    return body['NextToken'] === undefined ? { body: { Budgets: bare.slice(0, 2), NextToken: 'p2' } } : { body: { Budgets: bare.slice(2) } }
  })
})
afterAll(() => server.close())
beforeEach(() => {
  fail = null
})

const real = (): BudgetsPort => {
  const accounts = { [ACCOUNT]: { role_arn: null, external_id: null, scheduler_role_arn: null } }
  const credentials = { accessKeyId: 'k', secretAccessKey: 's' }
  return awsBudgetStatus(ACCOUNT, awsClients({ accounts, credentials, endpoint: server.endpoint, timeout_ms: 2_000 }))
}

function contract(make: () => BudgetsPort): void {
  it('tells limit, spend and forecast of every cost budget, and what it cannot tell', async () => {
    expect(await make().status()).toEqual({
      body: {
        kind: 'cost.budget_status',
        account_id: ACCOUNT,
        budgets: [
          { name: 'monthly', unit: 'USD', time_unit: 'MONTHLY', limit: '1000', actual: '812.5', forecast: '1340.25', filter: null, tags: { team: 'finops' } },
          { name: 'young', unit: 'USD', time_unit: 'MONTHLY', limit: '50', actual: '0', forecast: null, filter: null, tags: {} },
        ],
      },
      gaps: ['budget planned has no single limit and computed spend'],
    })
  })
}
describe('what a budget counts', () => {
  const of = async (filters: Record<string, unknown>) => {
    const [first] = RECORDING
    return (await recordedBudgets(ACCOUNT, [{ ...first, ...filters }]).status()).body.budgets[0]?.filter
  }
  const is = (key: string, values: string[], differs = {}) => ({ op: 'is', key, values, match: 'equals', ignores_case: false, ...differs })

  it('is read from the older filters: every name, with one of its values', async () => {
    expect(
      await of({ CostFilters: { Service: ['Amazon Elastic Compute Cloud - Compute', 'AWS Lambda'], LinkedAccount: ['210000000004'], Region: [] } }),
    ).toEqual({
      op: 'and',
      of: [is('sub_account_id', ['210000000004']), is('service_name', ['Amazon Elastic Compute Cloud - Compute', 'AWS Lambda'])],
    })
    expect(await of({ CostFilters: { TagKeyValue: ['user:team$data', 'user:team$ml$x'] } })).toEqual(is('tag team', ['data', 'ml$x']))
    // How values of two tags go together is not said, and what AWS made itself is no tag that people gave.
    const several = ['user:team$data', 'user:unit$a']
    expect(await of({ CostFilters: { TagKeyValue: several } })).toEqual(is('TagKeyValue', several))
    expect(await of({ CostFilters: { TagKeyValue: ['aws:createdBy$x'] } })).toEqual(is('TagKeyValue', ['aws:createdBy$x']))
    expect(await of({ CostFilters: { RecordType: ['Tax'] } })).toEqual(is('RECORD_TYPE', ['Tax']))
    expect(await of({ CostFilters: {} })).toBeNull()
  })
  it('is read from the expression, which has the last word', async () => {
    const FilterExpression = {
      And: [
        { Dimensions: { Key: 'LINKED_ACCOUNT', Values: ['210000000004'] } },
        { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: ['Tax'] } } },
        {
          Or: [{ Tags: { Key: 'team', Values: ['data'], MatchOptions: ['CASE_INSENSITIVE'] } }, { CostCategories: { Key: 'unit', MatchOptions: ['ABSENT'] } }],
        },
      ],
    }
    expect(await of({ FilterExpression, CostFilters: { Region: ['x'] } })).toEqual({
      op: 'and',
      of: [
        is('sub_account_id', ['210000000004']),
        { op: 'not', of: is('RECORD_TYPE', ['Tax']) },
        { op: 'or', of: [is('tag team', ['data'], { ignores_case: true }), is('cost category unit', [], { match: 'absent' })] },
      ],
    })
    expect(await of({ FilterExpression: { Dimensions: { Key: 'SERVICE', Values: ['x'], MatchOptions: ['GREATER_THAN_OR_EQUAL'] } } })).toMatchObject({
      match: 'other',
    })
  })
})
describe('the recorded budgets keep the contract', () => contract(() => recordedBudgets(ACCOUNT, RECORDING)))
describe('the AWS connector keeps the contract of budgets', () => {
  contract(real)
  it('could not ask, which is not the same as no budget', async () => {
    fail = { body: { Budgets: [] } }
    expect((await real().status()).body.budgets).toEqual([])
    fail = { status: 400, code: 'AccessDeniedException' }
    await expect(real().status()).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('grant it the permission') })
    fail = { body: { Budgets: [{ BudgetName: 7 }] } }
    await expect(real().status()).rejects.toThrow('in a form that is not understood')
  })
})
