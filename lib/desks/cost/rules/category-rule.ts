import { big, compareDecimal, toDecimal } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import type { Rule, RuleDecision } from '@/lib/rules/rule'
import { applyRule } from '@/lib/rules/rule'
import type { Anomaly, Attribution, CategoryVerdict, CostCategory } from '@/schemas/cost'
import type { Reason } from '@/schemas/decision'
import type { BudgetLines } from '@/schemas/evidence/budget-lines'
import type { InstanceInventory } from '@/schemas/evidence/cloud'
import type { ChangeEvents, ChargeEvents, CommitmentUse, DailySeries, FirstBilled, LeafChanges, ResourceCosts } from '@/schemas/evidence/cost'
import type { BudgetStatus, BusinessDriver, K8sAllocation, ProviderAnomalies, ProviderCommitments, ProviderDrivers } from '@/schemas/evidence/outside'
import type { ResourceChanges } from '@/schemas/evidence/resource-changes'
import type { TriageSettings } from '@/schemas/evidence/triage-settings'
import type { WasteFindings } from '@/schemas/evidence/waste'
import type { EvidenceId } from '@/schemas/ids'
import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'

/** One stored answer: its body and the id that reasons point to. `completeness` is 0..1. */
export type Sourced<B> = { evidence_id: EvidenceId; completeness: number; body: B }
/** An answer about a moment, with the day on which it was given. */
export type Dated<B> = Sourced<B> & { as_of: Day }

/** What the category rules look at. A source that could not be asked is null. */
export type TriageEvidence = {
  anomaly: Anomaly
  attribution: Attribution
  'cost.leaf_changes': Sourced<LeafChanges> | null
  'cost.charge_events': Sourced<ChargeEvents> | null
  'cost.commitment_use': Sourced<CommitmentUse> | null
  'cost.resource_costs': Sourced<ResourceCosts> | null
  'cost.change_events': Sourced<ChangeEvents> | null
  'cloud.instances': Sourced<InstanceInventory> | null
  'k8s.allocation': Sourced<K8sAllocation> | null
  'business.driver': Sourced<BusinessDriver> | null
  'cost.provider_commitments': Sourced<ProviderCommitments> | null
  'cost.provider_drivers': Sourced<ProviderDrivers> | null
  'cost.provider_anomalies': Sourced<ProviderAnomalies> | null
  /** The days that the anomaly was found in. */
  'cost.daily_series': Sourced<DailySeries> | null
  'cost.first_billed': Sourced<FirstBilled> | null
  'cost.waste_findings': Sourced<WasteFindings> | null
  'cost.budget_status': Dated<BudgetStatus> | null
  /** What budgets ask of the usage beside its scope; null where none asks, or nobody could look. */
  'cost.budget_lines': Sourced<BudgetLines> | null
  /** Resources that became something else with the rise; null where the bill shows none. */
  'cost.resource_changes': Sourced<ResourceChanges> | null
  /** What the tenant set for how its cases are judged; null where it set nothing. */
  'cost.triage_settings': Sourced<TriageSettings> | null
}

export type Explained = { explained: Decimal; subcategory: string | null }
export type CategoryRule<K extends keyof TriageEvidence & string = never> = Rule<TriageEvidence, K, Explained> & { category: CostCategory }

// Below a fifth of the rise a category is noise beside the cause.
export const FINDING_SHARE = 0.2

/** The rise in dollars per day that all categories explain parts of. Falls are not triaged into causes. */
export const riseOf = (attribution: Attribution): Decimal => (compareDecimal(attribution.total_change, '0') > 0 ? attribution.total_change : '0')

/** Share of the rise, 0..1. */
export const shareOf = (explained: Decimal, attribution: Attribution): number =>
  riseOf(attribution) === '0'
    ? 0
    : round6(
        Math.min(
          1,
          Math.max(
            0,
            big(explained)
              .div(big(riseOf(attribution)))
              .toNumber(),
          ),
        ),
      )

export const termOf = (attribution: Attribution, term: Attribution['ledger'][number]['term']): Decimal =>
  attribution.ledger.find((l) => l.term === term)?.amount ?? '0'

/** Dollars clipped to what there is to explain. */
export function clipToRise(amount: Decimal, attribution: Attribution): Decimal {
  const rise = riseOf(attribution)
  if (compareDecimal(amount, '0') <= 0) return '0'
  return compareDecimal(amount, rise) > 0 ? rise : toDecimal(big(amount))
}

/** A finding when the dollars are a fifth of the rise or more, else clear, with the same reasons. */
export function decisionOn(amount: Decimal, subcategory: string | null, reasons: Reason[], attribution: Attribution): RuleDecision<Explained> {
  const explained = clipToRise(amount, attribution)
  const [first, ...more] = reasons
  if (first !== undefined && shareOf(explained, attribution) >= FINDING_SHARE) return { outcome: 'finding', explained, subcategory, reasons: [first, ...more] }
  return { outcome: 'clear', explained, subcategory: null, reasons: explained === '0' ? [] : reasons }
}

/** Runs one category rule and puts its answer into the form that is stored. */
export function judgeCategory<K extends keyof TriageEvidence & string>(rule: CategoryRule<K>, evidence: TriageEvidence): CategoryVerdict {
  const decided = applyRule<TriageEvidence, K, Explained>(rule, evidence)
  const stamp = { rule: rule.id, version: rule.version, category: rule.category, outcome: decided.outcome }
  if (decided.outcome === 'unknown') return { ...stamp, explained: '0', share: null, subcategory: null, reasons: [], missing: [...decided.missing] }
  return {
    ...stamp,
    explained: decided.explained,
    share: shareOf(decided.explained, evidence.attribution),
    subcategory: decided.subcategory,
    reasons: [...decided.reasons],
    missing: [],
  }
}
