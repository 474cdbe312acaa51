import { expect, test } from '@playwright/test'
import { decide, nextStep, openCase, openRequest, REPAINT_MS, receipt, STORY_PLAN, sendForApproval, strip } from './acts'
import { type App, startApp } from './app'
import { personAt } from './people'

let app: App
test.beforeAll(async () => {
  app = await startApp()
})
test.afterAll(() => app.stop())

test('a decision repaints every open tab by itself, and a tab that missed it is told who decided and when', async ({ browser }) => {
  const [mara, list, ines] = await Promise.all([
    personAt(browser, app.url, 'Mara Lindqvist'),
    personAt(browser, app.url, 'Tomas Okafor', '/approvals'),
    personAt(browser, app.url, 'Ines Duarte', '/approvals'),
  ])
  await openCase(mara)
  await expect(list.getByText('Nothing waits for a signature')).toBeVisible()
  await sendForApproval(mara)
  await Promise.all([list, ines].map((page) => expect(page.getByRole('list', { name: 'Waiting' })).toContainText(STORY_PLAN, { timeout: REPAINT_MS })))

  // A second tab of the same browser, which hears of changes through the first; and a screen whose stream is lost.
  const second = await list.context().newPage()
  await second.goto(`${app.url}/approvals`)
  await openRequest(second)
  const deaf = await personAt(browser, app.url, 'Tomas Okafor', '/approvals')
  await deaf.route('**/api/events', (route) => route.abort())
  await deaf.reload()
  await openRequest(deaf)
  await openRequest(ines)

  await decide(ines, 'Approve and run', 'Checked with the checkout team: nobody needs them at night.')
  await expect(receipt(ines)).toContainText('Approved.')
  await Promise.all([
    expect(list.getByRole('list', { name: 'Decided' })).toContainText(STORY_PLAN, { timeout: REPAINT_MS }),
    expect(strip(second)).toContainText(/Approver\s*: signed\s*Ines Duarte/, { timeout: REPAINT_MS }),
    expect(strip(mara)).toContainText(/Approver\s*: signed\s*Ines Duarte/, { timeout: REPAINT_MS }),
  ])
  await expect(second.getByRole('button', { name: 'Approve and run' })).toBeHidden()
  await expect(nextStep(mara)).toContainText('The next check follows')

  await decide(deaf, 'Approve and run', 'It looks right to me as well, so let it run.')
  await expect(receipt(deaf)).toContainText(/nothing left to decide/i)
  await expect(receipt(deaf)).toContainText(/Ines Duarte approved as \w+ on the web at \d+ Nov \d\d:\d\d UTC/)
})
