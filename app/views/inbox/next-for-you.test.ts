import { expect, it } from 'vitest'
import { nextForYou } from './next-for-you'

const cases = [
  { case_id: 'case_ticket', status: 'no_action' },
  { case_id: 'case_big', status: 'plan_ready' },
  { case_id: 'case_small', status: 'plan_ready' },
] as const
const nothing = { waiting: [], cases: [], to_send: { ready: 0, expired: 0 }, may_send: true }

it('begins with what waits for this signature, whatever else is ready', () => {
  const waiting = [{ approval_id: 'ap_1' }, { approval_id: 'ap_2' }]
  expect(nextForYou({ waiting, cases, to_send: { ready: 2, expired: 0 }, may_send: true })).toEqual({
    text: '2 plans wait for your signature.',
    label: 'Read the requests',
    href: '/approvals',
  })
  expect(nextForYou({ waiting: waiting.slice(1), cases, to_send: { ready: 2, expired: 0 }, may_send: true })).toMatchObject({
    text: '1 plan waits for your signature.',
    href: '/approvals/ap_2',
  })
})

it('leads to the plan with most money at stake that nobody has sent', () => {
  expect(nextForYou({ waiting: [], cases, to_send: { ready: 2, expired: 0 }, may_send: true })).toEqual({
    text: '2 plans are ready to send for approval.',
    label: 'Review the first plan',
    href: '/cases/case_big#plan',
  })
  expect(nextForYou({ waiting: [], cases: cases.slice(2), to_send: { ready: 1, expired: 0 }, may_send: true })).toMatchObject({
    text: '1 plan is ready to send for approval.',
  })
})

it('names a request that nobody decided in time, because its plan is to be sent again', () => {
  const expired = { case_id: 'case_expired', status: 'expired' } as const
  expect(nextForYou({ waiting: [], cases: [expired], to_send: { ready: 0, expired: 1 }, may_send: true })).toEqual({
    text: '1 request expired undecided: send it again.',
    label: 'Review the plan',
    href: '/cases/case_expired#plan',
  })
  expect(nextForYou({ waiting: [], cases: [...cases, expired], to_send: { ready: 2, expired: 1 }, may_send: true })).toMatchObject({
    text: '2 plans are ready to send for approval, and 1 request expired undecided: send it again.',
    href: '/cases/case_big#plan',
  })
})

it('says nothing to somebody who may do none of it, and nothing where there is nothing', () => {
  expect(nextForYou({ waiting: [], cases, to_send: { ready: 2, expired: 0 }, may_send: false })).toBeUndefined()
  expect(nextForYou(nothing)).toBeUndefined()
})
