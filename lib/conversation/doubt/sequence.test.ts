import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

const outcome = (question: string): string => read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null }).outcome

describe('an order in time', () => {
  it.each([
    'highest single day of cost in October',
    'the oldest open case',
    'services growing for three months in a row',
    'when do our credits run out',
    'cases owned by me',
  ])('is asked back where a view adds up or lists by size: “%s”', (question) => {
    expect(outcome(question)).toBe('clarify')
  })

  it.each(['cost per day in October', 'the largest open case in lumen-dev', 'when does the approval of lumen expire', 'services growing in the last 3 months'])(
    'is not what is asked for in “%s”',
    (question) => {
      expect(outcome(question)).toBe('answered')
    },
  )
})
