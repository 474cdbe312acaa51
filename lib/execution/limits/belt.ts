import { formatCount } from '@/lib/kernel/format'
import type { Environment, Plan } from '@/schemas/action'
import type { Evidence } from '@/schemas/evidence/evidence'
import { PlanEstate } from '@/schemas/evidence/plan-estate'

/** Resources of one kind in one account: how many there are, may be changed in a day, were changed today, and would be by the plan. */
export type BeltUse = {
  account_id: string
  resource_kind: string
  pct: number
  count: number | null
  most: number
  changed: number
  wanted: number
  /** What the count leaves out; null when it holds the whole account. */
  not_counted: string | null
  /** Whether somebody tried to count for this plan. Not when its belt was tightened after it was made: making it again counts. */
  has_been_asked: boolean
}
export type BeltQuestion = {
  plan: Plan
  /** Null: nobody counted for this plan, because no belt held where it acts when it was made. One that holds by now lets nothing through without a count. */
  estate: PlanEstate | null
  /** Share of the resources of a kind in an account that may be changed in a UTC day; 100 is no belt. */
  pct: Readonly<Record<Environment, number>>
  /** Resources changed today by account and template. */
  changed: readonly { account_id: string; template: string | null; targets: number }[]
}

/** What a desk wrote about a plan's accounts; of several records the one that was read last. */
export function estateOf(evidence: readonly Evidence[]): PlanEstate | null {
  const written = evidence.filter((e) => e.kind === 'plan.estate').toSorted((a, b) => (a.source.retrieved_at < b.source.retrieved_at ? -1 : 1))
  return written.flatMap((e) => PlanEstate.safeParse(e.body).data ?? []).at(-1) ?? null
}

/**
 * The use that a plan would make of its accounts' belts. One resource a day may always be changed, so that a small account is slow and not locked; none where
 * nobody could count. Actions that only note something are not counted.
 */
export function beltUses({ plan, estate, pct, changed }: BeltQuestion): BeltUse[] {
  // Without a record of kinds, everything of an account is one.
  const kindOf = (template: string): string => (estate === null ? 'resource' : (estate.kinds[template] ?? template))
  const uses = new Map<string, BeltUse>()
  for (const action of plan.actions) {
    const own = pct[action.environment]
    if (action.reversibility === 'R0' || own >= 100) continue
    const { account_id, template } = action
    const resource_kind = kindOf(template)
    const key = `${account_id} ${resource_kind}`
    const known = uses.get(key)
    const counted = estate?.counts.find((c) => c.account_id === account_id && c.resource_kind === resource_kind)
    const count = counted?.count ?? null
    // Of several environments in one account the narrowest belt holds.
    const share = Math.min(own, known?.pct ?? own)
    uses.set(key, {
      ...{ account_id, resource_kind, pct: share, count, not_counted: counted?.not_counted ?? null, has_been_asked: counted !== undefined },
      most: count === null ? 0 : Math.max(1, Math.floor((count * share) / 100)),
      changed: changed
        .filter((c) => c.account_id === account_id && c.template !== null && kindOf(c.template) === resource_kind)
        .reduce((sum, c) => sum + c.targets, 0),
      wanted: (known?.wanted ?? 0) + action.targets.length,
    })
  }
  return [...uses.values()]
}

/** The use that goes furthest beyond its belt, or null. */
export const beyondBelt = (uses: readonly BeltUse[]): BeltUse | null =>
  uses.filter((u) => excess(u) > 0).toSorted((a, b) => excess(b) - excess(a) || (a.resource_kind < b.resource_kind ? -1 : 1))[0] ?? null
export const excess = (u: BeltUse): number => u.changed + u.wanted - u.most

/** A belt and what uses it, in one sentence. */
export const beltText = ({ account_id, resource_kind, pct, count, most, changed, wanted, not_counted, has_been_asked }: BeltUse): string =>
  count === null
    ? `not known: how many ${resource_kind}s account ${account_id} holds${has_been_asked ? '' : ', which nobody counted when the plan was made'}, and at most ${pct} % of them may be changed a day`
    : `${pct} % of ${formatCount(count, resource_kind)} in account ${account_id} is ${most} a day${not_counted === null ? '' : ` (${not_counted})`}; ${changed} ${changed === 1 ? 'was' : 'were'} changed today, and the plan changes ${wanted}`
