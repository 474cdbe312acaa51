import { sha256 } from '@/lib/kernel/canonical'
import { makeRandom, type Random } from '@/lib/kernel/random'
import { round6 } from '@/lib/kernel/stats'
import { ACCOUNT_NAMES, type AccountName, REGION_PREFIX, type RegionId, TEAMS } from '../accounts'
import type { Behaviour } from '../behaviour'
import { type EstateLine, tagsOf } from '../line'
import { USAGE_PRICES } from '../prices'
import { type ProductCode, SELLERS, SERVICES } from '../services'

/** One leaf of a generated bill: account, region, service, usage type, operation. */
export type SeededLeaf = Omit<EstateLine, 'behaviour' | 'mean_quantity'> & { behaviour: Behaviour; usd_per_day: number }

// Dollars per day by quantile of all leaves that cost anything. The lower half of a real bill's leaves lies below a hundredth of a cent; quantities
// are millionths here, so leaves begin at a tenth of a cent.
const COST_QUANTILES: readonly (readonly [quantile: number, log10: number])[] = [
  [0, -3],
  [0.25, -2.3],
  [0.5, -1.2],
  [0.75, 0.1],
  [0.95, 1.2],
  [0.99, 2.3],
  [1, 3.3],
]
// A third of the lines of a real bill cost nothing.
const FREE_SHARE = 0.36
const REGIONS: readonly RegionId[] = ['eu-west-1', 'us-east-1', 'eu-central-1', 'us-west-2']
const REGION_SHARES = [0.55, 0.25, 0.13, 0.07]
const OPERATIONS = ['RunInstances', 'Create', 'Put', 'Get', 'Store', 'Transfer'] as const
const FLAT = [1, 1, 1, 1, 1, 1, 1] as const

/** Distinct leaves in the order in which they were drawn. Each seed orders accounts and regions by its own. */
export function drawLeaves(seed: number, count: number): SeededLeaf[] {
  const random = makeRandom(seed, 'leaves')
  const accounts = shuffled(ACCOUNT_NAMES, random)
  const zipf = accounts.map((_, i) => 1 / (i + 1))
  const regions = shuffled(REGIONS, random)
  const kinds = Object.keys(USAGE_PRICES).filter((key) => !((key.split('/')[0] as string) in SELLERS))
  const leaves = new Map<string, SeededLeaf>()
  for (let tries = 0; leaves.size < count && tries < count * 20; tries++) {
    const account = pick(accounts, zipf, random)
    const region_id = pick(regions, REGION_SHARES, random)
    const kind = kinds[random.below(kinds.length)] ?? ''
    const operation = `${OPERATIONS[random.below(OPERATIONS.length)]}:${String(random.below(4)).padStart(4, '0')}`
    const is_free = random.unit() < FREE_SHARE
    // Rounded, so that no platform's power function is in the bytes.
    const usd_per_day = is_free ? 0.01 : round6(10 ** logCost(random.unit()))
    const leaf = leafOf({
      account,
      region_id,
      kind,
      operation,
      is_free,
      usd_per_day,
      behaviour: behaviourOf(random, usd_per_day),
      team: random.below(TEAMS.length),
    })
    if (!leaves.has(leaf.line_id)) leaves.set(leaf.line_id, leaf)
  }
  return [...leaves.values()]
}

type Draw = {
  account: AccountName
  region_id: RegionId
  kind: string
  operation: string
  is_free: boolean
  usd_per_day: number
  behaviour: Behaviour
  team: number
}

/** A leaf of a kind in the price table, `product/usage type`. */
export function leafOf({ account, region_id, kind, operation, is_free, usd_per_day, behaviour, team }: Draw): SeededLeaf {
  const [product = '', usage = ''] = [kind.slice(0, kind.indexOf('/')), kind.slice(kind.indexOf('/') + 1)]
  const [unit, rate, family] = USAGE_PRICES[kind] ?? ['Units', '1', 'Other']
  const usage_type = `${REGION_PREFIX[region_id]}${is_free ? `FreeTier:${usage}` : usage}`
  const line_id = [account, region_id, product, usage_type, operation].join('|')
  return {
    line_id,
    account,
    region_id,
    product: (product in SERVICES ? product : 'AmazonEC2') as ProductCode,
    usage_type,
    operation,
    family,
    unit,
    rate: is_free ? '0' : rate,
    resource_id: '',
    tags: is_free ? {} : tagsOf(line_id, account, TEAMS[team] ?? null),
    behaviour,
    usd_per_day,
  }
}

function logCost(u: number): number {
  const at = COST_QUANTILES.findIndex(([quantile]) => quantile >= u)
  const [q1, v1] = COST_QUANTILES[at] ?? [1, 3.3]
  const [q0, v0] = COST_QUANTILES[at - 1] ?? [0, -3]
  return q1 === q0 ? v1 : v0 + ((v1 - v0) * (u - q0)) / (q1 - q0)
}

/** How a leaf moves: half are constant; trials come and go, which makes the births and deaths of a bill; the dearest are the calmest. */
function behaviourOf(random: Random, usd_per_day: number): Behaviour {
  const u = random.unit()
  const shock = (low: number, high: number) => low + (high - low) * random.unit()
  const varying = (spread: number, more: Partial<Behaviour & { kind: 'varying' }> = {}): Behaviour => ({
    kind: 'varying',
    shock: spread,
    persistence: shock(0.5, 0.75),
    week: FLAT,
    growth: shock(-0.02, 0.02) + (usd_per_day > 100 ? 0.03 : 0),
    month_edge: 0,
    tail: 0.035,
    traffic: null,
    ...more,
  })
  if (u < 0.38) return { kind: 'constant' }
  if (u < 0.39) return { kind: 'monthly_fee' }
  if (u < 0.59 && usd_per_day < 20) return { kind: 'trial', on_days: 14, off_days: 20, shock: 0.1 }
  if (u < 0.72) return varying(shock(0.04, usd_per_day > 50 ? 0.12 : 0.16))
  if (u < 0.82) {
    const weekend = shock(0.5, 0.95)
    return varying(shock(0.01, 0.04), { week: [1, 1, 1, 1, 1, weekend, weekend] })
  }
  return varying(shock(0.01, 0.05))
}

const shuffled = <T>(items: readonly T[], random: Random): T[] =>
  items
    .map((item) => ({ item, at: random.unit() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)

function pick<T>(items: readonly T[], weights: readonly number[], random: Random): T {
  let left = random.unit() * weights.reduce((a, b) => a + b, 0)
  for (const [i, item] of items.entries()) {
    left -= weights[i] ?? 0
    if (left < 0) return item
  }
  return items.at(-1) as T
}

/** A stable id for something that a seed makes. */
export const seededId = (seed: number, name: string): string => sha256(`any-seed:${seed}:${name}`).slice(0, 12)
