import { makeRandom } from '@/lib/kernel/random'
import { addDays } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import { ACCOUNTS, type AccountName, TEAMS } from '../accounts'
import type { Charge } from '../charge'
import { fromUnits } from '../units'
import { seededId } from './draw-leaves'

type Allocation = { name: string; properties: { cluster: string; namespace: string }; start: string; end: string; totalCost: number }
/** What moved inside the cluster while its machines cost the same: one namespace took over what another used. */
export type NamespaceShift = { label_id: string; cause: 'kubecost_shift'; from: string; to: string; start: Day; share_pct: number }
/** An answer of the allocation API by day and namespace. `account_id` is where the machines are billed. */
export type ClusterDays = { cluster: string; account_id: string; shift: NamespaceShift | null; answer: { code: 200; data: Record<string, Allocation>[] } }

const MACHINES = /BoxUsage/
const IDLE = '__idle__'
const PERCENT = 100n
// The answer carries doubles: six decimals of a dollar are exact in them at any size that a bill has.
const UNITS_PER_MICRO = 10_000n
const FIRST_SHIFT = 60
const LAST_DAYS = 25

/**
 * The machines of the account that runs most of them, as a cluster of one namespace a team. Each day's namespaces and `__idle__` come to what the bill says
 * of the machines, to the millionth of a dollar. A third of the seeds move two thirds of one namespace to another on one day.
 */
export function clusterDays(seed: number, charges: Iterable<Charge>, days: readonly Day[]): ClusterDays {
  const machines = [...charges].filter((charge) => MACHINES.test(charge.usage_type) && charge.effective > 0n)
  const account = dearest(machines)
  const random = makeRandom(seed, 'cluster')
  const shares = TEAMS.map((name) => ({ name: name as string, pct: 4 + random.below(9) }))
  const shift = shiftOf(seed, random, days)
  const cluster = `cluster-${seededId(seed, 'cluster').slice(0, 4)}`
  const cost = new Map<Day, bigint>()
  for (const charge of machines)
    if (charge.account === account) cost.set(charge.start.slice(0, 10), (cost.get(charge.start.slice(0, 10)) ?? 0n) + charge.effective)
  const data = days.map((day) => {
    const total = (cost.get(day) ?? 0n) / UNITS_PER_MICRO
    const parts = shares.map(({ name, pct }) => ({ name, micro: (total * BigInt(pctOn(day, name, pct, shares, shift))) / PERCENT }))
    const idle = total - parts.reduce((sum, { micro }) => sum + micro, 0n)
    const window = { start: `${day}T00:00:00Z`, end: `${addDays(day, 1)}T00:00:00Z` }
    return Object.fromEntries(
      [...parts, { name: IDLE, micro: idle }].map(({ name, micro }) => [
        name,
        { name, properties: { cluster, namespace: name }, ...window, totalCost: Number(fromUnits(micro * UNITS_PER_MICRO)) },
      ]),
    )
  })
  return { cluster, account_id: ACCOUNTS[account].account_id, shift, answer: { code: 200, data } }
}

function dearest(machines: readonly Charge[]): AccountName {
  const sums = new Map<AccountName, bigint>()
  for (const { account, effective } of machines) sums.set(account, (sums.get(account) ?? 0n) + effective)
  const [first] = [...sums].sort(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : x > y ? -1 : 1))
  return first?.[0] ?? 'northlight-root'
}

function shiftOf(seed: number, random: ReturnType<typeof makeRandom>, days: readonly Day[]): NamespaceShift | null {
  if (seed % 3 !== 0 || days.length <= FIRST_SHIFT + LAST_DAYS) return null
  const from = random.below(TEAMS.length)
  const to = (from + 1 + random.below(TEAMS.length - 1)) % TEAMS.length
  const start = days[FIRST_SHIFT + random.below(days.length - FIRST_SHIFT - LAST_DAYS)] ?? ''
  return { label_id: seededId(seed, 'kubecost_shift'), cause: 'kubecost_shift', from: TEAMS[from] ?? '', to: TEAMS[to] ?? '', start, share_pct: 66 }
}

/** Whole percent of the cluster that a namespace uses on a day. */
function pctOn(day: Day, name: string, pct: number, shares: readonly { name: string; pct: number }[], shift: NamespaceShift | null): number {
  if (shift === null || day < shift.start) return pct
  const moved = Math.round(((shares.find((share) => share.name === shift.from)?.pct ?? 0) * shift.share_pct) / 100)
  return name === shift.from ? pct - moved : name === shift.to ? pct + moved : pct
}
