import { expect, test } from '@playwright/test'
import { type App, startApp } from './app'
import { fits, LOOKS, newPage, TALL, violations } from './axe'

let app: App
test.beforeAll(async () => {
  process.env['COUNTERSIGN_GALLERY'] = '1'
  app = await startApp()
})
test.afterAll(() => app.stop())

test('every card in every state meets WCAG 2.2 A and AA in light and dark at 1280 and 390, and fits 390 and 320 px without sideways scroll', async ({
  browser,
}) => {
  test.setTimeout(600_000)
  const page = await newPage(browser)
  await page.goto(`${app.url}/gallery`)
  const screens = await page
    .getByRole('main')
    .getByRole('navigation')
    .getByRole('link')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))
  expect(screens.length).toBeGreaterThan(20)
  for (const path of screens) {
    await page.setViewportSize({ width: 1280, height: TALL })
    await page.goto(`${app.url}${path}`)
    expect.soft(await violations(page, LOOKS), path).toEqual([])
    await fits(page, `${path} at 390`)
    await page.setViewportSize({ width: 320, height: TALL })
    await fits(page, `${path} at 320`)
  }
  await page.context().close()
})
