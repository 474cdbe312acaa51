import type { Expression } from '@aws-sdk/client-cost-explorer'
import { wordTable } from '@/lib/kernel/word-table'
import type { Scope } from '@/schemas/evidence/cost-scope'

const DIMENSION = { sub_account_id: 'LINKED_ACCOUNT', service_name: 'SERVICE', region_id: 'REGION', usage_type: 'USAGE_TYPE' } as const
// One service of the bill that Cost Explorer counts as two. Source: values of its SERVICE dimension.
const SERVICES: Readonly<Record<string, string[]>> = wordTable({ 'Amazon Elastic Compute Cloud': ['Amazon Elastic Compute Cloud - Compute', 'EC2 - Other'] })

/** The filter of a request about a scope. Owner is a tag of ours and not a dimension; an empty value has no dimension value either. */
export function filterOf(scope: Scope): { Filter?: Expression } {
  const parts = Object.entries(DIMENSION).flatMap(([key, Key]): Expression[] => {
    const value = scope[key as keyof typeof DIMENSION]
    return value === undefined || value === '' ? [] : [{ Dimensions: { Key, Values: SERVICES[value] ?? [value] } }]
  })
  const [only] = parts
  return only === undefined ? {} : { Filter: parts.length > 1 ? { And: parts } : only }
}
