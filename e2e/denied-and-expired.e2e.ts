import { expect, type Page, test } from '@playwright/test'
import {
  ask,
  askPanel,
  decide,
  moveClock,
  nextStep,
  openCase,
  openRequest,
  REPAINT_MS,
  receipt,
  STORY,
  STORY_PLAN,
  sendForApproval,
  strip,
  VOLUMES,
  VOLUMES_PLAN,
} from './acts'
import { type App, startApp } from './app'
import { personAt } from './people'

const REASON = 'The team repeats the load test next week; ask again after that.'
const WHO = 'Who must approve, and why?'

let app: App
test.beforeAll(async () => {
  app = await startApp()
})
test.afterAll(() => app.stop())

/** Sent by Mara, with the request as a card in her conversation beside the case. */
async function sentWithCard(mara: Page, title: string): Promise<void> {
  await openCase(mara, title)
  await sendForApproval(mara)
  const turn = await ask(mara, WHO)
  await expect(turn.getByText('Waiting for a signature')).toBeVisible()
}

const card = (page: Page) => askPanel(page).getByRole('article', { name: WHO })
const decided = (page: Page, plan: string) => page.getByRole('list', { name: 'Decided' }).getByRole('listitem').filter({ hasText: plan })

test('a denied request is shown with its reason on the case, in the list, on its page and in the conversation', async ({ browser }) => {
  const [mara, tomas] = await Promise.all([personAt(browser, app.url, 'Mara Lindqvist'), personAt(browser, app.url, 'Tomas Okafor', '/approvals')])
  await sentWithCard(mara, STORY)
  await openRequest(tomas)
  await decide(tomas, 'Deny', REASON)
  await expect(receipt(tomas)).toContainText('Audit entry')

  const refused = /Approver\s*: refused\s*Tomas Okafor/
  await Promise.all([mara, tomas].map((page) => expect(strip(page)).toContainText(refused, { timeout: REPAINT_MS })))
  await expect(mara.getByRole('main').getByText('Denied', { exact: true }).first()).toBeVisible()
  await expect(mara.getByRole('main').getByText(REASON).first()).toBeVisible()
  await expect(nextStep(mara).getByRole('button', { name: 'Send for approval' })).toBeHidden()
  await expect(card(mara).getByText('Denied', { exact: true }).first()).toBeVisible()
  await expect(tomas.getByRole('button', { name: 'Approve and run' })).toBeHidden()
  await tomas.getByRole('main').getByRole('link', { name: 'Approvals' }).click()
  await expect(decided(tomas, STORY_PLAN).filter({ hasText: 'Denied' })).toBeVisible()
})

test('an expired request is shown as expired on the case, in the list, on its page and in the conversation', async ({ browser }) => {
  const [mara, tomas] = await Promise.all([personAt(browser, app.url, 'Mara Lindqvist'), personAt(browser, app.url, 'Tomas Okafor', '/approvals')])
  await sentWithCard(mara, VOLUMES)
  await openRequest(tomas, VOLUMES_PLAN)
  await moveClock(mara, 7)

  await expect(nextStep(mara)).toContainText('Send it for approval again', { timeout: 30_000 })
  await expect(mara.getByRole('main').getByText('Request expired', { exact: true }).first()).toBeVisible()
  await expect(card(mara).getByText('Expired', { exact: true }).first()).toBeVisible()
  await expect(tomas.getByRole('note').filter({ hasText: 'The request expired' })).toContainText('Nobody decided in time, so nothing was run.')
  await expect(tomas.getByRole('button', { name: /^Approve/ })).toBeHidden()
  await tomas.getByRole('main').getByRole('link', { name: 'Approvals' }).click()
  await expect(decided(tomas, VOLUMES_PLAN)).toContainText('Expired')
})
