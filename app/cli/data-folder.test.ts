import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import { config, configure } from '@/lib/kernel/config'
import { holdDataFolder, leaveDataFolder } from './data-folder'
import { announceRunning, retireRunning } from './running'

const { home } = config()
const folder = mkdtempSync(join(tmpdir(), 'countersign-held-'))
configure({ home: folder })
const held = join(folder, 'held.pid')
afterEach(leaveDataFolder)
afterAll(() => {
  configure({ home })
  rmSync(folder, { recursive: true, force: true })
})

const node = () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
const end = async (child: ReturnType<typeof node>) => {
  child.kill()
  await once(child, 'exit')
}

it('is held by one process at a time, which leaves nothing behind', async () => {
  expect(await holdDataFolder(0)).toBe(true)
  expect(existsSync(held)).toBe(true)
  leaveDataFolder()
  expect(existsSync(held)).toBe(false)
})

it('is waited for while another command works on it, and refused when that takes too long: both would stop the one database', async () => {
  const other = node()
  writeFileSync(held, String(other.pid))
  await expect(holdDataFolder(300)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(`process ${other.pid} works`) })
  const waiting = holdDataFolder(10_000)
  await end(other)
  expect(await waiting).toBe(true)
})

it('needs no hold once an instance runs there', async () => {
  const other = node()
  writeFileSync(held, String(other.pid))
  const waiting = holdDataFolder(10_000)
  announceRunning({ pid: other.pid ?? 0, url: 'http://localhost:1', database_url: 'postgres://x', started_at: '2026-11-22T00:00:00.000Z' })
  expect(await waiting).toBe(false)
  retireRunning()
  await end(other)
})

it('is free again after a crash, whatever its file holds and whosever that process id is by now', async () => {
  const sleeper = spawn('sleep', ['60'], { stdio: 'ignore' })
  for (const left of ['', 'x', '999999999', String(sleeper.pid)]) {
    writeFileSync(held, left)
    expect([left, await holdDataFolder(0)]).toEqual([left, true])
    rmSync(held)
  }
  await end(sleeper)
})
