import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { config, configure } from '@/lib/kernel/config'
import { startEmbeddedPostgres } from './embedded-postgres'
import { announceRunning, findRunning } from './running'

// Nobody else may enter it: as root the database's directory moves elsewhere.
const folder = mkdtempSync(join(tmpdir(), 'countersign-left-'))
const { home } = config()
afterAll(() => {
  configure({ home })
  rmSync(folder, { recursive: true, force: true })
})

/** A process that has nothing to do with us and got a process id that we once had. */
function stranger() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  return { child, isAlive: () => child.exitCode === null && child.signalCode === null }
}

describe('what a crash left behind', () => {
  it('keeps nobody from starting: half a file about the running instance is no instance', () => {
    configure({ home: join(folder, 'home') })
    mkdirSync(join(folder, 'home'))
    for (const half of ['', '{"pid": 12', '[]']) {
      writeFileSync(join(folder, 'home/running.json'), half)
      expect(findRunning()).toBeUndefined()
    }
    announceRunning({ pid: process.pid, url: 'http://localhost:1', database_url: 'postgres://x', started_at: '2026-11-22T00:00:00.000Z' })
    expect(findRunning()?.pid).toBe(process.pid)
  })

  it('is a database whose process id another program has by now: it starts anew, and that program is left alone', { timeout: 60_000 }, async () => {
    const data_dir = join(folder, 'postgres')
    const first = await startEmbeddedPostgres({ data_dir, durable: false })
    await first.stop()
    const { child, isAlive } = stranger()
    writeFileSync(join(first.data_dir, 'postmaster.pid'), `${child.pid}\n${first.data_dir}\n1\n9\n\n127.0.0.1\n\nready\n`)
    const server = await startEmbeddedPostgres({ data_dir, durable: false })
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await client.end()
    const joined = await startEmbeddedPostgres({ data_dir, durable: false })
    expect(joined.port, 'a real one is joined').toBe(server.port)
    await server.stop()
    expect(isAlive()).toBe(true)
    child.kill()
    await once(child, 'exit')
    rmSync(first.data_dir, { recursive: true, force: true })
  })
})
