import type { BillLeaf } from '../bill/bill-leaf'
import { sumLeaves } from '../bill/leaf-groups'
import { BEFORE_DAYS, CONFIRM_DAYS, OPEN } from './commitment-days'
import { machinesOf } from './size-family'

/**
 * All machines of a family in a region, whoever runs them: cover moves between their accounts, zones and sizes, and what it comes to in all does not change by
 * that. `paid` is what commitments paid for them, dollars a day.
 */
export type MachinePool = { machines: string; committed: number[]; open: number[]; paid: readonly number[] }

/** Every pool for which a commitment paid. */
export function machinePools(leaves: readonly BillLeaf[]): MachinePool[] {
  const pools = new Map<string, { committed: number[]; open: number[] }>()
  const services = new Set(leaves.flatMap(({ kind, scope }) => (kind === 'committed' ? [scope.service_name] : [])))
  for (const [i, leaf] of leaves.entries()) {
    const is_committed = leaf.kind === 'committed'
    if (!services.has(leaf.scope.service_name) || (!is_committed && !OPEN.has(leaf.kind))) continue
    const machines = machinesOf(leaf.scope)
    const pool = pools.get(machines) ?? { committed: [], open: [] }
    pools.set(machines, pool)
    ;(is_committed ? pool.committed : pool.open).push(i)
  }
  return [...pools].flatMap(([machines, pool]) => (pool.committed.length === 0 ? [] : [{ machines, ...pool, paid: sumLeaves(pool.committed, leaves) }]))
}

/** Dollars a day by which commitments pay surely more for other machines from day `t` on: a savings plan that went over to them pays there. */
export const paidElsewhere = (pools: readonly MachinePool[], own: ReadonlySet<string>, t: number): number =>
  pools.reduce((sum, { machines, paid }) => sum + (own.has(machines) ? 0 : surelyMore(paid, t)), 0)

const surelyMore = (values: readonly number[], t: number): number =>
  Math.max(0, Math.min(...values.slice(t, t + CONFIRM_DAYS)) - Math.max(...values.slice(t - BEFORE_DAYS, t)))
