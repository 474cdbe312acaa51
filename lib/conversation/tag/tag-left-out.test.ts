import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from './gazetteer'

const gazetteer = names as Gazetteer
const ctx = { gazetteer, today: '2026-11-19', previous: null, focus_case: null }
const line = (question: string): string => {
  const reading = read(question, ctx)
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('what is left out', () => {
  it.each([
    ['prod spend per team in Q3, leaving out platform', 'not-team:platform'],
    ['cost by account last week w/o ml-research', 'not-account:210000000004'],
    ['cost by account last week w/out ml-research', 'not-account:210000000004'],
    ['cost by account last week if we leave out ml-research', 'not-account:210000000004'],
    ['EMR spend leaving aside ml-research, Q3', 'not-account:210000000004'],
    ['cost by account in October, not counting lumen-dev', 'not-account:210000000006'],
    ['leave payments-prod out of the October cost by account', 'not-account:210000000005'],
    ['cost by account last month, lumen-dev left out', 'not-account:210000000006'],
    ['all accounts but storefront-prod and payments-prod, YTD', 'not-account:210000000002 not-account:210000000005'],
    ['cost by account in October save for ml-research', 'not-account:210000000004'],
    ['cost by service in October, Redshift excluded', 'not-service:"Amazon Redshift"'],
    ['spend by team in Septmber, platform excluded', 'not-team:platform'],
    ['spend outside us-east-1 in october', 'not-region:us-east-1'],
    ['cost in eu-west-1 in October without the RDS databases', 'not-service:"Amazon Relational Database Service"'],
    ['regions with rising cost besides eu-west-1', 'not-region:eu-west-1'],
  ])('is read from “%s”', (question, part) => {
    expect(line(question)).toContain(part)
  })

  it('is nothing where something was saved for a team', () => {
    expect(line('what did we save for checkout in Q3?')).toBe('/savings period:q3-2026 team:checkout')
    expect(line('how much could we save for payments')).not.toContain('not-team')
  })

  it.each(['cost by team in October, leaving out the interns', 'cost last month, tax left out', 'spend in Q2 by environment, dev left out'])(
    'is asked back where no view can leave it out: “%s”',
    (question) => {
      expect(read(question, ctx).outcome).toBe('clarify')
    },
  )

  it('is left out in the place that is named behind it', () => {
    expect(line('cost of everything but EC2 in lumen-dev since the 9th')).toMatch(/ account:210000000006 not-service:"Amazon Elastic/)
  })

  it('asks what was left out where nothing follows', () => {
    expect(line('what did detection leave out')).toMatch(/^\/held/)
  })

  it('leaves out the account that is named after any word that leaves out, and looks at no account instead', () => {
    const words = fc.constantFrom('without', 'w/o', 'excluding', 'except', 'leaving out', 'leaving aside', 'not counting', 'apart from', 'minus', 'other than')
    const account = fc.constantFrom(...gazetteer.accounts)
    fc.assert(
      fc.property(words, account, (word, { id, name }) => {
        const said = line(`cost by account last month ${word} ${name}`)
        expect(said).toContain(`not-account:${id}`)
        expect(said).not.toContain(` account:${id}`)
      }),
    )
  })
})
