import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { closePool } from '@/lib/db/close-pool'
import { resumeClocks, seeClocks } from '@/lib/identity/clock-store'
import { config, configure } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { formatCount } from '@/lib/kernel/format'
import { buildIfStale, nextBin } from './build-if-stale'
import { bundleIfStale } from './bundle-if-stale'
import { holdDataFolder } from './data-folder'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres'
import { launcherActor } from './launcher-actor'
import { prepareDatabase } from './prepare-database'
import { requireFreePort } from './require-free-port'
import { announceRunning, findRunning, retireRunning } from './running'
import { seedIfEmpty, waitForCases } from './seed'
import { seedHome } from './seed-home'
import { step } from './steps'

const WEB_TIMEOUT_MS = 60_000
// What a command that is at work on the data folder is waited for.
const PATIENCE_MS = 5_000
// Long enough for a running step of a case to finish; a killed one goes on at the next start.
const STOP_TIMEOUT_MS = 8_000

/** What runs now, for whoever has to end it. */
type Running = { children: ChildProcess[]; database: EmbeddedPostgres | undefined; is_stopping: boolean; are_clocks_going: boolean }

/** `npm start`: database, migrations, demonstration data, build, worker, web app; prints one URL and stays until it is stopped. */
export async function start(root: string, options: { is_dev: boolean }): Promise<void> {
  const begun = performance.now()
  const { host, port, home } = config()
  const url = `http://localhost:${port}`
  const other = (await holdDataFolder(PATIENCE_MS)) ? undefined : findRunning()
  if (other !== undefined) {
    process.stdout.write(`Countersign already runs on this data folder: ${other.url} (process ${other.pid})\n`)
    return
  }
  process.stdout.write('Countersign\n')
  mkdirSync(join(home, 'logs'), { recursive: true })
  const running: Running = { children: [], database: undefined, is_stopping: false, are_clocks_going: false }
  stopOnSignal(running)
  try {
    await requireFreePort(host, port)
    const build = options.is_dev ? Promise.resolve(false) : buildIfStale(root)
    build.catch(() => undefined) // reported where it is awaited
    const bundle = bundleIfStale(root)
    bundle.catch(() => undefined)
    const database_url = await openDatabase(running, home)
    await bundle // the worker is started from it
    const worker = await startWorker(running, root, home)
    await step(
      'Build the web app',
      () => build,
      (built) => (built ? '' : 'up to date'),
    )
    const web = startWeb(running, root, home, options)
    await step('Start the web app', () => answers(`${url}/api/healthz`, web))
    announceRunning({ pid: process.pid, url, database_url, started_at: new Date().toISOString() })
    stopWithEither(running, home, { worker, web })
    process.stdout.write(`\n  Ready in ${((performance.now() - begun) / 1000).toFixed(1)} s. Open\n\n    ${url}\n\n  Ctrl-C stops it.\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    await stop(running, 1)
  }
}

/** The database that is configured, or the embedded one, up to date. Every process that is started from here finds it in its environment. */
async function openDatabase(running: Running, home: string): Promise<string> {
  if (config().database_url === undefined) {
    running.database = await step(
      'Start the embedded Postgres',
      () => startEmbeddedPostgres({ data_dir: join(home, 'postgres'), port: config().pg_port }),
      (pg) => `127.0.0.1:${pg.port}`,
    )
    configure({ database_url: running.database.url })
  }
  const database_url = config().database_url ?? ''
  process.env['DATABASE_URL'] = database_url
  process.env['COUNTERSIGN_PARENT'] = String(process.pid)
  await step(
    'Bring the database up to date',
    () => prepareDatabase(database_url),
    (ran) => (ran.length === 0 ? 'nothing to do' : formatCount(ran.length, 'step')),
  )
  return database_url
}

/** Lets the clocks go on, fills an empty database and starts the worker; the first time it waits for what the demonstration's bill shows. */
async function startWorker(running: Running, root: string, home: string): Promise<ChildProcess> {
  await resumeClocks(launcherActor)
  const is_new = await step('Prepare the demonstration account', seedIfEmpty, (made) => (made ? 'bill written, import queued' : 'already there'))
  await seedHome()
  await seeClocks()
  running.are_clocks_going = true
  const worker = spawn(process.execPath, [join(root, 'app/cli/countersign.mjs'), 'worker'], { cwd: root, env: process.env, stdio: logTo(home, 'worker') })
  running.children.push(worker)
  if (is_new) await step('Import the bill and work on what it shows', waitForCases, (cases) => `${cases} cases`)
  return worker
}

function startWeb(running: Running, root: string, home: string, { is_dev }: { is_dev: boolean }): ChildProcess {
  const { host, port } = config()
  // Pages carry nothing out.
  const { COUNTERSIGN_AWS_ACT_PROFILE: _, ...env } = process.env
  const web = spawn(process.execPath, [nextBin(), is_dev ? 'dev' : 'start', '-H', host, '-p', String(port)], {
    cwd: root,
    env: { ...env, NODE_ENV: is_dev ? 'development' : 'production' },
    stdio: logTo(home, 'web'),
  })
  running.children.push(web)
  return web
}

async function stop(running: Running, code: number): Promise<never> {
  running.is_stopping = true
  retireRunning()
  await Promise.all(running.children.map(endChild))
  if (running.are_clocks_going) await seeClocks().catch(() => undefined) // they stand still from here on
  await closeCheckpoints().catch(() => undefined)
  await closePool().catch(() => undefined)
  await running.database?.stop()
  process.exit(code)
}

function stopOnSignal(running: Running): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (running.is_stopping) return
      process.stdout.write('\nStopping: nothing is lost, the next start goes on from here.\n')
      void stop(running, 0)
    })
}

/** Neither is any use without the other. */
function stopWithEither(running: Running, home: string, processes: Record<string, ChildProcess>): void {
  for (const [name, child] of Object.entries(processes))
    child.once('exit', (code) => {
      if (running.is_stopping) return
      process.stderr.write(`The ${name} process ended (${code ?? 'killed'}): see ${join(home, 'logs', `${name}.log`)}\n`)
      void stop(running, 1)
    })
}

const logTo = (home: string, name: string): ['ignore', number, number] => {
  const file = openSync(join(home, 'logs', `${name}.log`), 'a')
  return ['ignore', file, file]
}

async function endChild(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return
  await new Promise<void>((done) => {
    const force = setTimeout(() => running.kill('SIGKILL'), STOP_TIMEOUT_MS)
    running.once('exit', () => {
      clearTimeout(force)
      done()
    })
    running.kill('SIGTERM')
  })
}

async function answers(url: string, web: ChildProcess): Promise<void> {
  const until = performance.now() + WEB_TIMEOUT_MS
  while (performance.now() < until) {
    if (web.exitCode !== null)
      throw new Fault(
        'broken_invariant',
        'the web app ended while starting: is the port free? Set COUNTERSIGN_PORT to another one; details are in logs/web.log',
      )
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 150))
  }
  throw new Fault('broken_invariant', `the web app did not answer on ${url} within 60 s: details are in logs/web.log`)
}
