import { expect, type Locator, type Page, test } from '@playwright/test'
import { askPanel, receipt, STORY, STORY_PLAN } from './acts'
import { type App, startApp } from './app'
import { personAt } from './people'

let app: App
test.beforeAll(async () => {
  app = await startApp()
})
test.afterAll(() => app.stop())

/** More stops than any page has. */
const MOST_TABS = 120

/** Tab by Tab, as far as it takes. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  const isThere = () => target.evaluate((element) => element === document.activeElement)
  for (let i = 0; i < MOST_TABS && !(await isThere()); i++) await page.keyboard.press('Tab')
  await expect(target).toBeFocused()
}

test('a case is found, asked about, sent and approved without a mouse', async ({ browser }) => {
  const [mara, tomas] = await Promise.all([personAt(browser, app.url, 'Mara Lindqvist'), personAt(browser, app.url, 'Tomas Okafor')])

  await test.step('j and k walk the inbox, Enter opens', async () => {
    const link = (name: string) => mara.getByRole('main').getByRole('link', { name, exact: true })
    await expect(link(STORY)).toBeVisible()
    for (const key of ['j', 'j', 'j', 'j', 'k']) await mara.keyboard.press(key)
    await expect(link(STORY)).toBeFocused()
    await mara.keyboard.press('Enter')
    await expect(mara.getByRole('heading', { level: 1, name: STORY })).toBeVisible()
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
