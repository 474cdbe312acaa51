import { expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import type { Gazetteer } from '../tag/gazetteer'
import { read } from './read'

const ctx = { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null }

it.each([
  'Being on weekdays, cost per day in October',
  'Working hours: cost per day in October',
  'Being idle, which resources cost most in October?',
  'Thinking per customer, what did S3 cost in October?',
  'Given that we pay in euros, what did S3 cost in October?',
  'Considering that weekends do not count, cost per day in October',
  'Cost by service last month so we can see it hourly',
  'Cost by service in October, to be precise in euros',
  'We ran the machines at night; what did EC2 cost in October?',
  'I was looking at weekdays, what did EC2 cost per day in October?',
  'We are talking about reserved capacity. What did EC2 cost in October?',
  'I am thinking of spot machines, what did EC2 cost in October?',
  'The board asked about idle machines. What did EC2 cost in October?',
  'The CFO wants it hourly. What did EC2 cost in October?',
  'Finance wants it per customer. What did EC2 cost in October?',
  'Finance wants averages. What did EC2 cost in October?',
  'On weekends we ran batch jobs, what did EC2 cost in October?',
  'What did EC2 cost in October? I think it was on spot',
  'What did we spend in October because I need it in euros',
  'What did we spend in October since the CFO wants it by customer',
])('asks back where a clause around the question says of what part of it or in what: “%s”', (question) => {
  expect(read(question, ctx).outcome).toBe('clarify')
})

const line = (question: string): string => {
  const reading = read(question, ctx)
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

it.each([
  'What did we spend in October because finance needs it for prod',
  'Costs of October, I have to present it to the board without tax',
  'Costs of October and I need to explain it by team',
  'EC2 cost in October, asking because I only want the resized ones',
  'EC2 cost in October, asking because dev is included',
])('does not answer for all of it where what is said behind the question narrows it: “%s”', (question) => {
  expect([line('costs of October'), line('EC2 cost in October')]).not.toContain(line(question))
})
