import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, expect, type Page, test } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { ask, decide, nextStep, openCase, openRequest, STORY, STORY_PLAN, sendForApproval, VOLUMES, VOLUMES_PLAN } from './acts'
import { type App, startApp } from './app'
import { personAt } from './people'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

let app: App
let paths: Record<string, string> = {}
test.beforeAll(async ({ browser }) => {
  process.env['COUNTERSIGN_GALLERY'] = '1'
  app = await startApp()
  // One plan carried out, so that there is a board; another one waiting for two signatures.
  const [mara, tomas] = await Promise.all([personAt(browser, app.url, 'Mara Lindqvist'), personAt(browser, app.url, 'Tomas Okafor', '/approvals')])
  const story = await openCase(mara)
  await sendForApproval(mara)
  await openRequest(tomas)
  await decide(tomas, 'Approve and run', 'Nobody works there at night, and it can be undone.')
  await mara.goto(app.url)
  await openCase(mara, VOLUMES)
  await sendForApproval(mara)
  await nextStep(mara).getByRole('link', { name: 'Open the request' }).click()
  await expect(mara.getByRole('heading', { level: 1, name: VOLUMES_PLAN })).toBeAttached()
  await tomas.goto(`${app.url}/verification`)
  await expect(tomas.getByRole('region', { name: STORY_PLAN })).toBeVisible()
  paths = {
    '/': 'Inbox',
    [`/cases/${story}`]: STORY,
    '/approvals': 'Approvals',
    [new URL(mara.url()).pathname]: VOLUMES_PLAN,
    '/verification': 'Verification',
    '/sources': 'Sources',
    '/audit': 'Audit',
    '/?severity=high&sort=oldest': 'Inbox',
    '/ask': 'Ask',
  }
  await Promise.all([mara, tomas].map((page) => page.context().close()))
})
test.afterAll(() => app.stop())

const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) => [1280, 390].map((width) => ({ colorScheme, width })))

/** What axe finds on a page in both themes at both widths, as sentences. The page is loaded once and looked at four times. */
async function violations(page: Page, looks = LOOKS): Promise<string[]> {
  await page.evaluate(AXE)
  const found: string[] = []
  for (const { colorScheme, width } of looks) {
    await look(page, colorScheme, width)
    const results = await page.evaluate(
      (values) =>
        (window as unknown as { axe: { run(where: Document, options: unknown): Promise<AxeResults> } }).axe.run(document, {
          runOnly: { type: 'tag', values },
          resultTypes: ['violations'],
        }),
      RULES,
    )
    for (const v of results.violations)
      for (const node of v.nodes)
        found.push(`${colorScheme} at ${width}: ${v.id} (${v.help}): ${node.html.slice(0, 160)} | ${node.any.map((c) => c.message).join('; ')}`)
  }
  await look(page, 'light', 1280)
  return found
}

/** Shows a page in a theme and at a width, and waits until it is drawn so: colours that are handed down change in waves, each a short transition. */
async function look(page: Page, colorScheme: 'light' | 'dark', width: number): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width, height: 844 })
  await page.evaluate(
    async ([scheme, wide]) => {
      const frame = () => new Promise(requestAnimationFrame)
      while (!matchMedia(`(prefers-color-scheme: ${scheme})`).matches || innerWidth !== wide) await frame()
      // Charts measure themselves after the layout. An animation without an end must not hold this for ever.
      for (let n = 0; n < 2 || (n < 120 && document.getAnimations().some((a) => a.playState === 'running')); n++) await frame()
      await frame()
    },
    [colorScheme, width] as const,
  )
}

async function newPage(browser: Browser): Promise<Page> {
  return await (await browser.newContext({ viewport: { width: 1280, height: 844 }, reducedMotion: 'reduce' })).newPage()
}

test('every page meets WCAG 2.2 A and AA in light and dark at 1280 and 390', async ({ browser }) => {
  test.setTimeout(300_000)
  const page = await newPage(browser)
  await page.goto(`${app.url}/sign-in`)
  await expect(page.getByRole('button', { name: /Mara Lindqvist/ })).toBeVisible()
  expect.soft(await violations(page), 'sign-in').toEqual([])
  await page.getByRole('button', { name: /Tomas Okafor/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible()
  for (const [path, heading] of Object.entries(paths)) {
    await page.goto(`${app.url}${path}`)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeAttached()
    expect.soft(await violations(page), path).toEqual([])
  }
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await page.goto(app.url)
    await ask(page, 'What is waiting for approval?')
    const looks = LOOKS.filter((l) => l.width === width)
    expect.soft(await violations(page, looks), 'docked conversation').toEqual([])
  }
  await page.context().close()
})

test('every card in every state meets WCAG 2.2 A and AA in light and dark at 1280 and 390', async ({ browser }) => {
  test.setTimeout(480_000)
  const page = await newPage(browser)
  await page.goto(`${app.url}/gallery`)
  const screens = await page
    .getByRole('main')
    .getByRole('navigation')
    .getByRole('link')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))
  expect(screens.length).toBeGreaterThan(20)
  for (const path of screens) {
    await page.goto(`${app.url}${path}`)
    expect.soft(await violations(page), path).toEqual([])
  }
  await page.context().close()
})

// All pages are told, not the first; a chart follows its box a frame later.
const softly = expect.configure({ soft: true, timeout: 3_000 })
/** How much wider a page is than its window, pixels. */
const tooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('every page fits 320 px without sideways scroll', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${app.url}/sign-in`)
  await page.getByRole('button', { name: /Tomas Okafor/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible()
  for (const [path, heading] of Object.entries({ ...paths, '/policy': 'Policy', '/savings': 'Savings', '/settings': 'Settings' })) {
    await page.goto(`${app.url}${path}`)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeAttached()
    await softly.poll(() => tooWide(page), { message: path }).toBeLessThanOrEqual(0)
  }
  await context.close()
})

test('every card in every state fits 390 and 320 px without sideways scroll', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${app.url}/gallery`)
  const screens = await page
    .getByRole('main')
    .getByRole('navigation')
    .getByRole('link')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))
  for (const path of screens) {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${app.url}${path}`)
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 })
      await softly.poll(() => tooWide(page), { message: `${path} at ${width}` }).toBeLessThanOrEqual(0)
    }
  }
  await context.close()
})
