import { expect, type Page, test } from '@playwright/test'
import { decide, moveClock, nextStep, openCase, openRequest, receipt, sendForApproval } from './acts'
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
  await expect(nextStep(mara)).toContainText('You sent it for approval; another person signs, by')

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

test('a run that was asked to stop says who asked, ends after the step in flight and can still be rolled back', async ({ browser }) => {
  const [mara, tomas] = await Promise.all([personAt(browser, app.url, 'Mara Lindqvist'), personAt(browser, app.url, 'Tomas Okafor')])
  // On a Saturday the instances are stopped at once, which takes them a minute.
  await moveClock(mara, 1)
  await expect(mara.getByRole('button', { name: 'Demonstration clock: 20 Nov' })).toBeVisible()
  await moveClock(mara, 1)
  await openCase(mara)
  await expect(mara.getByRole('region', { name: 'Summary' }).getByText('9 Nov to 18 Nov').first()).toBeVisible({ timeout: 60_000 })
  await sendForApproval(mara)
  await tomas.goto(`${app.url}/approvals`)
  await openRequest(tomas)
  await decide(tomas, 'Approve and run', 'Nobody works there at the weekend, and it can be undone.')
  await expect(receipt(tomas)).toContainText('Approved.')

  await tomas.goto(mara.url())
  await expect(nextStep(tomas)).toContainText('Waiting until 9 instances have stopped')
  await nextStep(tomas).getByRole('link', { name: 'Look at the run' }).click()
  await tomas.getByRole('button', { name: 'Stop this run' }).click()
  const dialog = tomas.getByRole('dialog', { name: 'Stop this run' })
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The test team is at work this weekend.')
  await dialog.getByRole('button', { name: 'Stop this run' }).click()
  await expect(receipt(tomas)).toContainText('The run ends after the step in flight.')
  for (const page of [tomas, mara]) await expect(nextStep(page)).toContainText('Ends after the step in flight, as Tomas Okafor asked')

  await moveClock(mara, 1)
  const run = tomas.getByRole('region', { name: /^Carried out/ })
  await expect(run).toBeVisible({ timeout: 60_000 })
  await expect(run.getByRole('button', { name: 'Roll back' })).toBeEnabled()
})
