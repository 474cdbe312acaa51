import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@/app/cli/free-port'

/** One whole Countersign (database, worker, web) started by its own command, as a user would. */
export type App = { url: string; port: number; home: string; log(): string; signal(name: NodeJS.Signals): Promise<void>; stop(): Promise<void> }

const READY = /Ready in .*? s\. Open/
const START_TIMEOUT_MS = 300_000
/** Where global set-up left a data folder that has the demonstration in it and nobody running on it. */
export const SEEDED_HOME = 'COUNTERSIGN_E2E_SEEDED_HOME'

/** An empty data folder. Anyone may pass through it: the database of a root user runs as nobody. */
export function emptyHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'countersign-e2e-'))
  chmodSync(home, 0o755)
  return home
}

/** A copy of the seeded data folder, owners kept: every journey begins with the same seven cases and touches nobody else's. */
function seededHome(): string {
  const seeded = process.env[SEEDED_HOME]
  if (seeded === undefined) throw new Error(`${SEEDED_HOME} is not set: run the journeys with npm run e2e`)
  const home = emptyHome()
  execFileSync('cp', ['-a', `${seeded}/.`, home])
  return home
}

/** Settings of an instance on this data folder, for its own process and for commands beside it. */
export function settingsFor(home: string, port?: number): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, COUNTERSIGN_HOME: home }
  if (port !== undefined) env['COUNTERSIGN_PORT'] = String(port)
  delete env['DATABASE_URL']
  // Playwright's own switches are not ours to pass on.
  delete env['FORCE_COLOR']
  delete env['NODE_OPTIONS']
  return env
}

/** Starts an app; `home` and `port` re-use the data and the address of an earlier one. In a group of its own a signal reaches what a terminal's would, and the terminal's own does not. */
export async function startApp(home = seededHome(), wanted_port?: number, { has_own_group } = { has_own_group: true }): Promise<App> {
  const port = wanted_port ?? (await freePort())
  const app = spawn(process.execPath, ['app/cli/countersign.mjs', 'start'], {
    env: settingsFor(home, port),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: has_own_group,
  })
  let said = ''
  await new Promise<void>((done, fail) => {
    const late = setTimeout(() => fail(new Error(`the app did not start in 5 minutes:\n${said}`)), START_TIMEOUT_MS)
    for (const stream of [app.stdout, app.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        if (!READY.test(said)) return
        clearTimeout(late)
        done()
      })
    app.once('exit', (code) => {
      clearTimeout(late)
      fail(new Error(`the app ended with ${code}:\n${said}`))
    })
  })
  const signal = (name: NodeJS.Signals) => end(app, name)
  return {
    url: `http://localhost:${port}`,
    port,
    home,
    log: () => said,
    signal,
    async stop() {
      await signal('SIGTERM')
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function end(app: ChildProcess, name: NodeJS.Signals): Promise<void> {
  if (app.exitCode !== null || app.signalCode !== null) return
  await new Promise<void>((done) => {
    app.once('exit', () => done())
    // SIGKILL takes the whole group but the database, which is a group of its own and must be found dead by the next start or still alive.
    process.kill(name === 'SIGKILL' ? -(app.pid ?? 0) : (app.pid ?? 0), name)
  })
}
