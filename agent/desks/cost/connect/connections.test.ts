import { beforeAll, describe, expect, it } from 'vitest'
import { seedDemonstration, TENANT_ID } from '@/agent/graph/fixtures/demonstration'
import { testDatabase } from '@/e2e/scripts/test-database'
import { ESTATE } from '@/lib/desks/cost/demo/estate'
import { invariant } from '@/lib/kernel/errors'
import { connectionsOf } from './connections'

testDatabase()
beforeAll(() => seedDemonstration())

const [machine] = ESTATE.instances.filter((i) => i.state === 'running')
invariant(machine, 'the demonstration has a running instance')
const { account_id, region_id, instance_id } = machine
const place = { account_id, region_id }
const acting = { may: 'act' as const, name: 'countersign-test', policyOf: () => '' }

async function cloudFor(session?: typeof acting) {
  const { cloud } = await connectionsOf(TENANT_ID, session)
  invariant(cloud, 'the demonstration has an account')
  return { cloud, state: async () => (await cloud.instances(place, [instance_id])).instances[0]?.state }
}

describe('the simulated account', () => {
  it('answers a task that only looks as of one moment, the next task as it is then, and whoever acts as it is now', async () => {
    const [looking, run] = [await cloudFor(), await cloudFor(acting)]
    expect([await looking.state(), await run.state()]).toEqual(['running', 'running'])
    await run.cloud.stopInstance(place, instance_id, { dry_run: false, idempotency_key: 'stop-1' })
    expect([await looking.state(), await run.state(), await (await cloudFor()).state()]).toEqual([
      'running',
      expect.stringMatching(/^stop/),
      expect.stringMatching(/^stop/),
    ])
  })
})
