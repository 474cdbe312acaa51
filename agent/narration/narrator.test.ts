import { describe, expect, it } from 'vitest'
import { count, moneyPerDay, moneyPerMonth } from '@/lib/intents/fact'
import { type Narrator, narrate } from './narrator'
import { say } from './say'

const sentence = say(
  '{at_stake} is at stake. The plan for {targets} is worth {saving}.',
  {
    at_stake: moneyPerDay('At stake', '184.896', 'USD', { direction: 'up' }),
    targets: count('Resources', 9, 'resource'),
    saving: moneyPerMonth('Expected saving', '3613.4', 'USD'),
  },
  ['at_stake'],
)
const STAKE = 'The amount at stake is {{f:at_stake}}.'
const STAKE_PRINTED = 'The amount at stake is $184.90 / day.'
const SAVING = 'The plan is expected to save {{f:saving}}.'
const UNBACKED = 'That is harmless.'

/** A narrator that says these, one a try. */
const saying = (...texts: string[]): Narrator => ({ name: 'recorded', tries: texts.length, narrate: async () => texts.shift() ?? sentence.text })
const shown = async (...texts: string[]): Promise<string> => (await narrate(saying(...texts), sentence)).text

describe('a paragraph of which only a part can be verified', () => {
  it('is shown up to the sentence that cannot', async () => {
    expect(await narrate(saying(`${STAKE} ${UNBACKED}`), sentence)).toEqual({ text: STAKE_PRINTED, by: 'recorded', rejected: [] })
    expect(await shown(`${STAKE} ${SAVING} ${UNBACKED} ${SAVING}`)).toBe(`${STAKE_PRINTED} The plan is expected to save $3,613 / month.`)
  })

  it('gives way to the plain summary when what is left does not say what has to be said, or begins with what cannot', async () => {
    expect(await shown(`${SAVING} ${UNBACKED} ${STAKE}`)).toBe(sentence.text)
    expect(await shown(`${UNBACKED} ${STAKE}`)).toBe(sentence.text)
  })

  it('is shown only after every try has failed', async () => {
    expect(await shown(`${STAKE} ${UNBACKED}`, `${STAKE} ${SAVING}`)).toBe(`${STAKE_PRINTED} The plan is expected to save $3,613 / month.`)
    expect(await shown(`${STAKE} ${UNBACKED}`, UNBACKED)).toBe(STAKE_PRINTED)
  })

  it('keeps what it shows', async () => {
    const kept: string[] = []
    const keep = async (_: unknown, text: string): Promise<string> => {
      kept.push(text)
      return text
    }
    await narrate({ ...saying(`${STAKE} ${UNBACKED}`), kept: { find: async () => null, keep } }, sentence)
    expect(kept).toEqual([STAKE])
  })
})
