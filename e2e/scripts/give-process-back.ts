import { afterAll, vi } from 'vitest'
import { configure, readConfig } from '@/lib/kernel/config'

const environment = { ...process.env }
const { exitCode } = process

/** Files that share a process leave it as they found it: its settings, environment, exit code, clock and what they watched. Registered first, so it runs after whatever a file does at its own end. */
afterAll(async () => {
  vi.useRealTimers()
  // A part of a page that is loaded when it is drawn would otherwise be looked for after the file has ended, and be missing for the next.
  await vi.dynamicImportSettled()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
  Object.assign(process.env, environment)
  process.exitCode = exitCode
  configure(readConfig(process.env, process.cwd()))
})
