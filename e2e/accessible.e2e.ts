import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page, test } from '@playwright/test'
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

/** What axe finds on a page, as sentences. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const results = await page.evaluate(
    (values) =>
      (window as unknown as { axe: { run(where: Document, options: unknown): Promise<AxeResults> } }).axe.run(document, { runOnly: { type: 'tag', values } }),
    RULES,
  )
  return results.violations.flatMap((v) =>
    v.nodes.map((node) => `${v.id} (${v.help}): ${node.html.slice(0, 160)} | ${node.any.map((c) => c.message).join('; ')}`),
  )
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1280, 390])
    test(`every page meets WCAG 2.2 A and AA in ${colorScheme} at ${width}`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, reducedMotion: 'reduce' })
      const page = await context.newPage()
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
      await page.goto(app.url)
      await ask(page, 'What is waiting for approval?')
      expect.soft(await violations(page), 'docked conversation').toEqual([])
      await context.close()
    })

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1280, 390])
    test(`every card in every state meets WCAG 2.2 A and AA in ${colorScheme} at ${width}`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, reducedMotion: 'reduce' })
      const page = await context.newPage()
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
      await context.close()
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
