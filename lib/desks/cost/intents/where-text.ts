import { type AccountNames, scopeLabel } from '@/lib/desks/cost/phrases'
import { named } from '@/lib/kernel/word-table'
import type { Scope } from '@/schemas/evidence/cost'

export const accountName = (account_id: string, names: AccountNames): string => named(names, account_id)

/** The scope with everything that narrows it: "EC2 in lumen-dev, eu-west-1, EU-BoxUsage:m6i.4xlarge, team checkout". */
export function whereText(scope: Scope, names: AccountNames): string {
  const label = scopeLabel(scope, names)
  const usage = scope.usage_type === undefined || label.includes(scope.usage_type) ? null : scope.usage_type === '' ? 'no usage type' : scope.usage_type
  const team = scope.owner === undefined || /team|owner/.test(label) ? null : scope.owner === '' ? 'no team tag' : `team ${scope.owner}`
  return [label, usage, team].filter((part) => part !== null).join(', ')
}
