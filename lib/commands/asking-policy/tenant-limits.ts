import { Environment } from '@/schemas/action'
import { TenantSettings } from '@/schemas/tenant'

type ByEnvironment = Readonly<Record<Environment, number>>

// The defaults are also the ceiling: a tenant may only tighten them.
const CEILING = TenantSettings.parse({})
// A small estate may widen its belt, as far as a quarter of production.
const WIDEST_SHARE_PCT: ByEnvironment = { prod: 25, stage: 50, dev: 100, test: 100, unknown: 25 }

const tighter = (own: ByEnvironment, ceiling: ByEnvironment): ByEnvironment =>
  Object.fromEntries(Environment.options.map((name) => [name, Math.min(own[name], ceiling[name])])) as ByEnvironment // safe: every environment is there

/** Most resources that a tenant may change in one UTC day: its own limit, where that is tighter than everybody's. */
export const mutationsPerDay = ({ mutations_per_day }: TenantSettings): ByEnvironment => tighter(mutations_per_day, CEILING.mutations_per_day)

/** Most resources that one plan of a tenant may change. One may always be changed. */
export function maxTargets({ max_targets }: TenantSettings): ByEnvironment {
  const most = tighter(max_targets, CEILING.max_targets)
  return Object.fromEntries(Environment.options.map((name) => [name, Math.max(1, most[name])])) as ByEnvironment // safe: as above
}

/** Share of a kind of resources that a tenant may change in one account and UTC day: its own, up to what any tenant may allow itself. */
export const sharePerDayPct = ({ share_per_day_pct }: TenantSettings): ByEnvironment => tighter(share_per_day_pct, WIDEST_SHARE_PCT)
