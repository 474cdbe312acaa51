import { expect, test } from '@playwright/test'
import { ask, decide, moveClock, nextStep, openCase, openRequest, REPAINT_MS, receipt, STORY, STORY_PLAN, sendForApproval, strip } from './acts'
import { type App, startApp } from './app'
import { countersign } from './command-line'
import { personWhoSignsIn } from './people'

const REASON = 'The load test ended on 9 November; nobody works there at night or on weekends.'

let app: App
test.beforeAll(async () => {
  app = await startApp()
})
test.afterAll(() => app.stop())

test('development instances left running are found, explained, sent, signed, carried out, verified and replayed, and nothing leaves the machine', async ({
  browser,
}) => {
  test.setTimeout(150_000)
  const elsewhere: string[] = []
  const troubles: string[] = []
  const people = await Promise.all(
    [
      ['Mara Lindqvist', '/'],
      ['Tomas Okafor', '/approvals'],
      ['Yuki Brandt', '/verification'],
    ].map(([name, path]) => personWhoSignsIn(browser, app.url, name ?? '', path)),
  )
  for (const page of people) {
    page.context().on('request', (request) => {
      if (!request.url().startsWith(app.url) && !/^(?:data|blob):/.test(request.url())) elsewhere.push(request.url())
    })
    page.on('pageerror', (error) => troubles.push(error.message))
  }
  const [mara, tomas, yuki] = people
  if (mara === undefined || tomas === undefined || yuki === undefined) throw new Error('three people take part')
  let case_id = ''

  await test.step('Mara finds seven cases, ranked by the money at stake', async () => {
    const rows = mara
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: mara.getByRole('link', { name: /^(?:EC2|Credits|CloudWatch|Marketplace)/ }) })
    await expect(rows).toHaveCount(7)
    const stakes = await mara
      .getByRole('main')
      .getByRole('listitem')
      .getByRole('button', { name: /^At stake:/ })
      .allInnerTexts()
    const dollars = stakes.map((text) => Number(/\$([\d,.]+)/.exec(text)?.[1]?.replaceAll(',', '')))
    expect(dollars).toEqual([...dollars].sort((a, b) => b - a))
    await expect(rows.filter({ hasText: STORY }).getByRole('button', { name: /^At stake: \$184\.90 \/ day/ })).toBeVisible()
  })

  await test.step('she reads the case: chart, attribution, rule trace, plan', async () => {
    case_id = await openCase(mara)
    const main = mara.getByRole('main')
    const summary = main.getByRole('region', { name: 'Summary' })
    await expect(summary.getByRole('application', { name: '$184.90 / day' })).toBeVisible()
    await summary.getByRole('button', { name: 'Show as table' }).click()
    await expect(summary.getByRole('row', { name: /^16 Nov .*\$184\.90/ })).toBeVisible()
    await expect(main.getByRole('region', { name: /carries 100 % of the change/ }).getByRole('row', { name: /^New usage/ })).toContainText('+$184.90')
    const why = main.getByRole('region', { name: 'Why this category: new resources' })
    await expect(why.getByText('9 resources first billed since 9 Nov cost $184.90 / day.', { exact: true })).toBeVisible()
    await why.getByText('Waste', { exact: true }).click()
    await expect(why.getByText(/CPU use is at most/).last()).toBeVisible()
    const plan = main.getByRole('region', { name: STORY_PLAN })
    await expect(plan.getByRole('button', { name: 'Expected saving: $118.86 / day. Why this figure' })).toBeVisible()
    await expect(plan.getByText('Medium risk')).toBeVisible()
    await expect(plan.getByText('Would succeed.')).toBeVisible()
    await expect(plan.getByText('Put back the schedule that each of the 9 instances had, or remove ours')).toBeVisible()
  })

  await test.step('every figure leads to its evidence', async () => {
    await mara
      .getByRole('region', { name: 'Summary' })
      .getByRole('button', { name: /^At stake/ })
      .click()
    const drawer = mara.getByRole('dialog', { name: 'At stake' })
    await expect(drawer.getByText('Where this figure comes from')).toBeVisible()
    await drawer.getByRole('button', { name: 'Close' }).click()
    await expect(drawer).toBeHidden()
  })

  await test.step('she asks in her own words and gets cards', async () => {
    const parts = await ask(mara, 'break it down by usage type')
    await expect(parts.getByRole('button', { name: 'Account lumen-dev' })).toBeVisible()
    await expect(parts.getByRole('rowheader', { name: 'EU-BoxUsage:m6i.4xlarge' })).toBeVisible()
    const why = await ask(mara, 'why this category?')
    await expect(why.getByRole('region', { name: 'Why this category: new resources' })).toBeVisible()
    await mara.getByRole('complementary', { name: 'Ask' }).getByRole('button', { name: 'Close' }).click()
  })

  await test.step('she sends the plan and cannot sign it herself', async () => {
    await sendForApproval(mara)
    await nextStep(mara).getByRole('link', { name: 'Open the request' }).click()
    const approve = mara.getByRole('button', { name: 'Approve and run' })
    await expect(approve).toBeDisabled()
    await expect(approve).toHaveAccessibleDescription(/You sent this plan for approval, so someone else decides/)
    await mara.goBack()
    await expect(nextStep(mara)).toContainText('someone else has to sign, by')
  })

  await test.step('Tomas reads the request and approves it with a reason', async () => {
    await openRequest(tomas)
    await expect(tomas.getByText('L1: one approver who did not propose it')).toBeVisible()
    await decide(tomas, 'Approve and run', REASON)
    await expect(receipt(tomas)).toContainText(/Approved\. The plan is carried out now\. Audit entry \d+, [0-9a-f]{8}\./)
  })

  await test.step('his signature is on both screens within six seconds, and the run after it, without a reload', async () => {
    const signed = /Approver\s*: signed\s*Tomas Okafor/
    await Promise.all([mara, tomas].map((page) => expect(strip(page)).toContainText(signed, { timeout: REPAINT_MS })))
    await Promise.all([mara, tomas].map((page) => expect(strip(page)).toContainText(/Executed\s*: signed\s*Countersign/)))
    const run = mara.getByRole('region', { name: /^Carried out/ })
    await expect(run.getByText('9 of 9 targets changed')).toBeVisible()
    await run.getByText('Show all 9').first().click()
    await expect(run.getByRole('row', { name: /^loadtest-9 .*Mon-Fri 07:00-19:00 UTC declared/ })).toBeVisible()
  })

  await test.step('eleven days later seven settled days close the verification with the saving and its interval', async () => {
    await expect(yuki.getByText('Not known yet').first()).toBeVisible()
    await moveClock(tomas, 11)
    const board = yuki.getByRole('region', { name: STORY_PLAN }).first()
    await expect(board.getByText('Verified', { exact: true })).toBeVisible({ timeout: 60_000 })
    await expect(board.getByRole('button', { name: 'Expected saving: $3,613 / month. Why this figure' })).toBeVisible()
    await expect(board.getByRole('button', { name: 'Realized saving: $3,613 / month. Why this figure' }).first()).toBeVisible()
    const interval = board.getByRole('region', { name: 'Predicted and realized' }).getByRole('listitem').filter({ hasText: '7 settled days' })
    await expect(interval.getByRole('definition').filter({ hasText: /^\$\d+\.\d\d to \$\d+\.\d\d$/ })).toBeVisible()
    await expect(yuki.getByText('verified in 1 of 1 plans')).toBeVisible()
  })

  await test.step('the audit page lists all of it on an intact chain', async () => {
    await mara.getByRole('link', { name: 'Entries of this case' }).click()
    await expect(mara.getByText('Chain intact')).toBeVisible()
    const entries = mara.getByRole('main').getByRole('listitem')
    for (const [title, detail] of [
      ['Sent for approval', 'Mara Lindqvist'],
      ['Approved', 'Tomas Okafor'],
      ['Run finished', 'Countersign worker'],
      ['Verification checked', 'Countersign worker'],
    ] as const)
      await expect(entries.filter({ hasText: title }).filter({ hasText: detail }).first()).toBeVisible()
  })

  await test.step('the case replays byte for byte and the chain verifies from the command line', async () => {
    const replay = await countersign(app.home, 'replay', case_id)
    expect(replay).toMatchObject({ code: 0, err: '' })
    expect(replay.out).toContain(`${case_id}: byte-identical`)
    const verify = await countersign(app.home, 'audit', 'verify', '--tenant', 'tn_northlight')
    expect(verify).toMatchObject({ code: 0, err: '' })
    expect(verify.out).toContain('The chain of tn_northlight holds')
  })

  expect(elsewhere, 'requests to another host').toEqual([])
  expect(troubles, 'errors on a page').toEqual([])
})
