import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type Load = { rows: number; ms: number; cpu_ms: number; rss_before_mb: number; rss_peak_mb: number }

/** Runs one load in a process of its own and says how long it took and how much memory it had at most. */
export async function load(how: 'import' | 'copy', name: string, files: readonly string[], where: { database_url: string; home: string }): Promise<Load> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('./load-child.ts', import.meta.url)), how, name, ...files], {
    env: { ...process.env, DATABASE_URL: where.database_url, COUNTERSIGN_HOME: where.home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let wrong = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (wrong += chunk.toString()))
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0) throw new Error(`${how} of ${files.join(', ')} ended with ${code}: ${wrong.slice(-2000)}`)
  return JSON.parse(said.slice(said.lastIndexOf('{"rows"'))) as Load
}
