import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { awsJsonServer, type WireAnswer } from '@/e2e/scripts/aws-json-server'
import { awsClients } from '../cloud/real/aws-clients'
import { awsTags } from './aws'
import type { TagsPort } from './port'
import { recordedTags } from './recorded'

const ACCOUNT = '210000000001'
const PLACE = { account_id: ACCOUNT, region_id: 'eu-west-1' }
const arn = (n: number): string => `arn:aws:rds:eu-west-1:${ACCOUNT}:db:reports-${n}`
const RECORDING = [
  { ResourceARN: arn(2), Tags: [{ Key: 'pci', Value: 'true' }] },
  {
    ResourceARN: arn(1),
    Tags: [
      { Key: 'team', Value: 'data' },
      { Key: 'env', Value: 'dev' },
    ],
  },
]
let fail: WireAnswer | null = null
let server: Awaited<ReturnType<typeof awsJsonServer>>
beforeAll(async () => {
  server = await awsJsonServer(ACCOUNT, ({ body }) => {
    const asked = body['ResourceARNList'] as string[]
    const found = RECORDING.filter((r) => asked.includes(r.ResourceARN))
    return (
      fail ??
      (body['PaginationToken'] === undefined && found.length > 1
        ? { body: { ResourceTagMappingList: found.slice(0, 1), PaginationToken: 'p2' } }
        : { body: { ResourceTagMappingList: found.slice(-1), PaginationToken: '' } })
    )
  })
})
afterAll(() => server.close())
beforeEach(() => {
  fail = null
})
const real = (): TagsPort => {
  const accounts = { [ACCOUNT]: { role_arn: null, external_id: null, scheduler_role_arn: null } }
  return awsTags(awsClients({ accounts, credentials: { accessKeyId: 'k', secretAccessKey: 's' }, endpoint: server.endpoint, timeout_ms: 2_000 }))
}

function contract(make: () => TagsPort): void {
  it('tells the tags of what it was asked about, and how much of that it knows nothing about', async () => {
    expect(await make().tagsOf(PLACE, [arn(1), arn(2), arn(3)])).toEqual({
      body: {
        kind: 'cloud.resources',
        ...PLACE,
        resources: [
          { arn: arn(1), tags: { team: 'data', env: 'dev' }, since: null },
          { arn: arn(2), tags: { pci: 'true' }, since: null },
        ],
      },
      gaps: ['nothing is known of the tags of 1 of 3 resources'],
    })
  })
}
describe('the recorded tags keep the contract', () => contract(() => recordedTags(RECORDING)))
describe('the AWS connector keeps the contract of tags', () => {
  contract(real)
  it('asks a hundred names at a time', async () => {
    const before = server.asked.length
    await real().tagsOf(
      PLACE,
      Array.from({ length: 201 }, (_, n) => arn(n + 10)),
    )
    expect(server.asked.slice(before).map((a) => (a.body['ResourceARNList'] as string[]).length)).toEqual([100, 100, 1])
  })
  it('could not ask, which is not the same as no tags', async () => {
    fail = { status: 400, code: 'ThrottledException' }
    await expect(real().tagsOf(PLACE, [arn(1)])).rejects.toMatchObject({ code: 'provider_down' })
    fail = 'garbage'
    await expect(real().tagsOf(PLACE, [arn(1)])).rejects.toMatchObject({ code: 'provider_down' })
  })
})
