import { sha256 } from '@/lib/kernel/canonical'
import type { CategoryVerdict } from '@/schemas/cost'
import { type CategoryRule, judgeCategory, type TriageEvidence } from './category-rule'
import { commitmentCoverageDrift } from './commitment-coverage-drift'
import { configDrift } from './config-drift'
import { creditsRefundsFees } from './credits-refunds-fees'
import { dataTransfer } from './data-transfer'
import { deployRelated } from './deploy-related'
import { expectedGrowth } from './expected-growth'
import { k8sCostShift } from './k8s-cost-shift'
import { marketplace } from './marketplace'
import { newResource } from './new-resource'
import { pricingChange } from './pricing-change'
import { resourceWaste } from './resource-waste'

// Versions of the deciding code that is not a rule: raise one whenever the same evidence may give another result.
const PARTS = { detect: 10, attribute: 3, triage: 4, fall: 2, savings: 2, judge: 2, plan: 1 } as const

/** Every category rule, in the order that settles ties: what the bill itself proves comes before what merely happened at the time. */
const RULES = [
  entry(commitmentCoverageDrift),
  entry(creditsRefundsFees),
  entry(pricingChange),
  entry(marketplace),
  entry(dataTransfer),
  entry(newResource),
  entry(k8sCostShift),
  entry(resourceWaste),
  entry(deployRelated),
  entry(configDrift),
  entry(expectedGrowth),
]

/** Every rule and part with its version, one a line: what a rule set consists of. */
export const RULESET: readonly string[] = [
  ...RULES.map((rule) => `${rule.id}@${rule.version}`),
  ...Object.entries(PARTS).map(([part, version]) => `cost/${part}@${version}`),
]

/** Names the rule set in eight characters. Stored with a case, so that a replay knows what to compare with. */
export const RULESET_VERSION: string = `cost-rules ${sha256(RULESET.join('\n')).slice(0, 8)}`

/** Rules that read the bill explain the rise itself; the others label who or what brought it about. */
export const ACCOUNTING = new Set<CategoryVerdict['category']>([
  'commitment_coverage_drift',
  'credits_refunds_fees',
  'pricing_change',
  'marketplace',
  'data_transfer',
  'new_resource',
])

/** What every rule says about one case, in tie order. */
export const judgeCategories = (evidence: TriageEvidence): CategoryVerdict[] => RULES.map((rule) => rule.judge(evidence))

/** A rule with its own evidence type closed over. */
function entry<K extends keyof TriageEvidence & string>(rule: CategoryRule<K>) {
  return { id: rule.id, version: rule.version, judge: (evidence: TriageEvidence): CategoryVerdict => judgeCategory(rule, evidence) }
}
