import type { ChargeKind } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { wordTable } from '@/lib/kernel/word-table'

// What a `kind` column says, as the tools that write such files name it. Null lines are no payable cost: they repeat others or are notional.
const BY_KIND: Readonly<Record<string, ChargeKind | null>> = wordTable({
  usage: 'standard',
  standard: 'standard',
  bonus: 'standard',
  spot: 'spot',
  used: 'committed',
  amortized: 'committed',
  amortised: 'committed',
  committed: 'committed',
  borrowed: 'committed',
  family: 'committed',
  unused: 'commitment_unused',
  commitment_unused: 'commitment_unused',
  credit: 'credit',
  refund: 'refund',
  fee: 'fee',
  tax: 'tax',
  marketplace: 'marketplace',
  // Mirrors `borrowed` in the account that lends.
  lent: null,
  // What was not paid, against the list price.
  savings: null,
})

const BY_OPERATION: readonly (readonly [RegExp, ChargeKind])[] = [
  [/^spot\b/i, 'spot'],
  [/^(used|amortized|borrowed) ris\b/i, 'committed'],
  [/^unused ris\b/i, 'commitment_unused'],
]
const BY_SERVICE: readonly (readonly [RegExp, ChargeKind])[] = [
  [/^aws marketplace$|^marketplace$/i, 'marketplace'],
  [/^credits?$/i, 'credit'],
  [/^refunds?$/i, 'refund'],
  [/^tax(es)?$/i, 'tax'],
]

/** What a line is for. Null when it is no payable cost; undefined when `kind` is a word that nobody knows. */
export function chargeKind(kind: string, operation: string, service: string): ChargeKind | null | undefined {
  const said = kind === '' ? 'standard' : BY_KIND[kind.toLowerCase()]
  if (said !== 'standard') return said
  return BY_SERVICE.find(([pattern]) => pattern.test(service))?.[1] ?? BY_OPERATION.find(([pattern]) => pattern.test(operation))?.[1] ?? said
}
