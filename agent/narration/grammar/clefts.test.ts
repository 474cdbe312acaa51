import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CorpusItem, readItems, readLedgers } from '../corpus'
import { guard } from '../guard'
import { readSlots, withWindows } from '../speech'
import { inFull } from './contractions'
import { underived } from './derivation'

const FOLDER = join(import.meta.dirname, '../fixtures')
const LEDGERS = readLedgers(FOLDER)
const isShown = (name: string, text: string): boolean => guard(text.replace(/\{([\w.]+)\}/g, '{{f:$1}}'), { facts: LEDGERS[name]?.facts ?? {} }).length === 0

const TRUE: Record<string, readonly string[]> = {
  nat: [
    "Here's where things stand with {where}: it's at {actual_day}, and {at_stake_day} is at stake.",
    'As far as {where} is concerned, the identified cause is {category}. {at_stake_day} is at stake.',
    'What stands out is {where}, whose cost is {at_stake_day} higher than expected. The cause appears to be {category}.',
    'As for the cause, it is given as {category}. {at_stake_day} is at stake.',
    'The cost of {where} is {actual_day}, so that {at_stake_day} is at stake.',
    'In the event that it goes on, the total is projected at {projected_30d}. {at_stake_day} is at stake.',
  ],
  loadtest_asked: [
    'What is on the table is a plan for {targets}. The time at which it expires is {deadline}, and the risk is {risk}. It saves {saving_month}.',
  ],
  loadtest_verified: ['What has been realized is {realized_month}. By the day it is {realized_day}.'],
  movers_account: ['An increase of {change_by} is what the comparison of the {period} with {baseline} shows for {scope}, which thus reached {after}.'],
  by_account: ['{scope} came to {total}. When it is broken down by account, it is {top_name} that comes out on top, with a share of {top_share}.'],
  trend_lumen: [
    'Averaged over the {period}, {scope} works out at {per_day}. The day on which the cost was highest was {highest_on}, when it reached {highest}.',
  ],
  lines: ['Shown here are the {lines} that appear in {scope}, and the amount they come to is {shown}.'],
}

// The same constructions with another fact, a conclusion from nothing, a condition that is missing, or a state that has not come.
const FALSE: Record<string, readonly string[]> = {
  nat: [
    "Here's where things stand with {where}: it's at {expected_day}, and {at_stake_day} is at stake.",
    "Here's where things stand with {where}: it isn't at {actual_day}, and {at_stake_day} is at stake.",
    "They're at {at_stake_day}, where {actual_day} was expected; {at_stake_day} is at stake.",
    'As far as {category} is concerned, {at_stake_day} is at stake.',
    'As for the cause, it is given as {status}. {at_stake_day} is at stake.',
    'As for the status, it is given as {category}. {at_stake_day} is at stake.',
    'As for the confidence, it is {actual_day}. {at_stake_day} is at stake.',
    'As for the amount at stake, it is {actual_day} in {where}, and {at_stake_day} is at stake.',
    'What stands out is {where}, whose cost is {actual_day} higher than expected; {at_stake_day} is at stake.',
    'What stands out is {where}, whose expected cost is {actual_day}; {at_stake_day} is at stake.',
    'What stands out is {where}, whose status is {category}; {at_stake_day} is at stake.',
    'What stands out is {where}, and therefore {at_stake_day} is at stake.',
    '{where} has the status {status}, and therefore {at_stake_day} is at stake.',
    '{where} has the status {status}, so that {at_stake_day} is at stake.',
    '{where} has existed since {since}, which means that {at_stake_day} is at stake.',
    'The cause is {category}, so that {at_stake_day} is at stake.',
    'It is {expected_day} that is at stake; {at_stake_day} is at stake.',
    'In the event that it goes on, the total is projected at {actual_day}. {at_stake_day} is at stake.',
    'In the event that it stops, the total is projected at {projected_30d}. {at_stake_day} is at stake.',
    'The bill for it comes to {projected_30d}; {at_stake_day} is at stake.',
    'In relative terms it is {confidence} against expected; {at_stake_day} is at stake.',
    'The resulting {actual_day} is the amount at stake, that is {at_stake_day}.',
    '{where} was expected at {actual_day}, which compares with an actual {expected_day}; {at_stake_day} is at stake.',
    '{where}: {expected_day} vs {actual_day} expected. {at_stake_day} is at stake.',
    '{where}: {at_stake_day} vs {expected_day} expected; {at_stake_day} is at stake.',
    'The gap between what was expected, {actual_day}, and what was billed, {expected_day}, is {at_stake_day}.',
    'The confidence that the cause is {status} is {confidence}. {at_stake_day} is at stake.',
    'The identified cause is {status}. {at_stake_day} is at stake.',
  ],
  credits: ['{where} is running low: {at_stake_day} is at stake.'],
  gp2: [
    'The associated plan saved {saving_month}; {at_stake_day} is at stake.',
    'What is on the table is a plan that saves {waiting_day}; {at_stake_day} is at stake.',
    'As for the way back, it is {risk}; {at_stake_day} is at stake.',
    'As for the risk, it is {reversible}; {at_stake_day} is at stake.',
    'Plan: {targets}, saving {at_stake_day} expected, risk {risk}; {at_stake_day} is at stake.',
    'The plan is recorded as {reversible}; {at_stake_day} is at stake.',
    '{at_stake_day} is at stake. The plan is {status}, in which case {saving_month} would be saved.',
  ],
  loadtest_asked: [
    'The time at which it expires is {since}; the plan saves {saving_month} at a risk of {risk}.',
    'Request: {targets}. Saves {waiting_day}, risk {risk}, needs {level} by {deadline}; the saving is {saving_month}.',
    'Approval was given by {level}; the plan saves {saving_month} at a risk of {risk}.',
    'The agreement it needs is {status}; the plan saves {saving_month} at a risk of {risk}.',
    'It is {level} who agreed; the plan saves {saving_month} at a risk of {risk}.',
    'An expected saving of {at_stake_day} is associated with the plan, which saves {saving_month} at a risk of {risk}.',
  ],
  loadtest_verified: [
    'What has been realized is {at_stake_day}, that is {realized_month}.',
    'Range {realized_high} – {realized_low}; the realized saving is {realized_month}.',
    'By the month it is {realized_day}; the realized saving is {realized_month}.',
    'By the day it is {realized_month}; the realized saving is {realized_month}.',
    'The realized saving is {realized_month}, with an interval whose low end is {realized_high} and whose high end is {realized_low}.',
    'The saving that had been expected was {realized_low}; {realized_month} has been realized.',
  ],
  anomalies: ['There are {cases} in {scope}, representing {top} at stake: {at_stake}.', 'It is {cases} that is at stake, {at_stake}.'],
  movers_account: [
    '{scope} rose by {change_by} to {after}. The largest account is {mover}.',
    '{scope} rose by {change_by} to {after}. It is {mover} that comes out on top, with a share of {mover_change}.',
    '{scope} rose by {change_by} to {after}. Largest account: {mover}.',
    '{scope} rose by {change_by}, and it thereby fell to {after}.',
    '{scope} rose by {change_by} and thereby reached {mover_change}; it is at {after}.',
    'A decrease of {change_by} is what the comparison with {baseline} shows for {scope}, which is at {after}.',
    '{scope} rose by {change_by} to {after}. {mover} changed by {mover_change}, a decline as well.',
  ],
  movers_fell: ['{scope} fell by {change_by} to {after}. {mover} changed by {mover_change}, an increase as well.'],
  by_account: [
    '{scope} came to {total}, whose share of the total is {top_share}; {top_name} is the largest account.',
    'It is {top_name} that comes out last, with a share of {top_share} of {total}.',
    '{scope} came to {total} when {top_name} is left out; its share is {top_share}.',
  ],
  trend_lumen: [
    'Averaged over the {period}, {scope} works out at {highest}; the mean is {per_day}.',
    '{scope} works out at {per_day}, and {highest} on the highest day.',
    'The most it reached over the {period} was {per_day}; the peak is {highest}.',
    'The day on which the cost was lowest was {highest_on}; {scope} averaged {per_day} and peaked at {highest}.',
    'What was spent on that day was {per_day}; the peak was {highest}.',
  ],
  lines: ['The amount that {scope} comes to is {shown}, in {lines}.', 'The {lines} are all that appear in {scope}, and they come to {shown}.'],
  savings: ["So far {plans} carried out, and that's {realized} in expected savings."],
}
const rows = (of: Record<string, readonly string[]>) => Object.entries(of).flatMap(([name, texts]) => texts.map((text) => [name, text] as const))

describe('openers, clefts, relative clauses and topics', () => {
  it.each(rows(TRUE))('are shown where they are so: %s, %s', (name, text) => {
    expect(isShown(name, text)).toBe(true)
  })

  it.each(rows(FALSE))('are refused where they are not so: %s, %s', (name, text) => {
    expect(isShown(name, text)).toBe(false)
  })

  it('write contractions in full, and never one that denies', () => {
    expect(inFull("It's up, they're new, there's more, that's been so, it'd come to it")).toBe(
      'It is up, they are new, there is more, that has been so, it would come to it',
    )
    expect(inFull("it isn't, they aren't, the plan's risk")).toBe("it isn't, they aren't, the plan's risk")
  })
})

// Put before a word of a true paragraph, each of these makes it say what no fact does.
const ADDED = ['not', 'never', 'half', 'will', 'no longer', 'twice', 'should', 'approved', 'per week', 'at least', 'without', 'again', 'tomorrow', 'smallest']
const SLOT = /\{\{f:([a-z0-9_.-]+)\}\}/g

describe('a paragraph in these constructions', () => {
  const shown = readItems(FOLDER, 'good-fresh-8.jsonl').filter(({ ledger, text }) => guard(text, LEDGERS[ledger] ?? { facts: {} }).length === 0)
  const isDerived = ({ ledger, text }: Pick<CorpusItem, 'ledger' | 'text'>): boolean => {
    const facts = withWindows(LEDGERS[ledger]?.facts ?? {})
    const speech = readSlots(text, facts)
    return underived(speech.bare, speech, facts) === null
  }

  it('is refused with a word put into it', { timeout: 90_000 }, () => {
    const mutated = shown.flatMap(({ ledger, text }) => {
      const words = text.split(' ')
      return words.flatMap((_, at) => ADDED.map((added) => ({ ledger, text: [...words.slice(0, at), added, ...words.slice(at)].join(' ') })))
    })
    expect(mutated.filter((_, i) => i % 29 === 0).filter(isDerived)).toEqual([])
  })

  it('is refused with one amount in the place of another', { timeout: 90_000 }, () => {
    const swapped = shown.flatMap(({ ledger, text }) => {
      const facts = LEDGERS[ledger]?.facts ?? {}
      const realized = Object.entries(facts).flatMap(([id, f]) => (id.startsWith('realized') ? [f.text] : []))
      return [...text.matchAll(SLOT)].flatMap((slot) => {
        const own = facts[slot[1] ?? '']
        // What was realized reads the same as what was expected of it, and may stand for any figure of what was realized.
        const same = new Set([own?.text, ...(slot[1]?.startsWith('realized') ? realized : [])])
        const others = Object.entries(facts).filter(([, f]) => f.kind === 'money' && !same.has(f.text))
        if (own?.kind !== 'money') return []
        return others.map(([id]) => ({ ledger, text: `${text.slice(0, slot.index)}{{f:${id}}}${text.slice(slot.index + slot[0].length)}` }))
      })
    })
    expect(swapped.length).toBeGreaterThan(300)
    expect(swapped.filter((_, i) => i % 2 === 0).filter(isDerived)).toEqual([])
  })
})
