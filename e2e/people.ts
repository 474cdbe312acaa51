import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test'

/** Signs in as one of the demonstration's people, the way a person does, and arrives at `path`. */
export async function signIn(page: Page, url: string, name: string, path = '/'): Promise<void> {
  await page.goto(`${url}/sign-in?next=${encodeURIComponent(path)}`)
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await expect(page).toHaveURL(`${url}${path}`)
}

/** A browser of their own for one person, signed in. What moves only to please the eye would be drawn by the processor, many times a second. */
export async function personAt(browser: Browser, url: string, name: string, path = '/', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options })).newPage()
  await signIn(page, url, name, path)
  return page
}
