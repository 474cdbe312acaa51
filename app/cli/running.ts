import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { config } from '@/lib/kernel/config'
import { mayRun } from './may-run'

/** What a running instance tells the commands that come after it. */
const Running = z.strictObject({ pid: z.int(), url: z.string(), database_url: z.string(), started_at: z.string() })
export type Running = z.infer<typeof Running>

const file = () => join(config().home, 'running.json')

/** The instance that runs on this data folder, if its process is alive. A file left behind by a crash, also half of one, is ignored. */
export function findRunning(): Running | undefined {
  const running = kept()
  return running !== undefined && mayRun(running.pid, /node/) ? running : undefined
}

function kept(): Running | undefined {
  if (!existsSync(file())) return undefined
  const text = readFileSync(file(), 'utf8')
  try {
    return Running.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

export function announceRunning(running: Running): void {
  mkdirSync(config().home, { recursive: true })
  writeFileSync(file(), `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 })
}

export const retireRunning = (): void => rmSync(file(), { force: true })
