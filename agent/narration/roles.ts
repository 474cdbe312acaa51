import type { Fact } from '@/schemas/intent'

/** What a figure is in a sentence. Read from its label, so that a ledger of any desk has roles without naming them. */
export type Role =
  | 'stake'
  | 'change'
  | 'projected'
  | 'expected'
  | 'actual'
  | 'before'
  | 'after'
  | 'saving'
  | 'realized'
  | 'waiting'
  | 'bound'
  | 'low'
  | 'high'
  | 'confidence'
  | 'risk'
  | 'share'
  | 'mean'
  | 'peak'
  | 'total'
  | 'onset'
  | 'deadline'
  | 'cause'
  | 'status'
  | 'other'

const LABELS: readonly (readonly [RegExp, Role])[] = [
  [/^at stake/i, 'stake'],
  [/^if it goes on|^projected/i, 'projected'],
  [/realized|realised|measured/i, 'realized'],
  [/^low end/i, 'low'],
  [/^high end/i, 'high'],
  [/cost of waiting/i, 'waiting'],
  [/^at most|^at list price/i, 'bound'],
  [/^saves?\b|saving/i, 'saving'],
  [/^(?:change|rise|fall|against expected|difference)\b/i, 'change'],
  [/^expected/i, 'expected'],
  [/^actual/i, 'actual'],
  [/^before\b/i, 'before'],
  [/^after\b/i, 'after'],
  [/^confidence/i, 'confidence'],
  [/^risk\b/i, 'risk'],
  [/^share/i, 'share'],
  [/^mean\b|average/i, 'mean'],
  [/^highest/i, 'peak'],
  [/^effective cost|^total|^in all|shown$/i, 'total'],
  [/^(?:since|onset|began|started|from|first day)\b/i, 'onset'],
  [/^(?:expires|deadline)|until\b/i, 'deadline'],
  [/^(?:cause|category|finding|trigger|explained by)\b/i, 'cause'],
  [/^status/i, 'status'],
]

export const roleOf = (fact: Fact): Role => LABELS.find(([label]) => label.test(fact.label))?.[1] ?? 'other'

export const rolesOf = (facts: readonly Fact[]): Role[] => [...new Set(facts.map(roleOf))]

const SAVINGS: readonly Role[] = ['saving', 'realized', 'bound', 'low', 'high']

/** Which way a fact moves cost. A saving lowers it, whatever its sign. */
export function directionOf(fact: Fact): 'up' | 'down' | 'flat' | null {
  if (SAVINGS.includes(roleOf(fact))) return 'down'
  return fact.direction
}
