import type { HeldChange } from '@/lib/desks/cost/detect/scan/bill-incident'
import { add } from '@/lib/kernel/money'
import type { Decimal } from '@/schemas/money'

/** The silence ledger in sums: how many changes each rule kept back, and their dollars over all their days. */
export function heldByRule(held: readonly HeldChange[]): { rule: string; changes: number; impact: Decimal }[] {
  const rules = [...new Set(held.map(({ rule }) => rule))].sort()
  return rules.map((rule) => {
    const of_rule = held.filter((change) => change.rule === rule)
    return { rule, changes: of_rule.length, impact: add('0', ...of_rule.map(({ impact }) => impact)) }
  })
}
