import { day, words } from '@/lib/intents/fact'
import type { Fact, UiIntent } from '@/schemas/intent'
import type { Day, Instant } from '@/schemas/time'
import { type Ledger, type Sentence, say } from './say'

/** What a paragraph about a case is made from: its cards as they are now, and what its scope and status are called. */
export type CaseParts = {
  where: string
  status: string
  first_day: Day
  now: Instant
  headline: UiIntent
  triage: UiIntent | null
  plan: UiIntent | null
  verification: UiIntent | null
}

const OF_CASE = ['at_stake_day', 'delta_pct', 'projected_30d', 'expected_day', 'actual_day'] as const
const OF_PLAN = ['saving_month', 'waiting_day', 'targets', 'risk'] as const
const OF_CHECK = ['realized_day', 'realized_month', 'realized_low', 'realized_high'] as const

const take = (intent: UiIntent | null, ids: readonly string[]): Ledger =>
  Object.fromEntries(ids.flatMap((id): [string, Fact][] => (intent?.facts[id] === undefined ? [] : [[id, intent.facts[id]]])))

/** The case in plain sentences from its own facts, and those facts as a ledger for whoever words them again. */
export function caseSentence({ where, status, first_day, now, headline, triage, plan, verification }: CaseParts): Sentence {
  const part = triage?.components.find((c) => c.kind === 'triage.explain')
  const confidence = part === undefined ? undefined : triage?.facts[part.confidence]
  const has_plan = plan !== null && plan.facts['targets']?.value !== '0' && plan.facts['saving_month'] !== undefined
  const realized = verification?.facts['realized_month']
  const is_measured = realized !== undefined && realized.kind === 'money'
  const facts: Ledger = {
    where: words('Scope', where),
    since: day('Since', first_day, now),
    status: words('Status', status),
    ...take(headline, OF_CASE),
    ...(part === undefined || confidence === undefined ? {} : { category: words('Cause', part.category.toLowerCase()), confidence }),
    ...(has_plan ? take(plan, OF_PLAN) : {}),
    ...(is_measured ? take(verification, OF_CHECK) : {}),
  }
  const template = [
    '{where} puts {at_stake_day} at stake since {since}.',
    ...('category' in facts ? ['The cause is {category}; confidence {confidence}.'] : []),
    ...(is_measured ? ['The measured saving is {realized_month}.'] : has_plan ? ['The plan is worth {saving_month}.'] : []),
  ].join(' ')
  // Facts that the template leaves out may be used by another wording.
  return { ...say(template, facts, is_measured ? ['at_stake_day', 'realized_month'] : has_plan ? ['at_stake_day', 'saving_month'] : ['at_stake_day']), facts }
}
