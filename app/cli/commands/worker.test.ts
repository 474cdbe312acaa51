import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { config, configure } from '@/lib/kernel/config'
import { announceRunning } from '../running'
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

it('joins the app that runs here where no database is named', { timeout: 60_000 }, async () => {
  const home = mkdtempSync(join(tmpdir(), 'countersign-worker-'))
  configure({ database_url: undefined, home })
  announceRunning({ pid: process.pid, url: 'http://localhost:3100', database_url: owner_url(), started_at: '2026-11-20T00:00:00.000Z' })
  await mayAct(['--queues', 'detection'])
  expect(config().database_url).toBe(owner_url())
  rmSync(home, { recursive: true })
})

it('says which number of jobs is none', () => expect(workQueues.run(['--concurrency', 'many'])).rejects.toThrow('--concurrency is "many"'))

it('takes no queue that there is not', () => expect(workQueues.run(['--queues', 'detection,everything'])).rejects.toThrow('"everything"'))
