import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readLedgers } from '../corpus'
import { readSlots, withWindows } from '../speech'
import { straySubject } from './stray-subjects'

const LEDGERS = readLedgers(join(import.meta.dirname, '../fixtures'))
const strayIn = (name: string, text: string): string | null => {
  const ledger = withWindows(LEDGERS[name]?.facts ?? {})
  const speech = readSlots(text.replace(/\{(\w+)\}/g, '{{f:$1}}'), ledger)
  return straySubject(speech.bare, speech, ledger)
}

describe('a figure of the whole', () => {
  it('is not said of a part by a pronoun, also not in the next sentence', () => {
    expect(strayIn('movers_service', '{mover} moved most, and it rose by {change_by}.')).toBe('it')
    expect(strayIn('movers_service', '{mover} moved most. That brings it to {after}.')).toBe('it')
    expect(strayIn('by_account', '{top_name} is the largest part, which cost {total}.')).toBe('which')
    expect(strayIn('anomalies', 'The largest: {top}. It has {at_stake} at stake.')).toBe('it')
    expect(strayIn('nat', 'The cause is {category}. It costs {actual_day}.')).toBe('it')
  })

  it('is not said of a part that the sentence goes on with', () => {
    expect(strayIn('movers_service', '{mover} led, up {change_by} to {after}.')).toBe('up')
    expect(strayIn('by_account', '{top_name} comes first and cost {total}.')).toBe('and')
    expect(strayIn('anomalies', 'The largest is {top}, with {at_stake} at stake.')).toBe('with')
  })

  it('may be said where the whole was named after the part', () => {
    expect(strayIn('movers_service', '{mover} moved most. {scope} rose by {change_by}, and it is now at {after}.')).toBeNull()
    expect(strayIn('movers_service', '{scope} rose by {change_by} to {after}, with {mover} moving most, up {mover_change}.')).toBeNull()
    expect(strayIn('by_account', '{top_name} makes up {top_share} of it. The total is {total}.')).toBeNull()
  })

  it('may have a part said of it', () => {
    expect(strayIn('by_account', '{top_name} comes first, with {top_share} of the {total}.')).toBeNull()
    expect(strayIn('movers_service', '{mover} moved most, which is a change of {mover_change}.')).toBeNull()
  })

  it('may be said after a cause that is no thing', () => {
    expect(strayIn('logs', '{where} rose {category}: it is now at {actual_day}.')).toBeNull()
  })
})
