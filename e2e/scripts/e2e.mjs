// `npm run e2e`: builds if stale, then drives the real app in a real Chromium.
import { spawnSync } from 'node:child_process'
import { findBrowser, REMEDY } from './browser.mjs'

const browser = findBrowser()
if (browser === undefined) {
  console.error(`e2e not run: there is no Chromium on this machine. Provide one with\n  ${REMEDY}`)
  process.exit(1)
}
const { status } = spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, COUNTERSIGN_BROWSER: browser },
})
process.exit(status ?? 1)
