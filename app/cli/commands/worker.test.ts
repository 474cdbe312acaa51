import { beforeEach, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { config, configure } from '@/lib/kernel/config'
import { workQueues } from './worker'

const { owner_url } = testDatabase()
beforeEach(() => configure({ database_url: owner_url(), may_act: false }))

/** Whether a worker of these queues may carry a plan out, once it has begun to work. */
async function mayAct(queues: string[]): Promise<boolean> {
  const before = process.listenerCount('SIGTERM')
  const ended = workQueues.run([...queues, '--concurrency', '1'])
  await vi.waitFor(() => expect(process.listenerCount('SIGTERM')).toBeGreaterThan(before), { timeout: 10_000 })
  const may_act = config().may_act
  process.emit('SIGTERM', 'SIGTERM')
  await ended
  return may_act
}

it('carries plans out only where it works on the execution queue', { timeout: 60_000 }, async () => {
  expect(await mayAct(['--queues', 'detection,cases'])).toBe(false)
  expect(await mayAct(['--queues', 'execution'])).toBe(true)
  configure({ may_act: false })
  expect(await mayAct([])).toBe(true)
})

it('takes no queue that there is not', () => expect(workQueues.run(['--queues', 'detection,everything'])).rejects.toThrow())
