import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readLedgers } from '../../corpus'
import { readSlots, withWindows } from '../../speech'
import { underived } from '../derivation'

const LEDGERS = readLedgers(join(import.meta.dirname, '../../fixtures'))

function isDerived(name: string, text: string): boolean {
  const ledger = withWindows(LEDGERS[name]?.facts ?? {})
  const speech = readSlots(text.replace(/\{([\w.]+)\}/g, '{{f:$1}}'), ledger)
  return underived(speech.bare, speech, ledger) === null
}

// A thing, its name and its fact, by card.
const THINGS: Record<string, readonly (readonly [string, string])[]> = {
  nat: [
    ['cause', '{category}'],
    ['confidence', '{confidence}'],
    ['status', '{status}'],
    ['amount at stake', '{at_stake_day}'],
    ['expected cost', '{expected_day}'],
    ['actual cost', '{actual_day}'],
  ],
  gp2: [
    ['expected saving', '{saving_month}'],
    ['risk', '{risk}'],
    ['cost of waiting', '{waiting_day}'],
  ],
  loadtest_asked: [
    ['deadline', '{deadline}'],
    ['risk', '{risk}'],
  ],
  loadtest_verified: [
    ['realized saving', '{realized_month}'],
    ['low end of the interval', '{realized_low}'],
    ['high end of the interval', '{realized_high}'],
  ],
  by_account: [
    ['effective cost', '{total}'],
    ['largest share', '{top_name}'],
  ],
  trend_all: [
    ['daily average', '{per_day}'],
    ['highest day', '{highest_on}'],
  ],
  lines: [['combined cost', '{shown}']],
}
const SAYINGS: readonly ((name: string, fact: string) => string)[] = [
  (name, fact) => `The ${name} is ${fact}.`,
  (name, fact) => `The ${name} that is given is ${fact}.`,
  (name, fact) => `${fact} is the ${name}.`,
  (name, fact) => `The ${name} here is stated as ${fact}.`,
  (name, fact) => `Here is the ${name}: ${fact}.`,
]
const pairs = Object.entries(THINGS).flatMap(([card, things]) => things.map(([name, fact]) => [card, name, fact] as const))

describe('a thing of a card', () => {
  it.each(pairs)('of %s is said by its name: %s', (card, name, fact) => {
    for (const say of SAYINGS) expect(isDerived(card, say(name, fact)), say(name, fact)).toBe(true)
  })

  it.each(pairs)('of %s has no other fact under its name: %s', (card, name, fact) => {
    const textOf = (slot: string): string | undefined => LEDGERS[card]?.facts[slot.slice(1, -1)]?.text
    const others = (THINGS[card] ?? []).filter(([, other]) => textOf(other) !== textOf(fact))
    for (const [, other] of others) for (const say of SAYINGS) expect(isDerived(card, say(name, other)), say(name, other)).toBe(false)
  })
})

const COMPOSED: readonly (readonly [string, string])[] = [
  ['nat', 'The case in {where}, whose status is {status}, has put {at_stake_day} at stake since {since}.'],
  ['nat', 'The cause, for which the confidence is {confidence}, is {category}.'],
  ['nat', 'If the rise in {where}, which began on {since} and puts {at_stake_day} at stake, goes on, it is projected to come to {projected_30d}.'],
  ['logs', 'While {expected_day} was expected, {where} turned out to cost {actual_day}, not the {expected_day} that was expected.'],
  ['gp2', 'A plan for {where}, comprising {targets}, carries a risk of {risk} and can be {reversible}.'],
  ['gp2', "It'd touch {targets} and is expected to save {saving_month}, with a risk of {risk}."],
  ['loadtest_asked', 'The request, open until {deadline}, asks for {level} and would save {saving_month}.'],
  ['loadtest_verified', '{realized_month} was realized, with a low end of {realized_low} and a high end of {realized_high}.'],
  ['anomalies', "There are {cases} in {scope}. Here's the biggest: {top}."],
  ['movers_account', '{mover}, which moved most of all the accounts, added {mover_change}, while {scope} rose by {change_by} against {baseline}.'],
  ['by_account', 'Of the {total} spent in {scope} in {period}, {top_share} was in {top_name}, which is the account with the largest share.'],
  ['trend_lumen', 'While {scope} averaged {per_day} over the {period}, its highest day, which was {highest_on}, reached {highest}.'],
]

describe('claims put together', () => {
  it.each(COMPOSED)('are shown where each is so: %s, %s', (card, text) => {
    expect(isDerived(card, text)).toBe(true)
  })
})
