import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsJsonServer, type WireAnswer } from '@/e2e/scripts/aws-json-server'
import { awsClients } from '../cloud/real/aws-clients'
import { cloudWatchDriver } from './cloudwatch'
import type { DriverPort } from './port'
import { recordedDriver } from './recorded'

const ACCOUNT = '210000000002'
const WINDOW = { start: '2026-11-10', end: '2026-11-13' }
const SETTINGS = {
  account_id: ACCOUNT,
  region_id: 'eu-west-1',
  name: 'orders',
  unit: 'orders',
  namespace: 'Shop',
  metric: 'Orders',
  stat: 'Sum' as const,
  dimensions: { Stage: 'prod' },
}
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000
const page = (days: string[], Values: number[], StatusCode = 'Complete', NextToken?: string): WireAnswer => ({
  body: { MetricDataResults: [{ Id: 'd', Label: 'Orders', Timestamps: days.map(at), Values, StatusCode }], ...(NextToken === undefined ? {} : { NextToken }) },
})

let answer: (token: unknown) => WireAnswer
let server: Awaited<ReturnType<typeof awsJsonServer>>
beforeAll(async () => {
  server = await awsJsonServer(ACCOUNT, ({ body }) => answer(body['NextToken']))
})
afterAll(() => server.close())

const real = () => {
  answer = (token) => (token === undefined ? page(['2026-11-10'], [100], 'PartialData', 'p2') : page(['2026-11-12'], [120]))
  const accounts = { [ACCOUNT]: { role_arn: null, external_id: null, scheduler_role_arn: null } }
  return cloudWatchDriver(
    SETTINGS,
    awsClients({ accounts, credentials: { accessKeyId: 'KEY', secretAccessKey: 'secret' }, endpoint: server.endpoint, timeout_ms: 1_000 }),
  )
}

function contract(make: () => DriverPort): void {
  it('gives a value for each day that has one; a day without is absent and not zero', async () =>
    expect(await make().daily(WINDOW)).toEqual({
      days: [
        { day: '2026-11-10', value: 100 },
        { day: '2026-11-12', value: 120 },
      ],
      gaps: [],
    }))
}

describe('CloudWatch over its own protocol', () => {
  contract(real)

  it('asks for the metric of the settings by whole days', async () => {
    await real().daily(WINDOW)
    expect(server.asked[0]?.body).toMatchObject({
      MetricDataQueries: [
        { MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Orders', Dimensions: [{ Name: 'Stage', Value: 'prod' }] }, Period: 86_400, Stat: 'Sum' } },
      ],
    })
  })

  it('says that a part is missing when the last page says so, and that it could not be asked when it could not', async () => {
    const driver = real()
    answer = () => page(['2026-11-10'], [100], 'PartialData')
    expect((await driver.daily(WINDOW)).gaps).toEqual(['the metrics service gave only a part of the values'])
    answer = () => page(['2026-11-10'], [100], 'PartialData', 'p2')
    const before = server.asked.length
    await expect(driver.daily(WINDOW)).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('leads to itself') })
    expect(server.asked.length - before).toBe(2)
    answer = () => ({ status: 400, code: 'AccessDenied' })
    await expect(driver.daily(WINDOW)).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('grant it the permission') })
  })
})

describe('recorded values', () =>
  contract(() =>
    recordedDriver('orders', 'orders', [
      { day: '2026-11-09', value: 90 },
      { day: '2026-11-10', value: 100 },
      { day: '2026-11-12', value: 120 },
    ]),
  ))
