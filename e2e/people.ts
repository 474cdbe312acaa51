import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test'

/** Signs in as one of the demonstration's people, the way a person does, and arrives at `path`. */
export async function signIn(page: Page, url: string, name: string, path = '/'): Promise<void> {
  await page.goto(`${url}/sign-in?next=${encodeURIComponent(path)}`)
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await expect(page).toHaveURL(`${url}${path}`)
}

/** A browser of their own for one person, signed in. */
export async function personAt(browser: Browser, url: string, name: string, path = '/', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })).newPage()
  await signIn(page, url, name, path)
  return page
}
