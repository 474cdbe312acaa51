import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readLedgers } from '../corpus'
import { guard } from '../guard'

const LEDGERS = readLedgers(join(import.meta.dirname, '../fixtures'))
const isShown = (name: string, text: string): boolean => guard(text.replace(/\{(\w+)\}/g, '{{f:$1}}'), { facts: LEDGERS[name]?.facts ?? {} }).length === 0

describe('how something goes on', () => {
  it('is not said by a verb without how far it went', () => {
    for (const goes of ['and climbing', 'and rising every day', 'and still growing', ', going up', 'and increases', 'and is trending up'])
      expect(isShown('coverage', `{where} costs {actual_day} ${goes}.`), goes).toBe(false)
    expect(isShown('coverage', '{where} costs {actual_day}.')).toBe(true)
    expect(isShown('coverage', 'Costs climb.')).toBe(false)
  })

  it('is not said of every day beside what happened once or is more', () => {
    expect(isShown('coverage', '{where} rose by {at_stake_day} every day.')).toBe(false)
    expect(isShown('coverage', '{where} is {delta_pct} higher each day.')).toBe(false)
    expect(isShown('vantor', '{delta_pct} begins every day in {where}.')).toBe(false)
    expect(isShown('trend_lumen', '{scope} goes as high as {highest} every day.')).toBe(false)
    expect(isShown('movers_service', 'Day by day, {scope} rose by {change_by}.')).toBe(false)
  })

  it('may be the cost of every day', () => {
    expect(isShown('gp2', 'Every day of waiting costs {waiting_day}.')).toBe(true)
    expect(isShown('movers_service', 'The daily cost of {scope} rose by {change_by} to {after}.')).toBe(true)
  })

  it('dates no status from the day on which the case began', () => {
    expect(isShown('gp2', 'Status: {status} since {since}.')).toBe(false)
    expect(isShown('gp2', 'Status: {status}.')).toBe(true)
  })
})

describe('figures of a case that are set side by side', () => {
  it('are of one kind', () => {
    expect(isShown('coverage', 'The rise is {at_stake_day}, not the expected cost of {expected_day}.')).toBe(false)
    expect(isShown('coverage', '{where} costs {actual_day}, not the {expected_day} expected.')).toBe(true)
    expect(isShown('coverage', '{delta_pct} above expected, amounting to {actual_day}.')).toBe(false)
    expect(isShown('coverage', '{where} is {delta_pct} above expected, amounting to {at_stake_day}.')).toBe(true)
  })

  it('are not all at stake or above where a cost was expected', () => {
    expect(isShown('coverage', '{where} costs {actual_day}, all of which is at stake.')).toBe(false)
    expect(isShown('coverage', '{where} costs {actual_day}, all of it above expected.')).toBe(false)
  })
})
