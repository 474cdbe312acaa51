import { expect, type Page } from '@playwright/test'
import { nextStep } from './acts'
import { test } from './calm-app'
import { personAt } from './people'

/** What a finger needs, pixels. */
const FINGER = 44
const PAGES = ['/', '/approvals', '/verification', '/savings', '/sources', '/policy', '/audit', '/settings', '/settings/schedules', '/settings/tokens']

test('on a phone every button, field and row of places takes a finger, and no field makes the phone enlarge the page', async ({ browser, calm }) => {
  const page = await personAt(browser, calm.url, 'Noor Haddad')
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of PAGES) {
    await page.goto(`${calm.url}${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
    expect.soft(await small(page), path).toEqual([])
  }
  await page.goto(calm.url)
  await page.getByRole('link', { name: /^EC2 in lumen-dev/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: /lumen-dev/ })).toBeVisible()
  expect.soft(await small(page), 'case').toEqual([])
  await page.context().close()
})

test('on a phone the next step of a case is named on the first screen and one press away, and the line that names it covers nothing once it is there', async ({
  browser,
  calm,
}) => {
  const page = await personAt(browser, calm.url, 'Noor Haddad')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('link', { name: /^EC2 in lumen-dev/ }).click()
  const line = page.getByRole('link', { name: /^Next step ?: ./ })
  await expect(line).toBeInViewport({ ratio: 1 })
  const panel = nextStep(page).getByRole('region', { name: 'Next step' })
  await expect(panel).not.toBeInViewport()
  await line.click()
  await expect(panel).toBeInViewport()
  const is_covered = await line.evaluate((e) => {
    const { left, top, width, height } = e.getBoundingClientRect()
    return !e.contains(document.elementFromPoint(left + width / 2, top + height / 2))
  })
  expect(is_covered).toBe(true)
  await page.context().close()
})

test('the tab of a case is called after what it is about, and the settings lead to one another', async ({ browser, calm }) => {
  const page = await personAt(browser, calm.url, 'Noor Haddad')
  await page.getByRole('link', { name: /^EC2 in lumen-dev/ }).click()
  await expect(page).toHaveTitle(/^EC2 in lumen-dev, eu-west-1.* · Countersign$/)
  await page.goto(`${calm.url}/settings/sessions`)
  const places = page.getByRole('navigation', { name: 'Settings' })
  await expect(places.getByRole('link', { name: 'Sessions' })).toHaveAttribute('aria-current', 'page')
  await places.getByRole('link', { name: 'Tokens' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Tokens' })).toBeVisible()
  await page.context().close()
})

/** Controls on the screen that are lower than a finger is wide, and fields whose letters a phone would enlarge. Figures and links within a line of text are as high as their line. */
const small = (page: Page): Promise<string[]> =>
  page.evaluate((least) => {
    const named = (e: Element) => `${e.tagName.toLowerCase()} ${(e.getAttribute('aria-label') ?? e.textContent ?? '').trim().slice(0, 40)}`
    const seen = (e: Element) => e.getBoundingClientRect().height > 1
    const low = [...document.querySelectorAll('button:not(.quiet-link), select, summary, nav a, input:not([type=checkbox], [type=radio])')]
      .filter((e) => seen(e) && e.getBoundingClientRect().height < least - 0.5)
      .map((e) => `${named(e)}: ${Math.round(e.getBoundingClientRect().height)} px`)
    const fields = [...document.querySelectorAll('input:not([type=checkbox], [type=radio]), select, textarea')]
      .filter((e) => seen(e) && Number.parseFloat(getComputedStyle(e).fontSize) < 16)
      .map((e) => `${named(e)}: ${getComputedStyle(e).fontSize}`)
    return [...low, ...fields]
  }, FINGER)
