import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readItems, readLedgers } from '../corpus'
import { guard } from '../guard'
import { readSlots, withWindows } from '../speech'
import { underived } from './derivation'

const FOLDER = join(import.meta.dirname, '../fixtures')
const LEDGERS = readLedgers(FOLDER)

// What phrases put together freely could say and may not: a fact of another role, a condition at the wrong figure, something still to come as if it had been.
const FALSE: Record<string, readonly string[]> = {
  logs: [
    '{where} is {actual_day} above expected since {since}; {at_stake_day} is at stake.',
    'From {since} on, {where} has cost {actual_day} more than expected. {at_stake_day} is at stake.',
    'Its cost went up by {at_stake_day} against the expected {at_stake_day}, and the cause is {category}.',
    '{where} saw its cost rise from {expected_day} to {expected_day}; {at_stake_day} is at stake.',
    'Since {since}, {where} has been still rising, with {at_stake_day} at stake.',
    '{where} costs {actual_day}, which would come to {projected_30d} if it goes on; {at_stake_day} is at stake.',
    'The increase in {where} is put down to {category}. It comes to {actual_day}; {at_stake_day} is at stake.',
    '{at_stake_day} is at stake in {where}, where costs have risen {expected_day} over the expected {actual_day}.',
    '{where} has come to {projected_30d} over {projected_30d.window}, with {at_stake_day} at stake.',
    'The confidence is {confidence}; {at_stake_day} is therefore at stake.',
  ],
  coverage: [
    '{where} is above its expected {at_stake_day}; {at_stake_day} is at stake.',
    'Spend on {where} moved above its expected {at_stake_day} and now sits at {actual_day}, so that {at_stake_day} is at stake.',
    'At {confidence} against expected, {where} has {at_stake_day} at stake.',
    'The status is {status}; as a result {at_stake_day} is at stake.',
  ],
  gp2: [
    'The plan changed {targets} and would save {saving_month}; {at_stake_day} is at stake.',
    'The plan has saved {saving_month}, with {at_stake_day} at stake.',
    'The plan has realized an expected saving of {saving_month}; {at_stake_day} is at stake.',
    'While nothing is done, the plan would save {saving_month}; {at_stake_day} is at stake.',
    'If it is carried out, waiting costs {waiting_day}; {at_stake_day} is at stake.',
    'Each day of waiting saves {waiting_day}; {at_stake_day} is at stake.',
    'Although {saving_month} was expected, {at_stake_day} is at stake.',
    '{where} first appeared at {waiting_day}; {at_stake_day} is at stake.',
  ],
  loadtest_asked: [
    'The plan for {level} has an expected saving of {saving_month} and a risk of {risk}.',
    'The plan saves {saving_month} by {deadline} at {risk} risk.',
    'With {level} behind it, the plan saves {saving_month} at {risk} risk.',
  ],
  loadtest_verified: [
    'Expected: {expected_day}. Realized: {realized_month}.',
    '{expected_day} was expected and {realized_month} has been realized for {targets} in {where}.',
    'The upper bound of the interval is {realized_low}; {realized_month} has been realized.',
    '{realized_month} was realized in {where}, which has been at stake since {since}, well within its interval of {realized_high} to {realized_low}.',
  ],
  anomalies: ['The largest of {cases} puts {at_stake} at stake in {scope}: {top}.', '{cases} in {scope} would put {at_stake} at stake every month.'],
  movers_account: [
    '{scope} reached {after}, with {mover} showing the largest change at {after}; the change is {change_by}.',
    '{scope} remained at {after} after an increase of {change_by}.',
    'An increase of {mover_change} took {scope} to {after}; the change is {change_by}.',
    '{scope} is {change_by} above {period} at {after}.',
    'In {baseline}, {scope} ran at {after}, up by {change_by}.',
    '{mover} accounts for most of the increase of {change_by} in {scope}, which is at {after}.',
    'A decrease of {change_by} brought {scope} down to {after}.',
    'With {mover} contributing {change_by}, {scope} rose by {change_by} to {after}.',
  ],
  movers_fell: ['There has been an increase of {change_by} in {scope}, to {after}.', '{scope} is at {after}, having risen by {change_by} from {baseline}.'],
  by_account: [
    '{top_name} incurred {total}, the largest share of {scope} at {top_share}.',
    '{scope} cost {total} in {period}; most of it, {top_share}, was spent in {top_name}.',
    'No account is smaller than {top_name}, at {top_share} of {total}.',
    'The service with the largest part of {total} is {top_name}, at {top_share}.',
    '{top_name} is behind every other account, with {top_share} of {total}.',
  ],
  trend_lumen: [
    'With {highest}, {scope} averaged {per_day}.',
    'On an average day {scope} cost {highest}; the peak is {per_day}.',
    'The average day, {highest_on}, cost {per_day}; the peak is {highest}.',
    'No day cost less than {highest_on}, when {scope} came to {highest}; the average was {per_day}.',
    '{scope} has been climbing to {highest}, with an average of {per_day}.',
  ],
  lines: [
    'There are {lines} in {scope} in the {period}, which come to {shown}.',
    'All of {scope} sums to {shown} in the {lines}.',
    'The {lines} average {shown}.',
  ],
  savings: ['{plans} carried out, and the cost is higher by {realized}.', '{plans} carried out, which would realize {realized}.'],
}

describe('phrases put together freely', () => {
  it.each(Object.entries(FALSE).flatMap(([name, texts]) => texts.map((text) => [name, text] as const)))(
    'are refused when they are not so: %s, %s',
    (name, text) => {
      expect(guard(text.replace(/\{([\w.]+)\}/g, '{{f:$1}}'), { facts: LEDGERS[name]?.facts ?? {} })).not.toEqual([])
    },
  )
})

describe('true paragraphs in many styles', () => {
  it('are shown', { timeout: 60_000 }, () => {
    const withheld = readItems(FOLDER, 'good-wide.jsonl').filter(({ ledger, text }) => guard(text, LEDGERS[ledger] ?? { facts: {} }).length > 0)
    expect(withheld.map(({ text }) => text)).toEqual([])
  })
})

// Put before any word of a true paragraph, each of these makes it say what no fact does.
const ADDED = [
  'not',
  'never',
  'no longer',
  'hardly',
  'half',
  'one third of',
  'twice',
  'mostly',
  'merely',
  'every week',
  'per week',
  'certainly',
  'definitely',
  'approved',
  'should',
  'must',
  'will',
  'again',
  'tomorrow',
  'falling',
  'steadily',
  'until',
  'without',
  'at least',
  'at most',
  'because of a deploy',
  'in payments-prod',
  'smallest',
  'users',
]
const EVERY = 31

describe('a word put into a true paragraph', () => {
  it('makes it one that is refused, wherever it stands', { timeout: 90_000 }, () => {
    const shown = ['good-fresh-5', 'good-fresh-7'].flatMap((file) => readItems(FOLDER, `${file}.jsonl`))
    const texts = shown.filter(({ ledger, text }) => guard(text, LEDGERS[ledger] ?? { facts: {} }).length === 0)
    const mutated = texts.flatMap(({ ledger, text }) => {
      const words = text.split(' ')
      return words.flatMap((_, at) => ADDED.map((added) => ({ ledger, text: [...words.slice(0, at), added, ...words.slice(at)].join(' ') })))
    })
    const wrong = mutated
      .filter((_, i) => i % EVERY === 0)
      .filter(({ ledger, text }) => {
        const facts = withWindows(LEDGERS[ledger]?.facts ?? {})
        const speech = readSlots(text, facts)
        return underived(speech.bare, speech, facts) === null
      })
    expect(wrong.map(({ text }) => text)).toEqual([])
  })
})
