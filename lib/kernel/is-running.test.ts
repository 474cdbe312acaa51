import { spawnSync } from 'node:child_process'
import { afterEach, expect, it, vi } from 'vitest'
import { isRunning } from './is-running'

afterEach(() => {
  vi.restoreAllMocks()
})

it('knows a process that runs from one that has ended', () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  expect([isRunning(process.pid), isRunning(pid)]).toEqual([true, false])
})

it('takes a process of another user, which may not be signalled, for running', () => {
  vi.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error('operation not permitted'), { code: 'EPERM' })
  })
  expect(isRunning(1)).toBe(true)
})
