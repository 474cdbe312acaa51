import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const FOLDERS = ['schemas', 'lib', 'agent', 'app', 'components']
// What a test reads that belongs to its whole process: a database of its own, settings, folders, timers.
const OWN_PROCESS = /test-database|fixtures\/demonstration|configure\(|inject\(|process\.env|globalThis|\bvi\.|mkdtemp/

const tests = FOLDERS.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))).filter((path) =>
  /\.test\.tsx?$/.test(path),
)
const whole = tests.filter((path) => OWN_PROCESS.test(readFileSync(path, 'utf8')))
const pure = tests.filter((path) => !whole.includes(path))

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    env: { COPILOTKIT_TELEMETRY_DISABLED: 'true', DO_NOT_TRACK: '1', LANGSMITH_TRACING: 'false' },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      // They keep nothing between files, so the files of a worker share its modules: loading those anew for each costs more than the tests do.
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'whole', include: whole, globalSetup: ['e2e/scripts/postgres-for-tests.ts'] } },
    ],
  },
})
