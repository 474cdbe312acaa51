import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import type { Gazetteer } from '../tag/gazetteer'
import { read } from './read'

const ask = (question: string) => read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null })

describe('two questions in one sentence', () => {
  it.each([
    ['what was the bill last month and who owns the lumen case', ['/breakdown', '/explain']],
    ['what did we pay in October and who is assigned to the gp2 case', ['/breakdown', '/explain']],
    ['rds cost in october and also who approved the gp2 plan?', ['/breakdown', '/audit']],
    ['october by team and who signed the lumen plan', ['/breakdown', '/audit']],
  ])('are both offered: “%s”', (question, views) => {
    const reading = ask(question)
    expect(reading.outcome).toBe('clarify')
    if (reading.outcome === 'clarify') expect(reading.options.map((o) => o.canonical.split(' ')[0])).toEqual(views)
  })

  it.each([
    'what happened in lumen and who must approve it',
    'what moved last month and what did it cost',
    'what was the cost of EC2 and RDS last month',
    'what was signed off in October and by whom',
    'ec2 costs and why they rose',
  ])('are not what one question with its rest is: “%s”', (question) => {
    expect(ask(question)).not.toMatchObject({ question: expect.stringContaining('two questions') })
  })
})
