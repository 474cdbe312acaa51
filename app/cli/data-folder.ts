import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { mayRun } from './may-run'
import { findRunning } from './running'

const AGAIN_MS = 200
const file = () => join(config().home, 'held.pid')

/**
 * Waits until nobody else starts or stops the database of this data folder, or until an instance runs there that can be worked beside: false then. Whoever held
 * it without being alone would stop the other's database. Throws Fault `conflict` when that takes too long.
 */
export async function holdDataFolder(patience_ms: number): Promise<boolean> {
  const until = performance.now() + patience_ms
  for (;;) {
    if (findRunning() !== undefined) return false
    const holder = take()
    if (holder === undefined) return true
    if (performance.now() >= until)
      throw new Fault('conflict', `process ${holder} works on this data folder, or is starting it: try again when it has ended or is ready`, { pid: holder })
    await new Promise((done) => setTimeout(done, AGAIN_MS))
  }
}

/** Lets others have it. What a killed process left is no hold. */
export function leaveDataFolder(): void {
  if (holderOf() === process.pid) rmSync(file(), { force: true })
}

/** The process that has it; undefined where it is ours now. */
function take(): number | undefined {
  mkdirSync(config().home, { recursive: true })
  try {
    writeFileSync(file(), String(process.pid), { flag: 'wx' })
    process.once('exit', leaveDataFolder)
    return undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error // safe: what the file system throws has a code
  }
  const holder = holderOf()
  if (holder === process.pid) return undefined
  if (holder !== undefined && mayRun(holder, /node/)) return holder
  rmSync(file(), { force: true })
  return take()
}

function holderOf(): number | undefined {
  try {
    const pid = Number(readFileSync(file(), 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}
