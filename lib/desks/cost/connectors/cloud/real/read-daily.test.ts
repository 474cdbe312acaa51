import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { awsJsonServer } from '@/e2e/scripts/aws-json-server'
import { type DailyQuery, most, readDaily, whole } from './read-daily'

const NOW = '2026-11-19T09:00:00.000Z'
const QUERY: DailyQuery = {
  key: 'vol-1',
  Namespace: 'AWS/EBS',
  MetricName: 'VolumeReadOps',
  Stat: 'SampleCount',
  dimensions: [{ Name: 'VolumeId', Value: 'vol-1' }],
}

let said: { Values: number[]; StatusCode: string } = { Values: [], StatusCode: 'Complete' }
let server: Awaited<ReturnType<typeof awsJsonServer>>
beforeAll(async () => {
  server = await awsJsonServer('210000000006', () => ({ body: { MetricDataResults: [{ Id: 'q0', Label: 'x', Timestamps: [], ...said }] } }))
})
afterAll(() => server.close())

const read = (Values: number[], StatusCode = 'Complete') => {
  said = { Values, StatusCode }
  const client = new CloudWatchClient({ region: 'eu-west-1', endpoint: server.endpoint, credentials: { accessKeyId: 'KEY', secretAccessKey: 'secret' } })
  return readDaily(client, [QUERY], 14, NOW)
}

it('reads whole days and today until now, so that what was in use this morning is not idle', async () => {
  await read([])
  const asked = server.asked.at(-1)?.body as { StartTime: number; EndTime: number }
  expect([asked.StartTime, asked.EndTime].map((sec) => new Date(sec * 1000).toISOString())).toEqual(['2026-11-05T00:00:00.000Z', NOW])
})

it('tells no points from points that could not be read', async () => {
  expect((await read([])).get('vol-1')).toEqual([])
  await expect(read([], 'InternalError')).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('vol-1 (InternalError)') })
  await expect(read([], 'Forbidden')).rejects.toMatchObject({ code: 'provider_down' })
})

it('knows no largest value while days are missing', () => {
  expect(most(whole([0, 0, 0], 7))).toBeNull()
  expect(most(whole([0, 3, 0, 0, 0, 0, 0], 7))).toBe(3)
  expect(most(whole(undefined, 7))).toBeNull()
})
