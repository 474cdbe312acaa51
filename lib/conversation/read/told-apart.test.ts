import { describe, expect, it } from 'vitest'
import type { ThreadContext } from '@/schemas/reading'
import names from '../fixtures/northlight-names.json'
import { nextContext } from '../follow-up/next-context'
import type { Gazetteer } from '../tag/gazetteer'
import { read } from './read'

const ctx = { today: '2026-11-19', gazetteer: names as Gazetteer, previous: null, focus_case: null, viewer: 'usr_mara' }
const lineOf = (question: string): string => {
  const reading = read(question, ctx)
  return reading.outcome === 'answered' ? reading.canonical.replace(/ top:\d+/, '') : reading.outcome
}

/** The line of the last question of a conversation. */
function lastOf(questions: readonly string[]): string {
  let kept: ThreadContext | null = null
  let line = ''
  for (const question of questions) {
    const reading = read(question, { ...ctx, previous: kept?.frame ?? null, trail: kept?.trail ?? [], offered: kept?.offered ?? [] })
    kept = nextContext(reading, [], kept, '2026-11-19T09:00:00.000Z')
    line = reading.outcome === 'answered' ? reading.canonical : reading.outcome
  }
  return line
}

describe('what is said in nearly the same words', () => {
  it.each([
    ['my open cases', '/queue'],
    ['my open cases over $100 a day', '/anomalies person:usr_mara over:100/day'],
    ['my high severity cases', '/anomalies severity:high person:usr_mara'],
    ['what do i have to do today', '/queue'],
  ])('keeps the queue and one’s own cases apart: %s', (question, line) => expect(lineOf(question)).toBe(line))

  it.each([
    ['what did gp2 volumes cost last week', /^\/breakdown .*usage:/],
    ['gp2 and gp3 volumes, what did each cost last week', /^\/breakdown by:usage .*gp2 .*gp3/],
    ['how much did untagged resources cost last month', /^\/breakdown by:service period:last-month team:""/],
    ['show the gp2 volumes of last week', /^\/lines /],
  ])('adds up what resources cost, and lists which they are: %s', (question, line) => expect(lineOf(question)).toMatch(line))

  it.each([
    ['what exists in eu-west-1 but not in us-east-1', / region:eu-west-1 other-region:us-east-1$/],
    ["what runs in storefront-prod that doesn't run in payments-prod", / account:210000000002 other-account:210000000005$/],
    ['what is new in lumen-dev without EC2', / not-service:"Amazon Elastic Compute Cloud"$/],
  ])('holds a place against the one of its kind that lacks it: %s', (question, line) => expect(lineOf(question)).toMatch(line))

  it.each([
    ['payments-prod yesterday against wednesday the week before', 'period:yesterday baseline:11-nov'],
    ['payments-prod yesterday against monday of last week', 'period:yesterday baseline:9-nov'],
    ['compare yesterday with the day before', 'period:yesterday baseline:17-nov'],
  ])('finds the day of the week before: %s', (question, times) => expect(lineOf(question)).toContain(times))

  it.each([
    ['top 3 services that got cheaper in October', /^\/movers by:service .*direction:down/],
    ['services that got a refund in October', /^(?!\/movers)/],
    ['mark every case as resolved', /^declined$/],
  ])('takes “got” and “mark” for what they do: %s', (question, line) => expect(lineOf(question)).toMatch(line))
})

it.each([
  ['cost diff oct vs sept storefront', /^\/compare .*period:october-2026 baseline:september-2026/],
  ['diff in lumen-dev since last week', /^\/drift /],
  ['what came off the bill since august', /^\/drift /],
  ["what's in my name", /^\/queue$/],
  ['last weeks spend by account', /^\/breakdown by:account period:last-week$/],
  ['who turned down the gp2 plan', /^\/audit case:case_gp2 about:approval$/],
  ["why isn't the logs case a deploy issue", /^\/why case:case_logs category:deploy_related$/],
])('reads what a small word changes: %s', (question, line) => expect(lineOf(question)).toMatch(line))

describe('what follows what was shown', () => {
  it.each([
    [
      ['what did we spend last month in prod', 'and the month before?', 'why the difference'],
      '/movers by:service period:last-month baseline:september-2026 top:10 env:prod',
    ],
    [['what waits for approval?', 'decided ones'], '/approvals state:decided'],
    [['cost of payments-prod', 'what is the plan'], '/plan case:case_logs'],
    [['why is payments-prod so expensive', 'which services'], '/breakdown by:service period:month-to-date top:10 account:210000000005'],
    [['cost of lumen-dev last month', 'in euros?', 'by region'], '/breakdown by:region period:last-month top:10 account:210000000006'],
  ])('%j', (questions, line) => {
    expect(lastOf(questions)).toBe(line)
  })
})
