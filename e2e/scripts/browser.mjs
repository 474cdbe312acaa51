import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const DEBIAN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']
export const REMEDY = 'apt-get install -y chromium   (or: npx playwright install chromium, or set COUNTERSIGN_BROWSER to a Chromium)'

function playwrights() {
  try {
    const path = execFileSync(process.execPath, ['-e', "console.log(require('playwright-core').chromium.executablePath())"], { encoding: 'utf8' }).trim()
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

/** Path of a Chromium: the one that was set, Debian's, Playwright's, or one installed now where that is allowed (root on Debian). Undefined when there is none. */
export function findBrowser({ install = true } = {}) {
  const set = process.env.COUNTERSIGN_BROWSER
  if (set !== undefined) return existsSync(set) ? set : undefined
  const found = DEBIAN.find((path) => existsSync(path)) ?? playwrights()
  if (found !== undefined || !install) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No browser here: installing Debian’s chromium')
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
  return DEBIAN.find((path) => existsSync(path))
}
