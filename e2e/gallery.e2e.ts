import { expect, type Page } from '@playwright/test'
import { fits, LOOKS, newPage, TALL, violations } from './axe'
import { test } from './calm-app'

test('every card in every state meets WCAG 2.2 A and AA in light and dark at 1280 and 390, and fits 390 and 320 px without sideways scroll', async ({
  browser,
  calm,
}) => {
  test.setTimeout(600_000)
  const page = await newPage(browser)
  await page.goto(`${calm.url}/gallery`)
  const screens = await page
    .getByRole('main')
    .getByRole('navigation')
    .getByRole('link')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))
  expect(screens.length).toBeGreaterThan(20)
  // A page is judged on one core; the app has hardly anything to do meanwhile.
  await Promise.all(
    [page, await newPage(browser)].map((each, n) =>
      judge(
        each,
        calm.url,
        screens.filter((_, i) => i % 2 === n),
      ),
    ),
  )
})

async function judge(page: Page, url: string, screens: readonly string[]): Promise<void> {
  for (const path of screens) {
    await page.setViewportSize({ width: 1280, height: TALL })
    await page.goto(`${url}${path}`)
    expect.soft(await violations(page, LOOKS), path).toEqual([])
    await fits(page, `${path} at 390`)
    await page.setViewportSize({ width: 320, height: TALL })
    await fits(page, `${path} at 320`)
  }
  await page.context().close()
}
