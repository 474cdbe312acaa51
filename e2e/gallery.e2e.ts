import { expect, type Page } from '@playwright/test'
import { fits, newPage, TALL, violations } from './axe'
import { test } from './calm-app'

/** A page costs as much as a small card before anything is on it. More than this at once and one page is left when the other core has nothing to do. */
const KINDS_A_PAGE = 4

test('every card in every state meets WCAG 2.2 A and AA in light and dark at 1280 and 390, and fits 390 and 320 px without sideways scroll', async ({
  browser,
  calm,
}) => {
  test.setTimeout(600_000)
  const page = await newPage(browser)
  await page.goto(`${calm.url}/gallery`)
  const [screens, kinds] = await Promise.all([linksIn(page, 'Screens'), linksIn(page, 'Kinds')])
  expect(screens.length).toBeGreaterThan(20)
  expect(kinds.length).toBeGreaterThan(35)
  const pages = [...together(kinds), ...screens]
  // A page is judged on one core; the app has hardly anything to do meanwhile.
  await Promise.all([page, await newPage(browser)].map((each) => judge(each, calm.url, pages)))
})

const linksIn = (page: Page, named: string): Promise<string[]> =>
  page
    .getByRole('navigation', { name: named })
    .getByRole('link')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))

/** Addresses of several kinds each. */
function together(kinds: readonly string[]): string[] {
  const rest = kinds.map((path) => path.replace('/gallery/', ''))
  const pages: string[] = []
  while (rest.length > 0) pages.push(`/gallery/${rest.splice(0, KINDS_A_PAGE).join('~')}`)
  return pages
}

/** Takes pages as long as there are any. */
async function judge(page: Page, url: string, pages: string[]): Promise<void> {
  for (let path = pages.shift(); path !== undefined; path = pages.shift()) {
    await page.setViewportSize({ width: 1280, height: TALL })
    const answer = await page.goto(`${url}${path}`)
    expect.soft(answer?.status(), path).toBe(200)
    expect.soft(await violations(page), path).toEqual([])
    await fits(page, `${path} at 390`)
    await page.setViewportSize({ width: 320, height: TALL })
    await fits(page, `${path} at 320`)
    expect.soft(await cutNames(page), `${path}: names that are cut off at 320`).toEqual([])
  }
  await page.context().close()
}

/** Names of rows that are not whole: two that differ only at their end would be one. */
const cutNames = (page: Page): Promise<string[]> =>
  page.locator('th[scope="row"]').evaluateAll((names) => names.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent ?? ''))
