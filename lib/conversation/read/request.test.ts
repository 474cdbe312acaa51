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
    ['Please show me the approval decisions of last week because I promised the board a summary.', 'Show me the approval decisions of last week'],
    ['Could you show me the biggest accounts for last month, the top three will do', 'Biggest accounts for last month, top 3'],
    ['I have no idea why Glue jumped yesterday', 'Why did Glue jump yesterday'],
    ['It would interest me which teams’ costs fell in the third quarter', 'Which teams’ costs fell in the third quarter'],
    ['Somebody mentioned there are open anomalies in prod', 'Open anomalies in prod'],
    ['Finance asked me how our credits developed over the year', 'How our credits developed over the year'],
    ['Nobody told me what the plan of case_gp2 does', 'What does the plan of case_gp2 do'],
    ['Mrs. Okafor wants to see which teams grew the most in October', 'Which teams grew the most in October'],
    ['Could I trouble you for the cost of stage by service in week 45?', 'The cost of stage by service in week 45'],
    ['The invoice came today and I wonder how tax was split by account in October', 'How was tax split by account in October'],
    ['My lead asked me to look at the cost of Lambda last month, if it isn’t too much trouble.', 'The cost of Lambda last month'],
  ])('reads “%s” as the question in it', (said, plain) => {
    expect(lineOf(plain)).toMatch(/^\//)
    expect(lineOf(said)).toBe(lineOf(plain))
  })

  it.each([
    'Lambda cost last month, though not the part from ml-research and not on weekends',
    'Show cost by team, but per customer',
    'Storage, October, usage types',
    'Last week, no marketplace',
    'Cost of EC2 in October, by amount rather than money',
    'Teams whose bill rose in October although they used less',
    'Services that got dearer last month, though nothing was added',
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
    ['What is the plan for the load test machines?', '/plan case:case_lumen'],
    ['can we undo the lumen-dev shutdown', '/rollback case:case_lumen'],
    ['plan b for nat case?', '/alternatives case:case_natgw'],
    ['confidence of the gp2 case', '/why case:case_gp2'],
    ['what is the fix for the idle machines', '/plan case:case_lumen'],
    ['which rule blocks the volumes plan', '/gate case:case_gp2'],
    ['why does the lumen plan need my approval at all', '/gate case:case_lumen'],
    ['has anyone already signed lumen', '/gate case:case_lumen'],
    ['how come there is no plan for NAT', '/plan case:case_natgw'],
    ['was the lumen-dev plan approved', '/gate case:case_lumen'],
    ['is the vantor case closed', '/explain case:case_vantor'],
    ['did the lumen plan bring what we expected', '/verification case:case_lumen'],
    ['what would it take to get the nat plan through', '/gate case:case_natgw'],
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

  it.each([
    ['everything but the platform team, last month', 'clarify'],
    ['For Acme, what did we spend in October?', 'clarify'],
    ['Acme cost in October', 'clarify'],
    ['explain gp2', 'clarify'],
    ['explain logs', '/explain case:case_logs'],
    ['what would the plan save', 'clarify'],
    ['what was held because it sits beside a dearer charge', '/held rule:beside_dearer_charge'],
    ['how much did we pay for support in september', 'service:"AWS Support (Business)"'],
    ['what happened this week', '/anomalies period:this-week'],
    ['cases without an owner', '/anomalies person:nobody'],
    ['undo options', 'clarify'],
    ['what is our gross margin', 'declined'],
    ['cut EC2 spend by 20%', 'declined'],
    ['open a ticket for the nat case', 'declined'],
  ])('is read as it was meant: %s', (question, line) => {
    expect(lineOf(question)).toContain(line)
  })

  it('lists the cases that nobody has, and reads that line back', () => {
    expect(lineOf('Which cases have nobody on them?')).toBe('/anomalies person:nobody top:20')
    expect(lineOf('/anomalies person:nobody top:20')).toBe('/anomalies person:nobody top:20')
    expect(lineOf('/audit person:nobody')).toBe('declined')
  })
})
