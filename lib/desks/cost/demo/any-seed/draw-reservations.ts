import { sha256 } from '@/lib/kernel/canonical'
import { makeRandom, type Random } from '@/lib/kernel/random'
import { addDays, startOfDay } from '@/lib/kernel/time'
import { ACCOUNTS, type AccountName, REGION_PREFIX, type RegionId, TEAMS, type Team } from '../accounts'
import type { DemoReservation } from '../commitments'
import { BILL_START } from '../people'

/** Machines of one size: `units` is what one of them counts for a reservation of any size, `zone` where one of a zone has to look. */
export type FleetSize = { usage_type: string; hourly: string; units: bigint; zone: string | null }
/** Machines that run day and night, and the reservation that pays for some of them, smallest first. `running[t][i]` are the machines of size `i` on day `t`. */
export type Fleet = {
  kind: 'zonal' | 'regional' | 'database'
  reservation: DemoReservation
  /** Reserved machines, or units of size where any size is covered. */
  reserved: bigint
  sizes: readonly FleetSize[]
  running: readonly (readonly number[])[]
}

// On-demand dollars an hour in the price list of the estate; a reservation asks for six tenths of it.
const PRICES = { zonal: '0.68', regional: { large: '0.107', xlarge: '0.214', '2xlarge': '0.428' }, database: '1.018' } as const
const TERMS = {
  zonal: { usage_type: 'BoxUsage:c5.4xlarge', recurring_hourly: '0.31', upfront_hourly: '0.1', upfront_per_unit: '876', on_demand_hourly: PRICES.zonal },
  // For each unit of size: an hour of a large machine is four.
  regional: { usage_type: 'BoxUsage:m6i.large', recurring_hourly: '0.0112', upfront_hourly: '0.0048', upfront_per_unit: '42.048', on_demand_hourly: '0.02675' },
  database: {
    usage_type: 'InstanceUsage:db.r6g.2xl',
    recurring_hourly: '0.42',
    upfront_hourly: '0.2',
    upfront_per_unit: '1752',
    on_demand_hourly: PRICES.database,
  },
} as const
const REGIONS: readonly RegionId[] = ['eu-west-1', 'us-east-1', 'eu-central-1']
const TOTAL_UNITS = 288
const RESERVED_UNITS = 208n
const [FIRST_END, LAST_DAYS] = [60, 25]
const DATABASE_BEGINS_ON_DAY = 20
const ENDS_BELOW = { zonal: 0.4, regional: 0.8 } as const

/**
 * Three fleets with a reservation each, away from the account whose plan covers what computes. At most one of the first two reservations ends within the bill;
 * in a bill to which nothing happens none does.
 */
export function drawReservations(seed: number, days: number, busy: AccountName, has_labels: boolean): Fleet[] {
  const random = makeRandom(seed, 'reservations')
  const accounts = (Object.keys(ACCOUNTS) as AccountName[]).filter((name) => name !== busy && name !== 'northlight-root')
  const u = random.unit()
  const end = startOfDay(addDays(BILL_START, FIRST_END + random.below(Math.max(1, days - LAST_DAYS - FIRST_END))))
  const ends = !has_labels ? null : u < ENDS_BELOW.zonal ? 'zonal' : u < ENDS_BELOW.regional ? 'regional' : null
  return (['zonal', 'regional', 'database'] as const).map((kind) => {
    const account = accounts[random.below(accounts.length)] ?? 'shared-services'
    const region_id = REGIONS[random.below(REGIONS.length)] ?? 'eu-west-1'
    const team = TEAMS[random.below(TEAMS.length)] ?? TEAMS[0]
    const until = ends === kind ? end : '2028-02-01T00:00:00.000Z'
    return fleetOf(kind, { seed, random, days, account, region_id, team, until })
  })
}

type Draw = { seed: number; random: Random; days: number; account: AccountName; region_id: RegionId; team: Team; until: string }

function fleetOf(kind: Fleet['kind'], draw: Draw): Fleet {
  const { seed, account, region_id, team, until } = draw
  const prefix = REGION_PREFIX[region_id]
  const is_database = kind === 'database'
  const name = sha256(`reservation:${seed}:${kind}`).slice(0, 32)
  const reservation: DemoReservation = {
    ...TERMS[kind],
    arn: `arn:aws:${is_database ? 'rds' : 'ec2'}:${region_id}:${ACCOUNTS[account].account_id}:${is_database ? 'ri' : 'reserved-instances'}/${name}`,
    account,
    region_id,
    product: is_database ? 'AmazonRDS' : 'AmazonEC2',
    usage_type: `${prefix}${TERMS[kind].usage_type}`,
    operation: is_database ? 'CreateDBInstance:0021' : 'RunInstances',
    family: is_database ? 'Database Instance' : 'Compute Instance',
    team,
    resource_ids: [],
    offering: 'Partial Upfront',
    lease: is_database ? '1yr' : '3yr',
    start: is_database ? startOfDay(addDays(BILL_START, DATABASE_BEGINS_ON_DAY)) : '2025-02-01T00:00:00.000Z',
    end: is_database ? startOfDay(addDays(BILL_START, DATABASE_BEGINS_ON_DAY + 365)) : until,
  }
  const one = (zone: string | null): FleetSize => ({ usage_type: reservation.usage_type, hourly: reservation.on_demand_hourly, units: 1n, zone })
  if (kind === 'zonal')
    return { kind, reservation, reserved: 6n, sizes: [one(`${region_id}a`), one(`${region_id}b`)], running: draws(draw, (r) => [r.unit() < 0.06 ? 5 : 6, 3]) }
  if (is_database) return { kind, reservation, reserved: 4n, sizes: [one(null)], running: draws(draw, (r) => [r.unit() < 0.12 ? 3 : 5]) }
  const sizes = Object.entries(PRICES.regional).map(
    ([size, hourly], i): FleetSize => ({ usage_type: `${prefix}BoxUsage:m6i.${size}`, hourly, units: BigInt(4 << i), zone: null }),
  )
  return { kind, reservation, reserved: RESERVED_UNITS, sizes, running: composition(draw) }
}

const draws = ({ random, days }: Draw, one: (random: Random) => number[]): number[][] => Array.from({ length: days }, () => one(random))

/** The same capacity every day, in other sizes every week or two: so much of it in the largest, the rest in the others. */
function composition({ random, days }: Draw): number[][] {
  const running: number[][] = []
  while (running.length < days) {
    const largest = 6 + random.below(7)
    const middle = 4 + random.below(8)
    const mix = [(TOTAL_UNITS - 16 * largest - 8 * middle) / 4, middle, largest]
    for (let left = 8 + random.below(9); left > 0; left--) running.push(mix)
  }
  return running.slice(0, days)
}
