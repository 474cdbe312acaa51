import type { PolicyFacts, PolicyReason, Unmet } from '@/schemas/policy'
import { conditionId } from './cedar'
import { factText, fillIn, WOULD_SATISFY } from './fact-text'
import type { Condition, ParsedPolicy } from './parse-bundle'

/** The policies' own sentences, with the facts filled in. */
export const told = (policies: readonly ParsedPolicy[], facts: PolicyFacts): PolicyReason[] =>
  policies.map((p) => ({ policy_id: p.policy_id, text: beltOf(p, facts)?.because ?? fillIn(p.reason, facts), control: p.control }))

/** A policy on the changes that are left today is told in the words of what leaves so few, where that is not the day's budget. */
const beltOf = (p: ParsedPolicy, { belt }: PolicyFacts): PolicyFacts['belt'] =>
  p.effect === 'forbid' && p.conditions.some((c) => c.facts.includes('mutations_left_today')) ? belt : undefined

/** Why a forbidding policy applied, and what would lift it. Conditions on the agreement of people are not facts of the plan and stay out. */
export function unmetForbid(p: ParsedPolicy, facts: PolicyFacts): Unmet {
  const own = p.conditions.filter((c) => !c.reads_agreement)
  const names = [...new Set(own.flatMap((c) => c.facts))]
  return {
    policy_id: p.policy_id,
    clause: `forbidden when ${own.map((c) => c.text).join(' and ')}`,
    value: values(names, facts),
    would_satisfy: beltOf(p, facts)?.would_satisfy ?? fillIn(p.fix, facts),
  }
}

/** The conditions of these routes that are not among `held`. */
export const unmetConditions = (routes: readonly ParsedPolicy[], held: ReadonlySet<string>, facts: PolicyFacts): Unmet[] =>
  routes.flatMap((p) =>
    p.conditions.flatMap((c, i) =>
      held.has(conditionId(p, i)) ? [] : [{ policy_id: p.policy_id, clause: c.text, value: values(c.facts, facts), would_satisfy: satisfying(c, facts) }],
    ),
  )

const values = (names: readonly (keyof PolicyFacts)[], facts: PolicyFacts): string => names.map((name) => `${name} = ${factText(facts, name)}`).join(', ')

const satisfying = (c: Condition, facts: PolicyFacts): string =>
  c.facts.map((name) => WOULD_SATISFY[name]?.(facts)).find((text) => text !== undefined) ?? c.text
