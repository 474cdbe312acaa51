import { round6 } from '@/lib/kernel/stats'
import type { CategoryVerdict, CostCategory, Triage } from '@/schemas/cost'
import { ACCOUNTING } from './ruleset'

// The first category names the case when it explains half of the rise, or seven tenths together with the second.
export const PRIMARY_SHARE = 0.5
const TOGETHER_SHARE = 0.7
const CONTRIBUTING_SHARE = 0.2
// Shares closer than this are a tie; the order of the rules settles it.
const TIE_SHARE = 0.05
// An event or a label names the case, or is named beside it, from this share on.
const OPERATIONAL_SHARE = 0.5

export type Chosen = Pick<Triage, 'category' | 'subcategory' | 'trigger' | 'contributing' | 'margin'> & {
  winner: CategoryVerdict | null
  runner_up: CategoryVerdict | null
}

/** Picks the category from what all rules said. `verdicts` are in tie order. */
export function choosePrimary(verdicts: readonly CategoryVerdict[]): Chosen {
  const findings = verdicts.filter((v) => v.outcome === 'finding')
  const accounting = ranked(findings.filter((v) => ACCOUNTING.has(v.category)))
  const operational = ranked(findings.filter((v) => !ACCOUNTING.has(v.category)))
  const [first, second] = accounting
  const label = operational[0] !== undefined && share(operational[0]) >= OPERATIONAL_SHARE ? operational[0] : null
  const together = share(first) + share(second)
  const is_proved = first !== undefined && (share(first) >= PRIMARY_SHARE || together >= TOGETHER_SHARE)
  const winner = is_proved ? first : label
  const rivals = is_proved ? accounting.slice(1) : operational.slice(1).concat(accounting)
  const runner_up = ranked(rivals)[0] ?? null
  return {
    winner,
    runner_up,
    category: winner?.category ?? 'unknown',
    subcategory: winner?.subcategory ?? null,
    trigger: is_proved ? (label?.category ?? null) : null,
    contributing: contributing(winner, is_proved, first, second),
    margin: { runner_up: runner_up?.category ?? null, share_gap: winner === null || runner_up === null ? null : round6(share(winner) - share(runner_up)) },
  }
}

function contributing(
  winner: CategoryVerdict | null,
  is_proved: boolean,
  first: CategoryVerdict | undefined,
  second: CategoryVerdict | undefined,
): CostCategory | null {
  if (winner === null) return null
  const other = is_proved ? second : first
  return other !== undefined && share(other) >= CONTRIBUTING_SHARE ? other.category : null
}

const share = (verdict: CategoryVerdict | null | undefined): number => verdict?.share ?? 0

/** Largest share first. Everything within a tie of the largest is ordered by the rules' own order, so that dust never decides. */
function ranked(verdicts: readonly CategoryVerdict[]): CategoryVerdict[] {
  const left = [...verdicts]
  const order: CategoryVerdict[] = []
  while (left.length > 0) {
    const top = Math.max(...left.map(share))
    const next = left.findIndex((v) => share(v) >= top - TIE_SHARE)
    order.push(...left.splice(next, 1))
  }
  return order
}
