import { expect, type Page, test } from '@playwright/test'
import { decide, nextStep, openCase, openRequest, receipt, sendForApproval } from './acts'
import { type App, startApp } from './app'
import { holdAccount } from './held-account'
import { personAt } from './people'

let app: App
test.beforeAll(async () => {
  app = await startApp()
})
test.afterAll(() => app.stop())

const run = (page: Page) => page.getByRole('region', { name: /^Carried out \d|^Run (?:running|rolling back|rolled back),/ })

/** Has the run end after the step in flight. */
async function stopRun(page: Page): Promise<void> {
  await nextStep(page).getByRole('link', { name: 'Look at the run' }).click()
  await run(page).getByRole('button', { name: 'Stop this run' }).click()
  const dialog = page.getByRole('dialog', { name: 'Stop this run' })
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The test team is at work tonight.')
  await dialog.getByRole('button', { name: 'Stop this run' }).click()
  await expect(receipt(page)).toContainText('The run ends after the step in flight.')
}

test('a run that is stopped while its change is under way says who asked, finishes the step in flight and can still be rolled back', async ({ browser }) => {
  const [mara, tomas] = await Promise.all([personAt(browser, app.url, 'Mara Lindqvist'), personAt(browser, app.url, 'Tomas Okafor', '/approvals')])
  await openCase(mara)
  await sendForApproval(mara)
  await openRequest(tomas)
  const account = await holdAccount(app.home)
  await decide(tomas, 'Approve and run', 'Nobody works there at night, and it can be undone.')
  await account.asked()

  await tomas.goto(mara.url())
  await stopRun(tomas)
  for (const page of [tomas, mara]) await expect(nextStep(page)).toContainText('Ends after the step in flight, as Tomas Okafor asked')
  await account.release()
  await expect(run(tomas)).toContainText('9 of 9 targets changed', { timeout: 60_000 })

  await run(tomas).getByRole('button', { name: 'Roll back' }).click()
  const dialog = tomas.getByRole('dialog', { name: 'Roll back' })
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The test team needs the machines tonight.')
  await dialog.getByRole('button', { name: 'Roll back' }).click()
  for (const page of [tomas, mara]) await expect(nextStep(page)).toContainText('Closed: the change was undone', { timeout: 60_000 })
  await expect(run(mara).getByText('It was undone: the targets are as the snapshot shows them.')).toBeVisible()
})
