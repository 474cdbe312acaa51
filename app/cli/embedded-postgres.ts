import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Fault } from '@/lib/kernel/errors'
import { isRunning } from '@/lib/kernel/is-running'
import { freePort } from './free-port'
import { mayRun } from './may-run'
import { usableBinaries, usableDataDir } from './postgres-places'

// Postgres refuses to run as root; the unprivileged "nobody" owns the data directory then.
const NOBODY = 65_534
const READY = /ready to accept connections/
const START_TIMEOUT_MS = 60_000

export type EmbeddedPostgres = { url: string; port: number; data_dir: string; stop(): Promise<void> }

/**
 * Starts real PostgreSQL binaries from the installed platform package on a free loopback port, with its own data directory.
 * `durable: false` is for tests: no fsync. Throws Fault `provider_down` that says why it did not start.
 */
export async function startEmbeddedPostgres(options: { data_dir: string; port?: number | undefined; durable?: boolean }): Promise<EmbeddedPostgres> {
  const is_root = process.getuid?.() === 0
  const native = usableBinaries(is_root)
  const data_dir = usableDataDir(options.data_dir, is_root)
  const identity = is_root ? { uid: NOBODY, gid: NOBODY } : {}
  // The children need a path and a locale and none of our settings.
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', SYSTEMROOT: process.env['SYSTEMROOT'] } as unknown as NodeJS.ProcessEnv

  mkdirSync(dirname(data_dir), { recursive: true })
  if (!existsSync(data_dir)) mkdirSync(data_dir, { mode: 0o700 })
  if (is_root) chownSync(data_dir, NOBODY, NOBODY)
  const running = findServer(data_dir)
  if (running !== undefined) return running
  if (!existsSync(join(data_dir, 'PG_VERSION'))) {
    const made = spawnSync(join(native, 'bin/initdb'), ['-D', data_dir, '-U', 'countersign', '-A', 'trust', '--no-locale', '-E', 'UTF8', '--no-sync'], {
      ...identity,
      env,
      encoding: 'utf8',
    })
    if (made.status !== 0)
      throw new Fault('provider_down', `the embedded database could not be created in ${data_dir}: ${made.error?.message ?? made.stderr.trim()}`)
  }

  const port = options.port ?? (await freePort())
  // -k '' keeps it off Unix sockets: their path may not be writable, and loopback is enough.
  const settings = [
    '-c',
    'shared_buffers=128MB',
    '-c',
    'max_connections=120',
    '-c',
    'logging_collector=off',
    ...(options.durable === false ? ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'] : []),
  ]
  // Its own process group: Ctrl-C reaches the launcher, which stops the database last.
  const server = spawn(join(native, 'bin/postgres'), ['-D', data_dir, '-p', String(port), '-h', '127.0.0.1', '-k', '', ...settings], {
    ...identity,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  await ready(server, data_dir)
  return { url: `postgres://countersign@127.0.0.1:${port}/postgres`, port, data_dir, stop: () => stop(server) }
}

/**
 * A server that a killed launcher left behind on this directory: it is joined rather than refused. After a power cut, or in a container that was started again,
 * its process id may belong to somebody else by now: that process is no server, is left alone, and its file goes, because Postgres would refuse to start beside
 * it.
 */
function findServer(data_dir: string): EmbeddedPostgres | undefined {
  const lock = join(data_dir, 'postmaster.pid')
  if (!existsSync(lock)) return undefined
  const [pid, , , port] = readFileSync(lock, 'utf8').split('\n').map(Number)
  if (pid === undefined || port === undefined || !isRunning(pid)) return undefined
  if (!mayRun(pid, /postgres|postmaster/)) {
    rmSync(lock, { force: true })
    return undefined
  }
  const stopped = async () => {
    process.kill(pid, 'SIGINT')
    while (isRunning(pid)) await new Promise((done) => setTimeout(done, 50))
  }
  return { url: `postgres://countersign@127.0.0.1:${port}/postgres`, port, data_dir, stop: stopped }
}

function ready(server: ChildProcess, data_dir: string): Promise<void> {
  return new Promise((done, fail) => {
    let said = ''
    const give_up = setTimeout(() => fail(new Fault('provider_down', `the embedded database did not start within 60 s: ${said.slice(-500)}`)), START_TIMEOUT_MS)
    server.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000)
      if (READY.test(said)) {
        clearTimeout(give_up)
        done()
      }
    })
    server.once('exit', () => {
      clearTimeout(give_up)
      const why = /postmaster\.pid/.test(said) ? `another process already uses ${data_dir}` : said.trim().slice(-500)
      fail(new Fault('provider_down', `the embedded database did not start: ${why}`))
    })
    server.once('error', fail)
  })
}

function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    server.once('exit', () => done())
    server.kill('SIGINT') // fast shutdown: open sessions are ended, nothing is lost
  })
}
