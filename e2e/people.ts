import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test'

const VIEWPORT = { width: 1280, height: 800 }

/** Signs in as one of the demonstration's people, the way a person does, and arrives at `path`. */
export async function signIn(page: Page, url: string, name: string, path = '/'): Promise<void> {
  await page.goto(`${url}/sign-in?next=${encodeURIComponent(path)}`)
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await expect(page).toHaveURL(`${url}${path}`)
}

/** A browser of their own for one person who signs in on the page of the people. */
export async function personWhoSignsIn(browser: Browser, url: string, name: string, path = '/'): Promise<Page> {
  const page = await (await browser.newContext({ viewport: VIEWPORT })).newPage()
  await signIn(page, url, name, path)
  return page
}

/** A browser of their own for one person, signed in by the request that the page of the people makes: a journey about something else begins where it matters. */
export async function personAt(browser: Browser, url: string, name: string, path = '/', options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT, ...options })
  const person_id = `usr_${name.split(' ')[0]?.toLowerCase()}`
  const answer = await context.request.post(`${url}/api/session`, { data: { person_id }, headers: { origin: url } })
  expect(await answer.json()).toEqual({ signed_in: person_id })
  const page = await context.newPage()
  await page.goto(`${url}${path}`)
  return page
}
