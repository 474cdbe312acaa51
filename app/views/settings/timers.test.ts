import { expect, it } from 'vitest'
import { openSmallCase, passTime, readSmall, smallDesk } from '@/agent/graph/fixtures/small-desk'
import { drive, hoursLeft, smallGraph, toExecuted } from '@/agent/graph/fixtures/small-graph'
import { approvalsView } from '@/app/views/approvals/approvals'
import { caseView } from '@/app/views/case/case'
import { inboxView } from '@/app/views/inbox/inbox'
import { verificationView } from '@/app/views/savings/verification'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { mara, noor, TENANT, tomas } from '@/lib/commands/fixtures/story'
import type { CommandName } from '@/schemas/command'
import type { TimerName } from '@/schemas/schedule'
import { SchedulesView } from '@/schemas/settings-view'
import { schedulesView } from './schedules'

smallGraph()

const give = async (command: CommandName, name: TimerName, case_id: string) =>
  giveCommand(noor, command, await readSmall(case_id), { subject: TENANT.tenant_id, expected_version: null, plan_hash: null, params: { name } })
const timer = async (name: TimerName) => SchedulesView.parse(await schedulesView(mara)).timers.find((t) => t.name === name)

it('shows which checks wait while they are paused, and what was checked once they go on', async () => {
  const { desk } = smallDesk()
  const case_id = await toExecuted(desk, 'shown')
  await give('schedule.pause', 'verification', case_id)
  await passTime(3)
  expect(await timer('verification')).toMatchObject({
    paused_since: expect.any(String),
    late: expect.stringMatching(/^1 check is due and waits, since \d+ Nov \d\d:\d\d/),
    runs: [],
  })
  expect((await verificationView(mara, undefined)).notices).toMatchObject([
    { tone: 'degraded', title: expect.stringContaining('paused since'), text: expect.stringContaining('1 check is due and waits') },
  ])
  const ofCase = async () => (await caseView(mara, case_id)).notices.map((n) => n.title)
  expect(await ofCase()).toContainEqual(expect.stringContaining('Verification checks: paused since'))
  await give('schedule.resume', 'verification', case_id)
  await drive(desk, case_id)
  const { headline } = await readSmall(case_id)
  expect(await timer('verification')).toMatchObject({
    paused_since: null,
    late: null,
    runs: [{ outcome: 'done', text: `Two hours after the run, keep watching: ${headline}` }],
  })
  expect((await verificationView(mara, undefined)).notices).toEqual([])
  expect((await ofCase()).join()).not.toContain('paused')
})

it('asks nobody to sign a request whose time is over, also while nothing marks it', async () => {
  const { desk } = smallDesk()
  const case_id = await openSmallCase('unmarked')
  await drive(desk, case_id)
  await giveCommand(mara, 'plan.submit', await readSmall(case_id))
  await give('schedule.pause', 'expiry', case_id)
  expect((await approvalsView(tomas)).waiting).toMatchObject([{ cannot_sign: null }])
  await passTime((await hoursLeft(case_id)) + 1)
  const view = await approvalsView(tomas)
  expect(view.waiting).toMatchObject([{ cannot_sign: 'The request has expired; the plan has to be sent again' }])
  expect([view.counters[0]?.fact.value, view.notices[0]?.text]).toEqual(['0', expect.stringContaining('1 request is due and waits')])
  expect((await inboxView(tomas)).next).toBeUndefined()
  await give('schedule.resume', 'expiry', case_id)
  await drive(desk, case_id)
  expect(await timer('expiry')).toMatchObject({ late: null, runs: [{ outcome: 'done', text: expect.stringContaining('expired') }] })
})
