import { expect, test } from '@playwright/test'
import { ask, askPanel, decide, nextStep, openCase, openRequest, sendForApproval } from './acts'
import { type App, startApp } from './app'
import { countersign } from './command-line'
import { personAt } from './people'

let app: App
test.beforeAll(async () => {
  app = await startApp()
})
test.afterAll(() => app.stop())

test('a page reloaded while a question is being answered has the answer', async ({ browser }) => {
  const mara = await personAt(browser, app.url, 'Mara Lindqvist')
  const question = 'Break down this month by team'
  // One question before, so that this tab has a conversation to come back to.
  await ask(mara, 'What needs attention?')
  await askPanel(mara).getByRole('textbox', { name: 'Your question' }).fill(question)
  const begun = mara.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/api/copilotkit'))
  await askPanel(mara).getByRole('button', { name: 'Ask', exact: true }).click()
  await begun
  await mara.reload()
  await mara.getByRole('banner').getByRole('button', { name: 'Ask' }).click()
  const turn = askPanel(mara).getByRole('article', { name: question })
  await expect(turn.getByRole('rowheader', { name: 'data', exact: true })).toBeVisible()
  await expect(turn.getByRole('list', { name: 'Ask next' })).toBeVisible()
})

test('a server killed while a plan is carried out goes on after the next start or calls a person, and no effect happens twice', async ({ browser }) => {
  test.setTimeout(150_000)
  const [mara, tomas] = await Promise.all([personAt(browser, app.url, 'Mara Lindqvist'), personAt(browser, app.url, 'Tomas Okafor', '/approvals')])
  const case_id = await openCase(mara)
  await ask(mara, 'What is the plan?')
  await sendForApproval(mara)
  await openRequest(tomas)
  const granted = tomas.waitForResponse((response) => response.url().endsWith('/api/commands') && response.ok())
  await decide(tomas, 'Approve and run', 'Nobody works there at night, and it can be undone.')
  await granted
  await expect.poll(() => begunSteps(case_id, mara.request), { intervals: [10] }).toBeGreaterThan(0)
  await app.signal('SIGKILL')

  app = await startApp(app.home, app.port)
  await mara.goto(`${app.url}/cases/${case_id}`)
  // A kill in the middle of a call leaves an outcome that nobody knows: then a person is called instead of trying again.
  await expect(nextStep(mara)).toContainText(/The next check follows|Somebody has to look/, { timeout: 60_000 })
  const is_done = ((await nextStep(mara).textContent()) ?? '').includes('The next check follows')
  if (is_done) {
    const run = mara.getByRole('region', { name: /^Carried out/ })
    await expect(run.getByText(/9 expected and 0 unexpected changes/)).toBeVisible()
    // Receipts of calls that the kill cut off are lost; calls that were answered are listed once.
    expect(await run.getByRole('row', { name: /^scheduler:CreateSchedule/ }).count()).toBeLessThanOrEqual(9)
  }

  const exported = await countersign(app.home, 'audit', 'export')
  const kinds = exported.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; subject: string; body: string })
    .filter((entry) => entry.subject === case_id)
  const of = (kind: string) => kinds.filter((entry) => entry.kind === kind)
  expect(of('approval.granted')).toHaveLength(1)
  expect(of('execution.started')).toHaveLength(1)
  expect(of('execution.finished')).toHaveLength(1)
  expect(of('execution.stepped').filter((entry) => /"step":"apply"/.test(entry.body) && /"status":"done"/.test(entry.body))).toHaveLength(is_done ? 1 : 0)
  expect(await countersign(app.home, 'audit', 'verify')).toMatchObject({ code: 0 })

  // The conversation of before is still there and still answers.
  await mara.getByRole('banner').getByRole('button', { name: 'Ask' }).click()
  await expect(askPanel(mara).getByRole('article', { name: 'What is the plan?' })).toBeVisible()
  const turn = await ask(mara, 'What happened?')
  await expect(turn.getByRole('region').first()).toBeVisible()
})

type Http = { get(url: string): Promise<{ ok(): boolean; json(): Promise<unknown> }> }

/** Steps of the run that have begun, as the server tells every open page. */
async function begunSteps(case_id: string, http: Http): Promise<number> {
  const response = await http.get(`${app.url}/api/intents/${case_id}`)
  const intents = JSON.stringify(response.ok() ? await response.json() : {})
  return intents.match(/"status":"(?:running|done)"/g)?.length ?? 0
}
