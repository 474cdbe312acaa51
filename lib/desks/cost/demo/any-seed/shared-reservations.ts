import { sha256 } from '@/lib/kernel/canonical'
import { makeRandom } from '@/lib/kernel/random'
import { addDays, startOfDay } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import { ACCOUNTS, type AccountName, REGION_PREFIX, type RegionId, TEAMS } from '../accounts'
import type { Charge } from '../charge'
import { BILL_START } from '../people'
import { SERVICES } from '../services'
import { billDay } from '../usage'
import { seededId } from './draw-leaves'
import type { Fleet } from './draw-reservations'
import type { SeededLabel } from './label'
import { LABEL_ACTIONS } from './label-actions'
import { coveredUse, isActive, lostPerDay, openUse } from './reservation-charges'

/**
 * Equal machines in several accounts, and reservations that pay for some of them: now in one account and now in another, so that no line of any account says
 * which of them is there. `covers[t][r]` is the account where reservation `r` pays on day `t`.
 */
export type SharedMachines = { reservations: readonly Fleet[]; accounts: readonly AccountName[]; covers: readonly (readonly number[])[] }

const TERMS = {
  usage_type: 'BoxUsage:c5.4xlarge',
  recurring_hourly: '0.31',
  upfront_hourly: '0.1',
  upfront_per_unit: '876',
  on_demand_hourly: '0.68',
} as const
const REGIONS: readonly RegionId[] = ['eu-west-1', 'us-east-1', 'eu-central-1']
const MACHINES = 14
const RESERVED = 12n
const STAYS_DAYS = 4
const ENDS_BELOW = 0.8
const [FIRST_END, LAST_DAYS] = [60, 25]
const [HOURS_PER_DAY, MICRO] = [24n, 1_000_000n]

/** Two reservations over two accounts, of which at most the first ends within the bill; in a bill to which nothing happens neither does. */
export function drawSharedMachines(seed: number, days: number, busy: AccountName, has_labels: boolean): SharedMachines {
  const random = makeRandom(seed, 'shared-reservations')
  const free = (Object.keys(ACCOUNTS) as AccountName[]).filter((name) => name !== busy && name !== 'northlight-root')
  const first = random.below(free.length)
  const accounts = [free[first], free[(first + 1 + random.below(free.length - 1)) % free.length]].flatMap((name) => name ?? [])
  const region_id = REGIONS[random.below(REGIONS.length)] ?? 'eu-west-1'
  const team = TEAMS[random.below(TEAMS.length)] ?? TEAMS[0]
  const end = startOfDay(addDays(BILL_START, FIRST_END + random.below(Math.max(1, days - LAST_DAYS - FIRST_END))))
  const ends = random.unit() < ENDS_BELOW && has_labels
  const covers: number[][] = []
  for (let at = 0; covers.length < days; at = 1 - at) for (let left = 1 + random.below(STAYS_DAYS); left > 0; left--) covers.push([at, 1 - at])
  const reservations = [0, 1].map((r): Fleet => {
    const account = accounts[r] ?? 'shared-services'
    const usage_type = `${REGION_PREFIX[region_id]}${TERMS.usage_type}`
    return {
      kind: 'zonal',
      reserved: RESERVED,
      sizes: [{ usage_type, hourly: TERMS.on_demand_hourly, units: 1n, zone: null }],
      running: covers.map(() => [Number(RESERVED)]),
      reservation: {
        ...TERMS,
        usage_type,
        arn: `arn:aws:ec2:${region_id}:${ACCOUNTS[account].account_id}:reserved-instances/${sha256(`shared:${seed}:${r}`).slice(0, 32)}`,
        account,
        region_id,
        product: 'AmazonEC2',
        operation: 'RunInstances',
        family: 'Compute Instance',
        team,
        resource_ids: [],
        offering: 'Partial Upfront',
        lease: '3yr',
        start: '2025-02-01T00:00:00.000Z',
        end: r === 0 && ends ? end : '2028-02-01T00:00:00.000Z',
      },
    }
  })
  return { reservations, accounts, covers: covers.slice(0, days) }
}

/** A day of the machines: what the reservations pay for in the accounts where they are that day, and the rest at the on-demand price. */
export function sharedCharges({ reservations, accounts, covers }: SharedMachines, t: number, day: Day, share_pct: bigint): Charge[] {
  const on = billDay(day, share_pct)
  const hours = (machines: bigint) => (machines * HOURS_PER_DAY * MICRO * share_pct) / 100n
  return accounts.flatMap((account, at) => {
    const paying = reservations.filter((fleet, r) => covers[t]?.[r] === at && isActive(fleet, day))
    const covered = paying.flatMap((fleet) => {
      const [size] = fleet.sizes
      return size === undefined ? [] : [coveredUse(inAccount(fleet, account), size, hours(fleet.reserved), on)]
    })
    const [any] = reservations
    const [size] = any?.sizes ?? []
    const left = hours(BigInt(MACHINES)) - covered.reduce((sum, { quantity }) => sum + quantity, 0n)
    return any === undefined || size === undefined ? covered : [...covered, openUse(inAccount(any, account), size, left, on)]
  })
}

const inAccount = (fleet: Fleet, account: AccountName): Fleet => ({ ...fleet, reservation: { ...fleet.reservation, account } })

/** The label of a reservation that ends within the bill while the machines go on: it is felt in every account where it may have paid. */
export const sharedLabels = (seed: number, { reservations, accounts }: SharedMachines, last_day: Day): SeededLabel[] =>
  reservations.flatMap((fleet): SeededLabel[] => {
    const start = fleet.reservation.end.slice(0, 10)
    if (start > last_day) return []
    const { region_id, product, usage_type } = fleet.reservation
    const impact_per_day = Math.round(lostPerDay(fleet) * 100) / 100
    return [
      {
        label_id: seededId(seed, 'shared_reservation_end'),
        cause: 'floating_reservation_end',
        shape: 'step',
        scopes: accounts.map((account) => ({ sub_account_id: ACCOUNTS[account].account_id, service_name: SERVICES[product], region_id, usage_type })),
        start,
        end: last_day,
        impact_per_day,
        expected_severity: impact_per_day >= 200 ? 'medium' : 'low',
        allowed_actions: LABEL_ACTIONS.floating_reservation_end.allowed,
        forbidden_actions: LABEL_ACTIONS.floating_reservation_end.forbidden,
      },
    ]
  })
