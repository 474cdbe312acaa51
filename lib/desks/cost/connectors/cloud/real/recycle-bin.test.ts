import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { situationOf } from '../../../fixtures/one-of-each'
import { DEV } from '../../../fixtures/small-estate'
import { type AwsWireServer, awsWireServer, keyOf } from '../contracts/aws-wire-server.contract'
import { binRule } from '../contracts/wire-rest.contract'
import { awsCloud } from './aws'
import { type BinRule, daysInBin } from './recycle-bin'

const NOW = async () => '2026-11-19T09:00:00.000Z'
const ID = 'snap-00000000000000001'
const servers: AwsWireServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function connect(rules?: Record<string, unknown>[] | null) {
  const server = await awsWireServer(situationOf('snapshot_delete_orphan').estate, NOW)
  servers.push(server)
  if (rules !== undefined) server.bin.rules = rules
  const account = { role_arn: null, external_id: null, scheduler_role_arn: null }
  const connection = { accounts: { [DEV.account_id]: account }, credentials: keyOf(DEV.account_id), endpoint: server.endpoint, timeout_ms: 300 }
  const port = awsCloud(connection, NOW)
  return { server, days: async () => (await port.diskSnapshots(DEV, [ID]))[0]?.recycle_bin_days }
}

describe('the Recycle Bin of a region', () => {
  it('is read page by page with a signed request, and each rule by itself because the list leaves its tags out', async () => {
    const { server, days } = await connect([binRule('short', 3), binRule('other', 30, { ResourceTags: [{ ResourceTagKey: 'keep' }] }), binRule('long', 9)])
    server.bin.page_size = 1
    expect(await days()).toBe(9)
    expect(server.calls.filter((c) => c === 'ListRules')).toHaveLength(3)
    expect(server.calls.filter((c) => c === 'GetRule')).toHaveLength(3)
  })

  it('keeps nothing without a rule, and is not known where the role may not read the rules', async () => {
    expect(await (await connect([])).days()).toBe(0)
    expect(await (await connect(null)).days()).toBeNull()
  })

  it('is asked again when it limits our requests, three times at most', async () => {
    const once = await connect()
    once.server.fail('ListRules', 'throttled', 0, 1)
    expect(await once.days()).toBe(14)
    const always = await connect()
    always.server.fail('ListRules', 'throttled')
    await expect(always.days()).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('rbin:ListRules, ThrottlingException') })
    expect(always.server.calls.filter((c) => c === 'ListRules')).toHaveLength(3)
  })

  it('could not be asked with credentials that ended, when it is down, when it does not answer in time, and in words that nobody understands', async () => {
    for (const [trouble, said] of [
      ['expired', 'renew'],
      ['server_error', 'did not answer'],
      ['silent', 'did not answer'],
      ['garbage', 'not understood'],
    ] as const) {
      const { server, days } = await connect()
      server.fail('ListRules', trouble)
      await expect(days(), trouble).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining(said) })
    }
  })
})

const rule = (days: number, differs: Partial<BinRule> = {}): BinRule => ({
  Identifier: 'r',
  ResourceType: 'EBS_SNAPSHOT',
  Status: 'available',
  RetentionPeriod: { RetentionPeriodValue: days, RetentionPeriodUnit: 'DAYS' },
  ResourceTags: [],
  ExcludeResourceTags: [],
  ...differs,
})
const tag = (ResourceTagKey: string, ResourceTagValue?: string) => ({ ResourceTagKey, ResourceTagValue })

describe('how long the bin keeps a snapshot', () => {
  it.each([
    ['a rule of the region', [rule(7)], {}, 7],
    ['the longest of several', [rule(7), rule(14), rule(1)], {}, 14],
    ['a rule that is not in force yet', [rule(7, { Status: 'pending' })], {}, 0],
    ['a rule about images', [rule(7, { ResourceType: 'EC2_IMAGE' })], {}, 0],
    ['a rule about its tag', [rule(7, { ResourceTags: [tag('env', 'dev'), tag('env', 'prod')] })], { env: 'dev' }, 7],
    ['a rule about another value', [rule(7, { ResourceTags: [tag('env', 'prod')] })], { env: 'dev' }, 0],
    ['a rule whose tag has no value', [rule(7, { ResourceTags: [tag('env')] })], { env: 'dev' }, 0],
    ['a rule that leaves it out', [rule(7, { ExcludeResourceTags: [tag('env', 'dev')] })], { env: 'dev' }, 0],
    ['a rule that leaves the whole tag out', [rule(7, { ExcludeResourceTags: [tag('env')] })], { env: 'dev' }, 0],
    ['a rule that leaves another one out', [rule(7, { ExcludeResourceTags: [tag('env', 'prod')] })], { env: 'dev' }, 7],
  ])('%s', (_name, rules, tags, days) => expect(daysInBin(rules, tags)).toBe(days))

  it('is never more than the longest rule says, and never less for one rule more', () => {
    const any = fc.array(fc.record({ days: fc.integer({ min: 1, max: 365 }), key: fc.constantFrom(undefined, 'a', 'b') }), { maxLength: 5 })
    fc.assert(
      fc.property(any, fc.constantFrom({}, { a: 'x' }, { a: 'x', b: 'x' }), (specs, tags) => {
        const rules = specs.map(({ days, key }) => rule(days, key === undefined ? {} : { ResourceTags: [tag(key, 'x')] }))
        const kept = daysInBin(rules, tags)
        expect(kept).toBeLessThanOrEqual(Math.max(0, ...specs.map((s) => s.days)))
        expect(kept).toBeGreaterThanOrEqual(daysInBin(rules.slice(1), tags))
      }),
    )
  })
})
