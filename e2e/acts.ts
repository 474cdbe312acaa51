import { expect, type Locator, type Page } from '@playwright/test'

export const STORY = 'EC2 in lumen-dev, eu-west-1'
export const STORY_PLAN = 'Run 9 instances only Mon-Fri 07:00-19:00 UTC'
/** Another case with a plan: its risk asks for two approvers. */
export const VOLUMES = 'EC2 volume storage in data-platform, eu-west-1'
export const VOLUMES_PLAN = 'Move 3 volumes from gp2 to gp3'
/** A decision from anywhere comes to every open screen by itself; how fast is measured by `npm run bench -- --only browser`, never here. Milliseconds. */
export const REPAINT_MS = 15_000

export const nextStep = (page: Page): Locator => page.getByRole('complementary', { name: 'Next step' })
export const strip = (page: Page): Locator => page.getByRole('main').getByRole('list', { name: 'Countersign strip' }).first()
export const receipt = (page: Page): Locator => page.getByRole('status')

/** From the inbox into a case. Resolves to its id. */
export async function openCase(page: Page, title = STORY): Promise<string> {
  await page.getByRole('link', { name: title, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  return page.url().split('/').at(-1) ?? ''
}

/** On the case: sends its plan to the people whom policy names. */
export async function sendForApproval(page: Page): Promise<void> {
  await nextStep(page).getByRole('button', { name: 'Send for approval' }).click()
  await page.getByRole('dialog', { name: 'Send for approval' }).getByRole('button', { name: 'Send for approval' }).click()
  await expect(receipt(page)).toContainText('Sent for approval.')
  await expect(nextStep(page).getByRole('link', { name: 'Open the request' })).toBeVisible()
}

/** From the list of approvals into the request of a plan. */
export async function openRequest(page: Page, plan = STORY_PLAN): Promise<void> {
  await page.getByRole('list', { name: 'Waiting' }).getByRole('link', { name: plan }).click()
  await expect(page.getByRole('heading', { level: 1, name: plan })).toBeAttached()
}

/** On a request: decides it with a reason, and stops at the answer of the server. */
export async function decide(page: Page, button: 'Approve and run' | 'Deny', reason: string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  const dialog = page.getByRole('dialog', { name: button })
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await dialog.getByRole('button', { name: button }).click()
}

/** The docked panel beside a page. */
export const askPanel = (page: Page): Locator => page.getByRole('complementary', { name: 'Ask' })

/** Asks in the docked panel. Resolves to the turn of the question, answered. */
export async function ask(page: Page, question: string): Promise<Locator> {
  const panel = askPanel(page)
  if (!(await panel.isVisible())) await page.getByRole('banner').getByRole('button', { name: 'Ask' }).click()
  await panel.getByRole('textbox', { name: 'Your question' }).fill(question)
  await panel.getByRole('button', { name: 'Ask', exact: true }).click()
  const turn = panel.getByRole('article', { name: question }).last()
  await expect(turn.getByRole('list', { name: 'Ask next' })).toBeVisible()
  return turn
}

/** Moves the demonstration's clock. Resolves when the server has said so. */
export async function moveClock(page: Page, days: number): Promise<void> {
  await page.getByRole('button', { name: 'Demonstration clock' }).click()
  await page.getByRole('menuitem', { name: new RegExp(`^${days} days? later`) }).click()
  await expect(receipt(page)).toContainText('The clock shows')
}
