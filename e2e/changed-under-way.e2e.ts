import { expect, type Page, test } from '@playwright/test'
import { decide, nextStep, openCase, openRequest, receipt, sendForApproval } from './acts'
import { type App, startApp } from './app'
import { personAt } from './people'

let app: App
test.beforeAll(async () => {
  app = await startApp()
})
test.afterAll(() => app.stop())

/** On the case: keeps another hour of the plan's schedule, which makes another plan. */
async function editPlan(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit the plan' }).click()
  await page.getByLabel('Starts at hour').fill('8')
  await page.getByRole('button', { name: 'Save as a new plan' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save as a new plan' })
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The team begins at eight, not at seven.')
  await dialog.getByRole('button', { name: 'Save as a new plan' }).click()
  await expect(receipt(page)).toContainText('The new plan is worth')
}

test('an approval for a plan that was changed while it was read is refused, and says who changed it and where to go', async ({ browser }) => {
  const [mara, tomas] = await Promise.all([personAt(browser, app.url, 'Mara Lindqvist'), personAt(browser, app.url, 'Tomas Okafor', '/approvals')])
  await openCase(mara)
  await sendForApproval(mara)
  await expect(nextStep(mara)).toContainText('You sent it for approval; someone else has to sign, by')

  // This page hears nothing of the change.
  await tomas.route('**/api/events', (route) => route.abort())
  await tomas.reload()
  await openRequest(tomas)
  await editPlan(mara)
  await decide(tomas, 'Approve and run', 'Nobody works there at night, and it can be undone.')

  await expect(receipt(tomas)).toContainText(/There is nothing left to decide\. Void at .* Mara Lindqvist changed the plan/)
  await expect(tomas.getByRole('note').filter({ hasText: 'This request no longer counts' })).toBeVisible()
  await expect(tomas.getByRole('button', { name: 'Approve and run' })).toBeHidden()
  await expect(receipt(tomas)).not.toContainText('Nothing was sent')
  await expect(tomas.locator('body')).not.toBeFocused()
  await tomas.getByRole('main').getByRole('link', { name: 'Open the case' }).click()
  await expect(nextStep(tomas)).toContainText('The plan is ready. Nothing runs before it is approved.')
})
