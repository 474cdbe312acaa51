import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { memoryLog } from '../../../fixtures/memory-log'
import { anInstance, DEV, estateOf } from '../../../fixtures/small-estate'
import { cloudContract } from '../contracts/cloud.contract'
import { simulatedCloud } from './simulated'
import { readSimulatedEvents, simulatedLog } from './simulated-store'

testDatabase()

cloudContract('the simulated account', async (estate, now) => simulatedCloud({ estate, log: memoryLog(), now }))

const SCHEDULE = { time_zone: 'UTC', days: [0, 1, 2, 3, 4], on_hour: 7, off_hour: 19 }
const id = anInstance(1).instance_id

it('runs an instance only when its schedule says so, after the minute that switching takes, and leaves it as it is when the schedule goes', async () => {
  let now = '2026-11-19T09:00:00.000Z'
  const port = simulatedCloud({ estate: estateOf([anInstance(1)]), log: memoryLog(), now: async () => now })
  const state = async (at: string) => {
    now = at
    return (await port.instances(DEV, [id])).instances[0]?.state
  }
  await port.putSchedule(DEV, id, SCHEDULE, { dry_run: false, idempotency_key: 'put' })
  expect(await state('2026-11-19T18:59:00.000Z')).toBe('running')
  expect(await state('2026-11-19T19:00:00.000Z')).toBe('stopping')
  expect(await state('2026-11-19T19:01:00.000Z')).toBe('stopped')
  expect(await state('2026-11-20T07:00:00.000Z')).toBe('pending')
  expect(await state('2026-11-20T07:00:30.000Z')).toBe('running')
  expect(await state('2026-11-21T12:00:00.000Z')).toBe('stopped')
  await port.deleteSchedule(DEV, id, { dry_run: false, idempotency_key: 'delete' })
  expect(await state('2026-11-23T12:00:00.000Z')).toBe('stopped')
})

it('writes one event per key to the tenant’s log, however often it is asked', async () => {
  await change('tn_a', async (tx) => {
    await tx.query("insert into tenant (tenant_id, name) values ('tn_a', 'A')")
    const actor = { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id: 'tn_a', surface: 'system' } as const
    return { result: 1, events: [{ kind: 'tenant.created', subject: 'tn_a', actor: { ...actor, roles: [] }, body: {} }] }
  })
  const port = simulatedCloud({ estate: estateOf([anInstance(1)]), log: simulatedLog('tn_a'), now: async () => '2026-11-19T09:00:00.000Z' })
  const results = await Promise.all([1, 2, 3].map(() => port.stopInstance(DEV, id, { dry_run: false, idempotency_key: 'k' })))
  expect(results.map((r) => r.status).sort()).toEqual(['done', 'noop', 'noop'])
  expect(await readSimulatedEvents('tn_a')).toEqual([{ at: '2026-11-19T09:00:00.000Z', arn: anInstance(1).arn, change: 'instance_state', state: 'stopped' }])
})
