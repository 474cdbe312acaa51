// `npm test`: everything a fresh machine can run. Checks, unit to store tests on an embedded Postgres, then the browser journeys.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-results-'))
const totals = { passed: 0, failed: 0, skipped: 0 }
const skipped = []
let ok = true

function part(name, args, env = {}) {
  console.log(`\n== ${name}`)
  const begun = performance.now()
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  console.log(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  if (status !== 0) ok = false
}

function readResults(file, read) {
  try {
    read(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    totals.failed += 1 // a part that left no results did not pass
    ok = false
  }
}

/** Begins what the journeys need before their first. Resolves to the settings they start with, none where it failed: then they do it themselves and say what is wrong. */
function prepareJourneys() {
  const said = join(scratch, 'prepared.txt')
  const child = spawn(process.execPath, ['--import', 'tsx', 'e2e/scripts/prepare-journeys.ts'], { stdio: ['ignore', openSync(said, 'w'), 'ignore'] })
  return new Promise((done) => {
    child.once('exit', (code) => done(code === 0 ? { COUNTERSIGN_E2E_SEEDED_HOME: readFileSync(said, 'utf8').trim() } : {}))
  })
}

part('check', ['e2e/scripts/check.mjs'])
const preparing = prepareJourneys()

const unit = join(scratch, 'vitest.json')
part('unit, property, golden, contract and store tests', [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unit}`,
])
readResults(unit, (r) => {
  totals.passed += r.numPassedTests
  totals.failed += r.numFailedTests
  totals.skipped += r.numPendingTests
  for (const file of r.testResults) for (const t of file.assertionResults) if (t.status === 'pending' || t.status === 'skipped') skipped.push(t.fullName)
})

const e2e = join(scratch, 'playwright.json')
const prepared = await preparing
part('browser journeys', ['e2e/scripts/e2e.mjs'], { ...prepared, PLAYWRIGHT_JSON_OUTPUT_NAME: e2e })
readResults(e2e, (r) => {
  totals.passed += r.stats.expected
  totals.failed += r.stats.unexpected + r.stats.flaky // a flaky test is a bug
  totals.skipped += r.stats.skipped
  if (r.stats.flaky > 0) ok = false
})

for (const made of [scratch, ...Object.values(prepared)]) rmSync(made, { recursive: true, force: true })
if (skipped.length > 0) console.log(`\nSkipped (${skipped.length}):\n  ${skipped.join('\n  ')}`)
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exit(ok && totals.failed === 0 ? 0 : 1)
