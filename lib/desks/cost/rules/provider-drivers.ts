import { add, big, compareDecimal } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import { addDays, daysIn, monthOf } from '@/lib/kernel/time'
import type { CategoryVerdict, Corroboration, CostCategory } from '@/schemas/cost'
import type { Reason } from '@/schemas/decision'
import type { ProviderDrivers } from '@/schemas/evidence/outside'
import type { Sourced, TriageEvidence } from './category-rule'
import { type DriverKind, movedByKind } from './driver-kinds'

// The kind of driver that a category would show as. The provider has none for a list price or a seller on its marketplace.
const SHOWS_AS: Readonly<Partial<Record<CostCategory, DriverKind>>> = {
  commitment_coverage_drift: 'commitment',
  credits_refunds_fees: 'charge',
  pricing_change: 'price',
  data_transfer: 'usage',
  new_resource: 'usage',
  k8s_cost_shift: 'usage',
  resource_waste: 'usage',
  deploy_related: 'usage',
  config_drift: 'usage',
  expected_growth: 'usage',
}
// Share of everything that moved, from which a kind is part of it, and below which it is not while another one is most of it. A price never contradicts.
const AGREES_FROM = 0.2
const CONTRADICTS_BELOW = 0.02
const MOST_OF_IT = 0.8
// Drivers compare whole months: they speak of this rise only when they hold half of what it has cost in its month.
const SEEN_SHARE = 0.5
const EFFECT = { agrees: 0.02, contradicts: -0.1, silent: 0 } as const
const LIMITS = { check: 'provider_drivers', agrees_at: AGREES_FROM, contradicts_at: CONTRADICTS_BELOW } as const

/** Whether the provider's own comparison of the month with the one before names the kind of change that the ledger names. */
export function providerDrivers(evidence: TriageEvidence, winner: CategoryVerdict | null): Corroboration[] {
  const kind = winner === null ? undefined : SHOWS_AS[winner.category]
  if (kind === undefined) return []
  const found = evidence['cost.provider_drivers']
  if (found === null) return [{ ...LIMITS, says: 'unknown', effect: 0, value: null, reasons: [], missing: ['cost.provider_drivers'] }]
  const moved = movedByKind(found.body)
  const all = [...moved.values()].reduce((sum, m) => sum + Math.abs(m), 0)
  const sees = all > 0 && seesRise(evidence, found)
  const [mine, most] = [moved.get(kind) ?? 0, Math.max(0, ...[...moved].filter(([k]) => k !== kind && k !== 'other').map(([, m]) => m))]
  const value = all === 0 ? null : round6(Math.abs(mine) / all)
  const says =
    !sees || value === null
      ? 'silent'
      : isSame(kind, mine, value)
        ? 'agrees'
        : isOther(kind, value, most / all) && evidence.anomaly.scope.owner === undefined
          ? 'contradicts'
          : 'silent'
  const code = sees ? `provider_drivers_${says}` : 'provider_drivers_do_not_see_it'
  return [{ ...LIMITS, says, effect: EFFECT[says], value, reasons: [because(code, kind, value, found)], missing: [] }]
}

/** Money moves out of covered usage and into uncovered, so that of a commitment counts in either direction; of the others a rise has to be a rise. */
const isSame = (kind: DriverKind, mine: number, share: number): boolean => share >= AGREES_FROM && (kind === 'commitment' || mine > 0)
const isOther = (kind: DriverKind, share: number, most: number): boolean => kind !== 'price' && share < CONTRADICTS_BELOW && most >= MOST_OF_IT

function seesRise({ anomaly }: TriageEvidence, { body }: Sourced<ProviderDrivers>): boolean {
  if (body.comparison !== monthOf(anomaly.first_day) || body.currency !== anomaly.currency) return false
  const days = daysIn(anomaly.first_day, addDays(anomaly.last_day, 1)).filter((day) => monthOf(day) === body.comparison).length
  const rises = add('0', ...body.drivers.map((d) => d.difference).filter((d) => compareDecimal(d, '0') > 0))
  return big(rises).gte(big(anomaly.delta_daily_cost).times(days).times(SEEN_SHARE))
}

function because(code: string, kind: DriverKind, share: number | null, { body, evidence_id }: Sourced<ProviderDrivers>): Reason {
  const facts = { kind, baseline: body.baseline, comparison: body.comparison, share_pct: Math.round((share ?? 0) * 1000) / 10, needs_pct: AGREES_FROM * 100 }
  return { code, facts: { ...facts, driver: body.drivers[0]?.name ?? 'not known' }, evidence_ids: [evidence_id] }
}
