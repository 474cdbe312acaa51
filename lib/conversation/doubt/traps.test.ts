import { expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

// Each of these is asked back by one doubt alone: whoever takes that doubt out shows a card that answers another question.
it.each([
  'accounts where ec2 is more than half of the bill',
  'how much did the outage cost us',
  'who approved the october invoice',
  'list this case',
  'which services cost too much if we look at november',
  'which services cost more than usual',
  'how late is the october bill',
  'each line of the october bill',
  'cost in october or november',
  'cost of both teams in october',
  'how much money was wasted in october',
  'cost of prod but last year',
  'what breaks if the lumen plan runs',
  'cost per gb of s3',
  'when will the lumen plan be executed',
  'what do we spend on non-prod',
  'which anomalies were false alarms',
  'will the saving on gp2 recur every month',
  'cost of production versus everything else in october',
  'which services have cost less every month this year',
  'which team has the most cases per dollar spent',
  'what does one gb of s3 cost us',
  'eks, but only prod, weekly since september',
  'the bill is wrong, correct it',
  'aws vs marketplace spend, q3',
  'which accounts are above 5k this month and still growing',
  'how long did it take us to fix the NAT issue',
  'what happens to the data on those volumes',
  'which accounts rose both in september and in october',
  'which services fell in september as well as in october',
  'has the invoice for october already been paid',
  'did we pay the october bill',
  'accounts without any cloudtrail cost',
  'which teams have no s3 spend in october',
  'plans that were rejected twice',
  'what was the uptime of the payments API last week',
  'which open anomalies does she own',
  'savings plan recommendations',
  'which cost centre does storefront-prod belong to',
  'my two services, what do they cost',
])('is asked back: %s', (question) => {
  expect(read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null, viewer: 'usr_mara' }).outcome).not.toBe(
    'answered',
  )
})
