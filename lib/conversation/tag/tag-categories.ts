import { wordTable } from '@/lib/kernel/word-table'
import type { CostCategory } from '@/schemas/cost'
import { type Piece, sweep, wordAt } from './tag'

const CATEGORIES: Readonly<Record<string, CostCategory>> = wordTable({
  'commitment coverage drift': 'commitment_coverage_drift',
  'commitment coverage': 'commitment_coverage_drift',
  'coverage drift': 'commitment_coverage_drift',
  'commitment drift': 'commitment_coverage_drift',
  commitment: 'commitment_coverage_drift',
  commitments: 'commitment_coverage_drift',
  coverage: 'commitment_coverage_drift',
  'savings plan': 'commitment_coverage_drift',
  'savings plans': 'commitment_coverage_drift',
  'reserved instance': 'commitment_coverage_drift',
  'reserved instances': 'commitment_coverage_drift',
  'credits refunds fees': 'credits_refunds_fees',
  credit: 'credits_refunds_fees',
  credits: 'credits_refunds_fees',
  refund: 'credits_refunds_fees',
  refunds: 'credits_refunds_fees',
  'pricing change': 'pricing_change',
  'price change': 'pricing_change',
  'price increase': 'pricing_change',
  pricing: 'pricing_change',
  marketplace: 'marketplace',
  'data transfer': 'data_transfer',
  'data-transfer': 'data_transfer',
  transfer: 'data_transfer',
  egress: 'data_transfer',
  'new resource': 'new_resource',
  'new resources': 'new_resource',
  'new-resource': 'new_resource',
  'kubernetes shift': 'k8s_cost_shift',
  'resource waste': 'resource_waste',
  'wasted resources': 'resource_waste',
  waste: 'resource_waste',
  'deploy related': 'deploy_related',
  'deploy-related': 'deploy_related',
  'deployment related': 'deploy_related',
  deploy: 'deploy_related',
  deployment: 'deploy_related',
  deploys: 'deploy_related',
  deployments: 'deploy_related',
  'config drift': 'config_drift',
  'configuration drift': 'config_drift',
  'expected growth': 'expected_growth',
  'organic growth': 'expected_growth',
  'normal growth': 'expected_growth',
  growth: 'expected_growth',
  unknown: 'unknown',
})
const CASE_WORD =
  /^(?:case|cases|anomaly|anomalies|spike|spikes|incidents?|findings?|alarms?|warnings?|ones?|category|issues?|alerts?|problems?|weirdness|trouble|troubles|oddities)$/
/** Whole names of categories: they mean one wherever they stand. */
const UNMISTAKABLE =
  /^(?:credits refunds fees|commitment coverage drift|commitment drift|coverage drift|pricing change|price change|price increase|new-resources?|savings plans?|reserved instances?|commitments?|kubernetes shift|resource waste|deploy(?:ment)?[ -]related|expected growth|organic growth)$/
const ABOUT_CATEGORY =
  /\bwhy\b.*\b(?:not|is|was|it|this|that)\b|\bhow do (?:you|we) know\b|\bwhy (?:do|does|did|would) (?:you|it|we|they|the \w+) (?:say|think|claim|believe|assume|conclude|call|blame|put|file|classify)\b|\b(?:classif(?:ied|ying)|categori[sz](?:ed|ing)|label+(?:ed|ing)|triaged|category|flagged) (?:as|of|is)?|\bis (?:it|this|that)\b|\b(?:it|this|that) is\b|\bcould (?:it|this|that) be\b/

// "Cases that come from a deploy".
const CAUSES =
  /\b(?:case|cases|anomaly|anomalies|spikes?|incidents?|findings?|alerts?)\b.*\b(?:come|comes|came|caused|due|because|triggered|linked|related|stem|stems|result|results)\b/

const CASES = /\b(?:cases?|anomal(?:y|ies)|spikes?|incidents?|findings?|alerts?)\b/

/** “Which new resources have you flagged”. */
const FLAGGED = /\b(?:flag|flagged|flagging|raised|detected|caught)\b/

const UNUSED =
  /\b(?:unused|wasted|not used|idle|unutili[sz]ed|left over|leftover|(?:nobody|no one|no-one|never|not|anyone|anybody) (?:ever )?(?:uses?|used|using|needs?|needed))\b/

const COVERS = /\bcover(?:ed|ing)\b|\bcoverage\b.*\bby\b|\bhow well\b.*\bcovers?\b|\b(?:share|part|portion|much) of\b.*\bcovers?\b/

/** A category beside "cases" or "anomalies", or in a question about why it is (not) that one. */
export function tagCategories(pieces: readonly Piece[]): Piece[] {
  const text = pieces.map((p) => p.text).join(' ')
  const is_about = ABOUT_CATEGORY.test(text)
  return sweep(pieces, 3, (words, at, length, out) => {
    const category = CATEGORIES[words]
    if (category === undefined) return undefined
    const [before, after] = [wordAt(out, at - 1), wordAt(out, at + length)]
    if (/^(?:unused|wasted)$/.test(before) || (words.startsWith('commitment') && after === 'waste')) return undefined
    if (category === 'commitment_coverage_drift' && UNUSED.test(text)) return { tag: 'charge', charge: 'commitment_unused' }
    // Commitments that cover usage: what is measured, no kind of anomaly.
    if (category === 'commitment_coverage_drift' && COVERS.test(text) && !CASE_WORD.test(after)) return { tag: 'measure', measure: 'coverage' }
    const is_named =
      UNMISTAKABLE.test(words) ||
      FLAGGED.test(text) ||
      (/^(?:and|or)$/.test(before) && /\bcategor(?:y|ies)\b/.test(text)) ||
      (length === 1 && out[at]?.is_quoted === true) ||
      CASE_WORD.test(after) ||
      /^(?:category|category:|kind|type|cause|reason)$/.test(before) ||
      (before === 'to' && /^(?:filtered|filter|limited|restricted|narrowed)$/.test(wordAt(out, at - 2)))
    // “Why is the CloudWatch case config drift”.
    const is_verdict = length > 1 && /^(?:and |but |so )?why\b/.test(text) && (CASE_WORD.test(before) || (at > 0 && out[at - 1]?.tag != null))
    const is_reason = is_verdict || (is_about && /^(?:a|an|not|be|as|is|was|related|of|due|to|just|only|really|it|this|that|into|under)$/.test(before))
    const cause = /^(?:the|a|an|our)$/.test(before) ? wordAt(out, at - 2) : before
    const is_cause =
      (before === 'of' && CASES.test(wordAt(out, at - 2))) ||
      (/^(?:from|by|to|of)$/.test(cause) && CAUSES.test(text)) ||
      (/^(?:about|concerning|involving|regarding|around|with|on)$/.test(cause) && CASES.test(text))
    return is_named || is_reason || is_cause ? { tag: 'category', category } : undefined
  })
}
