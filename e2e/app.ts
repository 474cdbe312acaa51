import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One whole Countersign (database, worker, web) started by its own command, as a user would. */
export type App = { url: string; home: string; log(): string; signal(name: NodeJS.Signals): Promise<void>; stop(): Promise<void> }

const READY = /Ready in .*? s\. Open/
const START_TIMEOUT_MS = 240_000

/** Starts an app on a free port; `home` re-uses the data of an earlier one. */
export async function startApp(home = mkdtempSync(join(tmpdir(), 'countersign-e2e-'))): Promise<App> {
  const port = await freePort()
  const env = { ...process.env, COUNTERSIGN_HOME: home, COUNTERSIGN_PORT: String(port), COUNTERSIGN_GALLERY: '1' } as NodeJS.ProcessEnv
  delete env['DATABASE_URL']
  // A group of its own, so that a signal reaches what a terminal's would.
  const app = spawn(process.execPath, ['app/cli/countersign.mjs', 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let said = ''
  for (const stream of [app.stdout, app.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await new Promise<void>((done, fail) => {
    const late = setTimeout(() => fail(new Error(`the app did not start in 4 minutes:\n${said}`)), START_TIMEOUT_MS)
    const look = setInterval(() => {
      if (!READY.test(said)) return
      clearTimeout(late)
      clearInterval(look)
      done()
    }, 100)
    app.once('exit', (code) => {
      clearTimeout(late)
      clearInterval(look)
      fail(new Error(`the app ended with ${code}:\n${said}`))
    })
  })
  const ended = (name: NodeJS.Signals) => end(app, name)
  return { url: `http://localhost:${port}`, home, log: () => said, signal: ended, stop: async () => (await ended('SIGTERM'), rmSync(home, { recursive: true, force: true })) }
}

async function end(app: ChildProcess, name: NodeJS.Signals): Promise<void> {
  if (app.exitCode !== null || app.signalCode !== null) return
  await new Promise<void>((done) => {
    app.once('exit', () => done())
    // SIGKILL takes the whole group but the database, which is a group of its own and must be found dead by the next start or still alive.
    process.kill(name === 'SIGKILL' ? -(app.pid ?? 0) : (app.pid ?? 0), name)
  })
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address !== null && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))))
    })
  })
}
