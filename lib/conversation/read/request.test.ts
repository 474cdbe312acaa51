import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import type { ReadingContext } from '../follow-up/context'
import type { Gazetteer } from '../tag/gazetteer'
import { read } from './read'

const ctx: ReadingContext = { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null, listed: [], viewer: 'usr_mara' }
const lineOf = (question: string): string => {
  const reading = read(question, ctx)
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('a question inside talk', () => {
  it.each([
    ['Yesterday’s ElastiCache spend by account, because apparently that’s my job now.', 'Yesterday’s ElastiCache spend by account'],
    ['Sorry if it’s a dumb question, but what is "drift"?', 'What is "drift"?'],
    ['I’m told the auditors are nervous; show the audit log of last week.', 'Show the audit log of last week'],
    ['My lead asked me to look at the cost of Lambda last month, if it isn’t too much trouble.', 'The cost of Lambda last month'],
  ])('reads “%s” as the question in it', (said, plain) => {
    expect(lineOf(plain)).toMatch(/^\//)
    expect(lineOf(said)).toBe(lineOf(plain))
  })

  it.each([
    'Lambda cost last month, though not the part from ml-research and not on weekends',
    'Show cost by team, but per customer',
    'Storage, October, usage types',
    'Cost of EC2 in October, by amount rather than money',
  ])('never leaves out a clause that narrows the question: “%s”', (question) => {
    expect(lineOf(question)).toBe('clarify')
  })
})

describe('a case by its nickname', () => {
  it.each([
    ['Explain the volumes case', '/explain case:case_gp2'],
    ['What does the case of Vantor rest on?', '/evidence case:case_vantor'],
    ['Has anything like the log case happened before?', '/similar case:case_logs'],
    ['Can the lumen plan be undone?', '/rollback case:case_lumen'],
  ])('reads “%s” as %s', (question, line) => {
    expect(lineOf(question).startsWith(line)).toBe(true)
  })

  it('lists the cases of a place where every case is asked for', () => {
    expect(lineOf('Show me every open case of storefront-prod')).toMatch(/^\/anomalies .*account:/)
  })
})

describe('what has no name', () => {
  it('asks back on a bare why with no case in sight', () => {
    expect(lineOf('why??')).toBe('clarify')
    expect(lineOf('Why is that?')).toBe('clarify')
  })

  it('lists the cases that nobody has, and reads that line back', () => {
    expect(lineOf('Which cases have nobody on them?')).toBe('/anomalies person:nobody top:20')
    expect(lineOf('/anomalies person:nobody top:20')).toBe('/anomalies person:nobody top:20')
    expect(lineOf('/audit person:nobody')).toBe('declined')
  })
})
