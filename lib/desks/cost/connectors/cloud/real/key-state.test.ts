import { afterEach, describe, expect, it } from 'vitest'
import { READ_SESSION } from '@/lib/desks/cost/plan/rights/read-session'
import { anInstance, DEV, estateOf } from '../../../fixtures/small-estate'
import { type AwsWireServer, awsWireServer, keyOf } from '../contracts/aws-wire-server.contract'
import type { SimulatedQuirk } from '../simulation/estate'
import { awsCloud } from './aws'
import type { AwsSession } from './aws-account'

const NOW = async () => '2026-11-19T09:00:00.000Z'
const servers: AwsWireServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function factsOf(quirks: SimulatedQuirk[], session?: AwsSession) {
  const server = await awsWireServer(estateOf([anInstance(1, { quirks })]), NOW)
  servers.push(server)
  const account = { role_arn: null, external_id: null, scheduler_role_arn: null }
  const connection = { accounts: { [DEV.account_id]: account }, credentials: keyOf(DEV.account_id), endpoint: server.endpoint, timeout_ms: 2000 }
  const port = awsCloud(session === undefined ? connection : { ...connection, session }, NOW)
  const [facts] = await port.restartFacts(DEV, [anInstance(1).instance_id])
  return { key: facts?.encryption_key, is_customers: facts?.has_customer_key, server }
}

describe('the key of an encrypted disk', () => {
  it('is asked by a dry run whether it gives the grant that a start takes, and no grant is made', async () => {
    const { server, ...found } = await factsOf(['customer_key'])
    expect(found).toEqual({ key: 'usable', is_customers: true })
    expect(server.calls).toContain('CreateGrant')
    expect(server.changes).toEqual([])
  })

  it.each([
    ['customer_key_grants_nothing', 'unknown'],
    ['customer_key_unreadable', 'unknown'],
    ['customer_key_disabled', 'unusable'],
  ] as const)('%s is %s', async (quirk, state) => expect((await factsOf([quirk])).key).toBe(state))

  it('is not known to whoever may only read: a question about a grant is not sent', async () => {
    const { server, key } = await factsOf(['customer_key'], READ_SESSION)
    expect(key).toBe('unknown')
    expect(server.calls).not.toContain('CreateGrant')
  })

  it('is not asked where nothing is encrypted', async () => {
    const { server, ...found } = await factsOf([])
    expect(found).toEqual({ key: 'none', is_customers: false })
    expect(server.calls).not.toContain('DescribeKey')
  })
})
