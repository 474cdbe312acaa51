import { spawn } from 'node:child_process'
import { settingsFor } from './app'

export type Outcome = { code: number | null; out: string; err: string }

/** Runs `countersign …` on a data folder and resolves when it has ended, whatever its exit code. */
export function countersign(home: string, ...args: string[]): Promise<Outcome> {
  return new Promise((done, fail) => {
    const command = spawn(process.execPath, ['app/cli/countersign.mjs', ...args], { env: settingsFor(home), stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    command.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    command.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    command.once('error', fail)
    command.once('close', (code) => done({ code, out, err }))
  })
}
