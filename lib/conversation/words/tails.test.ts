import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

const line = (question: string): string => {
  const reading = read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null })
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('what is said behind a question', () => {
  it.each([
    ['is kinesis going up over the last 6 weeks or is it flat', 'is kinesis going up over the last 6 weeks'],
    ['what is in storefront-prod that payments-prod does not have, and the other way round', 'what is in storefront-prod that payments-prod does not have'],
    ['RDS at list price for last month, not what we effectively paid', 'RDS at list price for last month'],
    ['what did we buy on the marketplace this year and for how much', 'what did we buy on the marketplace this year'],
    ['top 3 increases since the 1st of november, I have to present them tomorrow', 'top 3 increases since the 1st of november'],
    ['what did s3 cost in october, because I need it for the board', 'what did s3 cost in october'],
  ])('asks nothing more: “%s”', (said, plain) => {
    expect(line(plain)).toMatch(/^\//)
    expect(line(said)).toBe(line(plain))
  })

  it.each(['is there another way for the lumen case', 'what else could we do about the gp2 case'])('stays where it is the question: “%s”', (question) => {
    expect(line(question)).toMatch(/^\/alternatives/)
  })
})

describe('how much of a usage there was', () => {
  it.each([
    ['how many NAT gateway bytes went through data-platform last week', 'measure:usage'],
    ['m6i.4xlarge hours used in lumen-dev since the 9th', 'measure:usage'],
    ['how many GB did we push through nat last week', 'measure:usage'],
    ['dynamodb on Tuesday vs the Tuesday before', 'period:17-nov baseline:10-nov'],
    ['how does this october compare to last october', 'period:october-2026 baseline:october-2025'],
    ['how much more than september was october', 'period:october-2026 baseline:september-2026'],
    ['cost last weekend vs the weekend before', 'period:2026-11-14..2026-11-15 baseline:2026-11-07..2026-11-08'],
    ['regional split for the first half of 2026', 'by:region period:h1-2026'],
  ])('reads “%s” with %s', (question, part) => {
    expect(line(question)).toContain(part)
  })
})

describe('for whom an answer is', () => {
  it('is left out', () => {
    expect(line('cost by service last month, for the quarterly review')).toBe('/breakdown by:service period:last-month top:10')
  })
  it.each([
    ['cost by service last month, for the payments report', 'team:payments'],
    ['cost by service, for the data platform presentation', 'account:210000000003'],
  ])('is kept where it names a place: “%s”', (question, place) => {
    expect(line(question)).toContain(place)
  })
})

describe('small talk', () => {
  it.each(['morning! how are you today?', 'ok thanks, that was all', 'hey, how is it going', 'thanks, bye'])('is declined: “%s”', (question) => {
    expect(line(question)).toBe('declined')
  })
  it.each([
    ['hope you are well, cost by team last month', '/breakdown by:team period:last-month top:10'],
    ['i hope that the lumen plan worked', '/verification case:case_lumen'],
  ])('is not what hopes and asks: “%s”', (question, expected) => {
    expect(line(question)).toBe(expected)
  })
})
