// `npm test`: everything a fresh machine can run. Checks, unit to store tests on an embedded Postgres, then the browser journeys.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
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

part('check', ['e2e/scripts/check.mjs'])

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
part('browser journeys', ['e2e/scripts/e2e.mjs'], { PLAYWRIGHT_JSON_OUTPUT_NAME: e2e })
readResults(e2e, (r) => {
  totals.passed += r.stats.expected
  totals.failed += r.stats.unexpected + r.stats.flaky // a flaky test is a bug
  totals.skipped += r.stats.skipped
  if (r.stats.flaky > 0) ok = false
})

rmSync(scratch, { recursive: true, force: true })
if (skipped.length > 0) console.log(`\nSkipped (${skipped.length}):\n  ${skipped.join('\n  ')}`)
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exit(ok && totals.failed === 0 ? 0 : 1)
