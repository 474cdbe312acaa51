import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readLedgers } from '../corpus'
import { guard } from '../guard'

const LEDGERS = readLedgers(join(import.meta.dirname, '../fixtures'))

// The forms of the grammar with a fact of another role, a conclusion from nothing, or a condition that is not its own.
const FALSE: Record<string, readonly string[]> = {
  nat: [
    'As long as nothing lasts, {where} is projected to add up to {projected_30d}, with {at_stake_day} at stake.',
    'With {expected_day} spent, {where} has {at_stake_day} at stake.',
    'With {actual_day} expected, {where} has {at_stake_day} at stake.',
    'At {delta_pct} against expected, {where} has {actual_day} at stake.',
    'With the status at {status}, {where} costs {expected_day}, and {at_stake_day} is at stake.',
    'The cause is {category}, and therefore {at_stake_day} is at stake.',
    'The status is {status}, and therefore {at_stake_day} is at stake.',
    '{where} has been open since {since}; therefore {at_stake_day} is at stake.',
    'Now it is {expected_day}, and {at_stake_day} is at stake.',
    'The finding that {where} has the status {status} comes with a confidence of {confidence}. {at_stake_day} is at stake.',
    '{at_stake_day} is at stake in total in {where} since {since}.',
    'In total, {where} has cost {actual_day} since {since}, and {at_stake_day} is at stake.',
    'In {where}, {at_stake_day} is at stake and has done so since {since}.',
    '{where} is at stake with {at_stake_day}, and that is projected to become {projected_30d}.',
    '{where} costs {actual_day}, and that is projected to become {projected_30d} if it goes on. {at_stake_day} is at stake.',
    '{where} was expected to cost {expected_day}, and that is projected to become {projected_30d} if it goes on. {at_stake_day} is at stake.',
    '{at_stake_day} of the {actual_day} that was expected is at stake in {where}.',
    'Marked as {status}, {where} has {at_stake_day} at stake because of {category} until {since}.',
    '{where} costs {actual_day} ({delta_pct}) as expected, with {at_stake_day} at stake.',
    '{where} has {at_stake_day} at stake since {since}, where {actual_day} was expected.',
    'The expected cost rose by {at_stake_day}.',
    'With {at_stake_day} at stake, {where} is expected to become {projected_30d}.',
    'Were it to go on, {where} would save {projected_30d}, with {at_stake_day} at stake.',
    'Were it to go on, {at_stake_day} at stake would be {actual_day}.',
  ],
  gp2: [
    'If carried out, the plan needs the agreement of the cause. {at_stake_day} is at stake.',
    'Once carried out, {at_stake_day} is at stake.',
    'If carried out, the plan saves {waiting_day}; {at_stake_day} is at stake.',
    'Through the plan, {at_stake_day} is saved.',
    '{at_stake_day} is at stake. Through the plan, which concerns {targets}, waiting costs {saving_month}.',
    'While nothing is done, {saving_month} is saved and {at_stake_day} at stake.',
    'As long as nothing is done, {at_stake_day} is the cost of waiting.',
    'Beside this stands the expected saving of {at_stake_day}.',
    'While nothing is done, the plan is expected to save {saving_month}; {at_stake_day} is at stake.',
    'With a risk of {confidence}, the plan saves {saving_month}; {at_stake_day} is at stake.',
    '{at_stake_day} is at stake; the plan was carried out and saves {saving_month}.',
    '{at_stake_day} is at stake. {status}, the plan was implemented.',
    'Once implemented, the plan saved {saving_month}; {at_stake_day} is at stake.',
  ],
  loadtest_asked: [
    'Before it expires on {since}, the plan needs the agreement of {level}. It saves {saving_month} at a risk of {risk}.',
    'Before it expires on {deadline}, the plan saves {saving_month} at a risk of {risk}.',
    'The plan saves {saving_month} before it expires on {deadline}; the risk is {risk}.',
    '{level} agreed to the plan, which saves {saving_month} at a risk of {risk}.',
  ],
  loadtest_verified: [
    'Between {realized_high} and {realized_low} lies the realized saving, {realized_month}.',
    'Between {realized_low} and {realized_high} lies the expected saving; {realized_month} is realized.',
    'In line with the {at_stake_day} that was expected, the realized saving is {realized_month}.',
    'In line with the {saving_month} that was expected, {where} costs {actual_day}; {realized_month} has been saved.',
    'The lower end is {realized_high}; {realized_month} has been realized.',
    'What has been realized is {waiting_day}, and {realized_month} realized saving is {saving_month} more.',
    'With the status verified, {realized_month} is still expected.',
  ],
  anomalies: [
    'Of the {cases}, which together stand for {at_stake}, the smallest is this: {top}.',
    'In {scope}, {cases} have been resolved, with {at_stake} at stake.',
    '{cases} have been found, each with {at_stake} at stake.',
  ],
  movers_account: [
    'Having fallen by {change_by}, {scope} now comes to {after}.',
    'Having risen by {mover_change}, {scope} now comes to {after}; the change is {change_by}.',
    'At {after}, {scope} is {change_by} lower than it was in {baseline}.',
    'At {after}, {scope} is {mover_change} higher than it was in {baseline}; it rose by {change_by}.',
    'Having risen by {change_by}, {mover} comes to {after}.',
    '{scope} rose by {change_by} to {after}, with {mover} showing the smallest change at {mover_change}.',
    '{scope} rose by {change_by}, with {mover} arriving at {after}.',
    '{scope} came to {after}; having risen by {change_by}, {mover} moved most.',
    'Having risen by {change_by}, {mover} moved most; {scope} is at {after}.',
    '{scope} rose by {change_by} to {after}; no account moved less than {mover}.',
    'Having risen by {change_by} relative to the {period}, {scope} is at {after}.',
    'Relative to {period}, {scope} rose by {change_by} to {after} in {baseline}.',
    'With a change of {change_by}, {mover} moved most; {scope} is at {after}.',
    'With a change of {mover_change}, {scope} moved most; the change is {change_by} to {after}.',
  ],
  by_account: [
    'The daily cost of {scope} totals {total}.',
    'The daily bill is {total}, with {top_share} in {top_name}.',
    'The current cost comes to {total}.',
    'No account has a smaller share than {top_name}, {total}.',
    'No service has a larger share than {top_name}; {scope} cost {total}.',
    'Of the {total} that {top_name} cost in {period}, {top_share} was spent in {scope}.',
    '{top_name} cost {total} in {period}, the largest part of {scope}.',
    '{total} was spent in {top_name} in {period}.',
    'At {total}, {top_name} makes up the largest share.',
    'Under {top_name} falls {total} of the effective cost of {scope}.',
    '{top_name} has {top_share}, which comes to {total}.',
    'The largest part was found in {scope}, at {total}, for {top_name}.',
    'A daily cost of {total} has been recorded for {scope}.',
    'Of a cost of {total} for {top_name}, a share of {top_share} is attributed to {scope}.',
    'Broken down by team, {top_name} leads with {top_share} of {total}.',
    '{top_share} of the {total} that {scope} cost was spent by {top_name}, the largest of any team.',
    'With {top_share}, the largest part is that of {scope}: {total}.',
  ],
  trend_lumen: [
    'On average, {highest} was spent on {scope} during the {period}; the mean is {per_day}.',
    'With {per_day}, {highest_on} was the most expensive day; {highest}.',
    'No day was higher than {highest_on}, when the cost was {per_day}; the peak is {highest}.',
    'No day was lower than {highest_on}, when the cost was {highest}; the mean is {per_day}.',
    'No day was higher than {per_day}; the peak is {highest}.',
    'On its highest day it cost {per_day}; {highest}.',
    'On {highest_on}, {per_day} was spent on {scope}; the peak was {highest}.',
    '{per_day} was spent on {highest_on}, with a peak of {highest}.',
    'On average {scope} peaked at {highest}; the mean is {per_day}.',
    'On average, {per_day} was spent on {highest_on}; the peak was {highest}.',
    'Averaged over the {period}, it is {highest}; the mean is {per_day}.',
    'With {highest}, {scope} averaged {per_day}.',
    '{highest} was spent on {scope} on average, and the mean is {per_day}.',
  ],
  lines: [
    'The {lines} shown have a combined daily cost of {shown}.',
    '{shown} of {scope} is found in its smallest {lines}.',
    'On average, the {lines} listed here total {shown}.',
    'The {lines} listed here each total {shown}.',
    '{scope} cost {shown} in the {period}, over {lines}.',
  ],
  savings: ['What has been realized is {realized} each for {plans} carried out.', '{plans} carried out, with {realized} expected.'],
}

describe('fronted, inverted and appended claims', () => {
  it.each(Object.entries(FALSE).flatMap(([name, texts]) => texts.map((text) => [name, text] as const)))(
    'are refused when they are not so: %s, %s',
    (name, text) => {
      const check = { facts: LEDGERS[name]?.facts ?? {} }
      expect(guard(text.replace(/\{(\w+)\}/g, '{{f:$1}}'), check)).not.toEqual([])
    },
  )
})
