import { cut, formatCount, formatMoney } from '@/lib/kernel/format'
import type { Plan } from '@/schemas/action'
import type { Level } from '@/schemas/policy'

const ASKS_FOR_WORDS: readonly Level[] = ['L2', 'L3']

/** Two signatures also ask for typed words: the verb of the first action and the last six characters of its first target. */
export function acknowledgementOf(plan: Plan, level: Level): string | null {
  const action = plan.actions[0]
  if (action === undefined || !ASKS_FOR_WORDS.includes(level)) return null
  return `${action.template.split('_')[0]} ${action.targets[0]?.arn.slice(-6) ?? ''}`
}

/** What those words confirm to have read: this plan's own facts, one sentence an action and one about money. Null where no words are asked for. */
export function statementOf(plan: Plan, level: Level): string | null {
  if (plan.actions.length === 0 || !ASKS_FOR_WORDS.includes(level)) return null
  const does = plan.actions.map(
    (a) =>
      `${a.title}: ${formatCount(a.targets.length, 'resource')} in ${a.environment}, account ${a.account_id}, ${a.region_id}. Can be undone: ${a.rollback.reversible_for}.`,
  )
  const { expected, currency } = plan.expected_savings
  return cut(['I have read what this plan does.', ...does, `It is expected to save ${formatMoney(expected, currency)} a month.`].join(' '), 2000)
}
