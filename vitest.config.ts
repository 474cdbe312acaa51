import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const FOLDERS = ['schemas', 'lib', 'agent', 'app', 'components']
// What nobody gives back: modules that were loaded with others in their place, a clock that jumped under timers, what a process keeps for itself. All else is given back (`give-process-back.ts`).
const OWN_PROCESS = /globalThis|process\.env = |\bvi\.(?:mock|resetModules|setSystemTime|stubGlobal)\(/
// A database of its own, which gives its process back as it found it (`testDatabase`).
const DATABASE = /test-database|fixtures\/(?:demonstration|small-graph)/

const tests = FOLDERS.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))).filter((path) =>
  /\.test\.tsx?$/.test(path),
)
const reads = (path: string, pattern: RegExp): boolean => pattern.test(readFileSync(path, 'utf8'))
const whole = tests.filter((path) => reads(path, OWN_PROCESS))
const stores = tests.filter((path) => !whole.includes(path) && reads(path, DATABASE))
const pure = tests.filter((path) => !whole.includes(path) && !stores.includes(path))
const temporary = 'e2e/scripts/temporary-files.ts'
const globalSetup = ['e2e/scripts/postgres-for-tests.ts', temporary]
const setupFiles = ['e2e/scripts/give-process-back.ts']

const ORDER = ['whole', 'stores', 'pure']
/** Few lines that take seconds: they read whole sets of labelled data. */
const LONG = '/app/cli/eval/'
/** The many short files last: a long one that begins when nothing else is left keeps one core busy and the other idle. */
class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const by_size = await super.sort(files)
    const place = ({ project, moduleId }: TestSpecification): number => ORDER.indexOf(project.name) * 2 + (moduleId.includes(LONG) ? 0 : 1)
    return by_size.sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    env: {
      COPILOTKIT_TELEMETRY_DISABLED: 'true',
      DO_NOT_TRACK: '1',
      LANGSMITH_TRACING: 'false',
      // Hundreds of refusals are provoked here, and each is logged: whoever reads the results looks for what failed. A test of the log asks for its own level.
      COUNTERSIGN_LOG: 'error',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    slowTestThreshold: 2_000,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: LongOnesFirst },
    // Its files name one another as only a bundler finds them.
    server: { deps: { inline: ['dt-sql-parser'] } },
    projects: [
      // Files of these two share the modules of a worker: loading those anew for each file costs more than its tests do.
      { extends: true, test: { name: 'pure', include: pure, isolate: false, globalSetup: [temporary], setupFiles } },
      { extends: true, test: { name: 'stores', include: stores, isolate: false, globalSetup, setupFiles } },
      { extends: true, test: { name: 'whole', include: whole, globalSetup } },
    ],
  },
})
