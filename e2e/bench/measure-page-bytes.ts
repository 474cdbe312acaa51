import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findBrowser, REMEDY } from '@/e2e/scripts/browser.mjs'
import { type Figure, round } from './figure'
import { getJson, newId, signInAs } from './server'

const PAGE_KB = 250
const ASK_KB = 450
// A page is loaded when no script has come for so long.
const QUIET_MS = 1_200

type Loaded = { name: string; most_kb: number | null; scripts: Map<string, number>; foreign: string[] }

/** Gzip kilobytes of script that each page really loads in a browser with an empty cache, and of the inbox with the ask panel opened. */
export async function measurePageBytes({ url, say }: { url: string; say(text: string): void }): Promise<Figure[]> {
  const executablePath = findBrowser({ install: false })
  if (executablePath === undefined) throw new Error(`the pages need a browser: ${REMEDY}`)
  const cookie = await signInAs(url, 'usr_mara')
  const { case_id, approval_id } = await somethingToApprove(url, cookie)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const pages: [name: string, path: string, most_kb: number | null][] = [
    ['inbox', '/', PAGE_KB],
    ['approvals', '/approvals', PAGE_KB],
    ['approve', `/approvals/${approval_id}`, PAGE_KB],
    ['case', `/cases/${case_id}`, null],
    ['verification', '/verification', null],
    ['sources', '/sources', null],
    ['audit', '/audit', null],
    ['ask', '/ask', ASK_KB],
    ['sign-in', '/sign-in', null],
  ]
  try {
    const loaded: Loaded[] = []
    for (const [name, path, most_kb] of pages) {
      say(`loading ${name}`)
      loaded.push(await load(browser, url, name === 'sign-in' ? null : cookie, path, { name, most_kb }))
    }
    say('opening the ask panel')
    loaded.push(
      await load(browser, url, cookie, '/', { name: 'inbox with the ask panel open', most_kb: ASK_KB }, async (page) => {
        await page.getByRole('button', { name: 'Ask' }).first().click()
        await page.locator('[data-ask-input]').waitFor()
      }),
    )
    return loaded.map(toFigure)
  } finally {
    await browser.close()
  }
}

/** A request that waits for approval; sends a ready plan when there is none. */
export async function somethingToApprove(url: string, cookie: string): Promise<{ case_id: string; approval_id: string }> {
  const links = async (path: string, pattern: RegExp): Promise<string[]> => {
    const html = await (await fetch(`${url}${path}`, { headers: { cookie } })).text()
    return [...new Set([...html.matchAll(pattern)].map((m) => m[1] ?? ''))]
  }
  const waiting = () => links('/approvals', /\/approvals\/(ap_[a-z0-9]+)/g)
  const cases = await links('/', /\/cases\/(case_[a-z0-9]+)/g)
  const [open] = await waiting()
  if (open !== undefined) return { case_id: cases[0] ?? '', approval_id: open }
  for (const case_id of cases) {
    const [plan_hash] = await links(`/cases/${case_id}`, /plan_hash\\?":\\?"([0-9a-f]{64})/g)
    if (plan_hash === undefined) continue
    for (let revision = 0; revision < 20; revision++) {
      const command = {
        command: 'plan.submit',
        subject: case_id,
        expected_version: revision,
        plan_hash,
        intent_digest: null,
        params: {},
        reason: 'bench',
        acknowledged: null,
        surface: 'web',
        idempotency_key: newId(),
      }
      const sent = await getJson(`${url}/api/commands`, cookie, command).catch(() => undefined)
      if (sent === undefined) continue
      const [approval_id] = await waiting()
      if (approval_id !== undefined) return { case_id, approval_id }
    }
  }
  throw new Error('there is nothing to approve: no case has a plan')
}

async function load(
  browser: Browser,
  url: string,
  cookie: string | null,
  path: string,
  about: Pick<Loaded, 'name' | 'most_kb'>,
  then?: (page: Page) => Promise<void>,
): Promise<Loaded> {
  const context = await browser.newContext()
  const [name = '', value = ''] = cookie?.split('=') ?? []
  if (cookie !== null) await context.addCookies([{ name, value, url }])
  const page = await context.newPage()
  const scripts = new Map<string, number>()
  const foreign: string[] = []
  let last = performance.now()
  const reading: Promise<void>[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && /^https?:/.test(request.url())) foreign.push(request.url())
  })
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    last = performance.now()
    reading.push(response.body().then((body) => void scripts.set(response.url(), gzipSync(body).length)))
  })
  const settled = async (): Promise<void> => {
    last = performance.now()
    while (performance.now() - last < QUIET_MS) await page.waitForTimeout(100)
    await Promise.all(reading)
  }
  await page.goto(`${url}${path}`, { waitUntil: 'load' })
  await settled()
  if (then !== undefined) {
    await then(page)
    await settled()
  }
  await context.close()
  return { ...about, scripts, foreign }
}

function toFigure({ name, most_kb, scripts, foreign }: Loaded): Figure {
  const sizes = [...scripts.values()]
  const kb = sizes.reduce((sum, bytes) => sum + bytes, 0) / 1024
  return {
    id: `bytes.${name.replaceAll(' ', '_')}`,
    sentence: `${name[0]?.toUpperCase()}${name.slice(1)}: ${round(kb, 1)} kB of script in ${sizes.length} files${foreign.length === 0 ? '' : `, and ${foreign.length} requests to other hosts (${foreign[0]})`}.`,
    value: round(kb, 1),
    unit: 'kB',
    target: most_kb === null ? null : { at: 'most', value: most_kb },
    detail: Object.fromEntries(
      [...scripts].sort((a, b) => b[1] - a[1]).map(([file, bytes]) => [new URL(file).pathname.split('/').at(-1) ?? file, round(bytes / 1024, 1)]),
    ),
  }
}
