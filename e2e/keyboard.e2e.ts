import { expect, type Locator, type Page, test } from '@playwright/test'
import { askPanel, moveClock, receipt, STORY, STORY_PLAN } from './acts'
import { type App, startApp } from './app'
import { personAt } from './people'

// The plan that the keyboard sent and signed is the one that the manager follows.
test.describe.configure({ mode: 'serial' })
let app: App
let signed_case = ''
test.beforeAll(async () => {
  app = await startApp()
})
test.afterAll(() => app.stop())

/** More stops than any page has. */
const MOST_TABS = 150

/** Tab by Tab, as far as it takes. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  const isThere = () => target.evaluate((element) => element === document.activeElement)
  for (let i = 0; i < MOST_TABS && !(await isThere()); i++) await page.keyboard.press('Tab')
  await expect(target).toBeFocused()
}
/** Keys pressed before the page is awake are lost, and two presses may lie too far apart on a busy machine: a person presses them again. */
const jump = (page: Page, key: string, heading: string): Promise<void> =>
  expect(async () => {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 30_000 })

test('a viewer reads everything and is told, in words, what is not theirs to do', async ({ browser }) => {
  const pavel = await personAt(browser, app.url, 'Pavel Reyes')
  const link = pavel.getByRole('main').getByRole('link', { name: STORY, exact: true })
  await expect(link).toBeVisible()
  await tabTo(pavel, link)
  await pavel.keyboard.press('Enter')
  await expect(pavel.getByRole('heading', { level: 1, name: STORY })).toBeVisible()
  const send = pavel.getByRole('complementary', { name: 'Next step' }).getByRole('button', { name: 'Send for approval' })
  await expect(send).toBeDisabled()
  await expect(send).toHaveAccessibleDescription(/.{20,}/)
  await jump(pavel, 'p', 'Policy')
  await expect(pavel.getByRole('button', { name: 'Freeze from now' })).toBeDisabled()
  await expect(pavel.getByRole('button', { name: 'Freeze from now' })).toHaveAccessibleDescription(/.{20,}/)
})

test('an answer is put into the log that a screen reader follows, whole and once', async ({ browser }) => {
  const pavel = await personAt(browser, app.url, 'Pavel Reyes')
  await pavel.keyboard.press('/')
  await expect(askPanel(pavel).getByRole('textbox', { name: 'Your question' })).toBeFocused()
  const log = askPanel(pavel).getByRole('log', { name: 'Conversation' })
  await pavel.keyboard.type('What was held back?')
  await pavel.keyboard.press('Enter')
  const turn = log.getByRole('article', { name: 'What was held back?' })
  await expect(turn.getByRole('list', { name: 'Ask next' })).toBeVisible()
  await expect(log).toHaveAttribute('aria-busy', 'false')
  // The sentence is said; the card below it is there to be walked, not to be read out.
  await expect(turn.locator('[aria-live="off"]').first()).toBeAttached()
})

test('an administrator freezes changes and lifts the freeze without a mouse, and hears both receipts', async ({ browser }) => {
  const noor = await personAt(browser, app.url, 'Noor Haddad')
  await jump(noor, 'e', 'Settings')
  await expect(noor.getByRole('region', { name: 'Mode' })).toBeVisible()
  await jump(noor, 'p', 'Policy')
  await tabTo(noor, noor.getByRole('button', { name: 'Freeze from now' }))
  await noor.keyboard.press('Enter')
  await expect(noor.getByRole('textbox', { name: 'Reason' })).toBeFocused()
  await noor.keyboard.type('Nothing changes while the keyboard is being tried.')
  await noor.keyboard.press('Enter')
  await expect(receipt(noor)).toContainText('Audit entry')
  const lift = noor.getByRole('button', { name: 'Lift' })
  await tabTo(noor, lift)
  await noor.keyboard.press('Enter')
  await expect(noor.getByRole('textbox', { name: 'Reason' })).toBeFocused()
  await noor.keyboard.type('It was tried and works; changes may go on.')
  await noor.keyboard.press('Enter')
  await expect(lift).toBeHidden()
})

test('a case is found, asked about, sent and approved without a mouse', async ({ browser }) => {
  const [mara, tomas] = await Promise.all([personAt(browser, app.url, 'Mara Lindqvist'), personAt(browser, app.url, 'Tomas Okafor')])

  await test.step('j and k walk the inbox, Enter opens', async () => {
    const link = (name: string) => mara.getByRole('main').getByRole('link', { name, exact: true })
    await expect(link(STORY)).toBeVisible()
    for (const key of ['j', 'j', 'j', 'j', 'k']) await mara.keyboard.press(key)
    await expect(link(STORY)).toBeFocused()
    await mara.keyboard.press('Enter')
    await expect(mara.getByRole('heading', { level: 1, name: STORY })).toBeVisible()
    signed_case = mara.url().split('/').at(-1) ?? ''
  })

  await test.step('a slash leads to the question, Enter asks', async () => {
    await mara.keyboard.press('/')
    const question = askPanel(mara).getByRole('textbox', { name: 'Your question' })
    await expect(question).toBeFocused()
    await mara.keyboard.type('What is the plan?')
    await mara.keyboard.press('Enter')
    await expect(askPanel(mara).getByRole('article', { name: 'What is the plan?' }).getByRole('region', { name: STORY_PLAN })).toBeVisible()
    await tabTo(mara, askPanel(mara).getByRole('button', { name: 'Close' }))
    await mara.keyboard.press('Enter')
    await expect(askPanel(mara)).toBeHidden()
  })

  await test.step('the plan is sent', async () => {
    await tabTo(mara, mara.getByRole('complementary', { name: 'Next step' }).getByRole('button', { name: 'Send for approval' }))
    await mara.keyboard.press('Enter')
    const dialog = mara.getByRole('dialog', { name: 'Send for approval' })
    await tabTo(mara, dialog.getByRole('button', { name: 'Send for approval' }))
    await mara.keyboard.press('Enter')
    await expect(receipt(mara)).toContainText('Sent for approval.')
  })

  await test.step('g a jumps to the approvals, and the approver signs', async () => {
    await tomas.keyboard.press('g')
    await tomas.keyboard.press('a')
    await expect(tomas.getByRole('heading', { level: 1, name: 'Approvals' })).toBeVisible()
    await expect(tomas.getByRole('list', { name: 'Waiting' })).toContainText(STORY_PLAN)
    await tomas.keyboard.press('j')
    await tomas.keyboard.press('Enter')
    await tabTo(tomas, tomas.getByRole('button', { name: 'Approve and run' }))
    await tomas.keyboard.press('Enter')
    const dialog = tomas.getByRole('dialog', { name: 'Approve and run' })
    await expect(dialog.getByRole('textbox', { name: 'Reason' })).toBeFocused()
    await tomas.keyboard.type('Read it all with the keyboard; it can be undone.')
    await tabTo(tomas, dialog.getByRole('button', { name: 'Approve and run' }))
    await tomas.keyboard.press('Enter')
    await expect(receipt(tomas)).toContainText('Approved.')
  })
})

test('a manager follows a plan to its saving and exports it without a mouse', async ({ browser }) => {
  const [mara, tomas] = await Promise.all([personAt(browser, app.url, 'Mara Lindqvist'), personAt(browser, app.url, 'Tomas Okafor')])
  await test.step('the plan that was signed is carried out, and eleven days pass', async () => {
    await mara.goto(`${app.url}/cases/${signed_case}`)
    await expect(mara.getByRole('region', { name: /^Carried out/ }).getByText('9 of 9 targets changed')).toBeVisible({ timeout: 30_000 })
    await moveClock(tomas, 11)
  })
  const yuki = await personAt(browser, app.url, 'Yuki Brandt')
  await jump(yuki, 'v', 'Verification')
  const board = yuki.getByRole('region', { name: STORY_PLAN }).first()
  const saving = board.getByRole('button', { name: 'Realized saving: $3,613 / month. Why this figure' }).first()
  await expect(saving).toBeVisible({ timeout: 60_000 })
  await tabTo(yuki, saving)
  await yuki.keyboard.press('Enter')
  const drawer = yuki.getByRole('dialog', { name: 'Realized saving' })
  await expect(drawer.getByText('Where this figure comes from')).toBeVisible()
  await yuki.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await jump(yuki, 'm', 'Savings')
  const csv = yuki.getByRole('link', { name: 'Export CSV' })
  await tabTo(yuki, csv)
  const [file] = await Promise.all([yuki.waitForEvent('download'), yuki.keyboard.press('Enter')])
  expect(file.suggestedFilename()).toMatch(/\.csv$/)
})
