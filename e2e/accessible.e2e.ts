import { readdirSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { ask, decide, nextStep, openCase, openRequest, STORY, STORY_PLAN, sendForApproval, VOLUMES, VOLUMES_PLAN } from './acts'
import { type App, startApp } from './app'
import { fits, LOOKS, newPage, TALL, violations } from './axe'
import { personAt, signIn } from './people'

let app: App
/** What an approver works with: address and heading. */
let work: Record<string, string> = {}
test.beforeAll(async ({ browser }) => {
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
  await ask(tomas, 'What is waiting for approval?')
  const thread = await tomas.evaluate(() => sessionStorage.getItem('countersign.ask.thread'))
  work = {
    '/': 'Inbox',
    [`/cases/${story}`]: STORY,
    '/approvals': 'Approvals',
    [new URL(mara.url()).pathname]: VOLUMES_PLAN,
    '/verification': 'Verification',
    '/savings': 'Savings',
    '/sources': 'Sources',
    '/audit': 'Audit',
    '/?severity=high&sort=oldest': 'Inbox',
    '/ask': 'Ask',
    [`/ask/${thread}`]: 'Ask',
  }
  await Promise.all([mara, tomas].map((page) => page.context().close()))
})
test.afterAll(() => app.stop())

/** What somebody who may change the set-up sees. */
const SET_UP = {
  '/policy': 'Policy',
  '/settings': 'Settings',
  '/settings/schedules': 'Scheduled work',
  '/settings/passkeys': 'Passkeys',
  '/settings/sessions': 'Sessions',
  '/settings/tokens': 'Tokens',
}
/** Signs somebody in and judges every one of these pages: in each look, and then in a narrower window than any of them. */
async function judge(page: Page, name: string, paths: Readonly<Record<string, string>>): Promise<void> {
  await signIn(page, app.url, name)
  for (const [path, heading] of Object.entries(paths)) {
    await page.setViewportSize({ width: 1280, height: TALL })
    await page.goto(`${app.url}${path}`)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeAttached()
    expect.soft(await violations(page), path).toEqual([])
    await page.setViewportSize({ width: 320, height: TALL })
    await fits(page, path)
  }
}

/** The conversation beside a page is laid out anew for each width. */
async function judgeDocked(page: Page): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: TALL })
    await page.goto(app.url)
    await ask(page, 'What is waiting for approval?')
    const looks = LOOKS.filter((l) => l.width === width)
    expect.soft(await violations(page, looks), 'docked conversation').toEqual([])
  }
}

test('every page of the app is among those that are looked at', () => {
  const pages = readdirSync('app/(work)', { recursive: true, encoding: 'utf8' }).flatMap((path) => /^(.*?)\/?page\.tsx$/.exec(path)?.[1] ?? [])
  const looked = [...Object.keys(work), ...Object.keys(SET_UP)].map((path) => new URL(path, app.url).pathname.slice(1))
  const missing = pages.filter((page) => !looked.some((path) => new RegExp(`^${page.replace(/\[\w+\]/g, '[^/]+')}$`).test(path)))
  expect(missing).toEqual([])
})

test('every page meets WCAG 2.2 A and AA in light and dark at 1280 and 390, and fits 320 px without sideways scroll', async ({ browser }) => {
  test.setTimeout(400_000)
  // A page is judged on one core; the app has hardly anything to do meanwhile.
  const [approver, owner] = await Promise.all([newPage(browser), newPage(browser)])
  await Promise.all([
    judge(approver, 'Tomas Okafor', work),
    (async () => {
      await owner.goto(`${app.url}/sign-in`)
      await expect(owner.getByRole('button', { name: /Mara Lindqvist/ })).toBeVisible()
      expect.soft(await violations(owner), 'sign-in').toEqual([])
      await judge(owner, 'Noor Haddad', SET_UP)
      await judgeDocked(owner)
    })(),
  ])
  await Promise.all([approver, owner].map((page) => page.context().close()))
})
