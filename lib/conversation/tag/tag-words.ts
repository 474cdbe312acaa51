import { wordTable } from '@/lib/kernel/word-table'
import type { Environment } from '@/schemas/action'
import type { CostCategory } from '@/schemas/cost'
import type { ChargeKind, Measure } from '@/schemas/frame'
import { nameKey } from '../words/normalise'
import type { Gazetteer } from './gazetteer'
import { type Piece, sweep, type Tag, wordAt } from './tag'

// Words of closed sets: environments, categories of anomalies, kinds of charge, measures. What one word means depends on what stands beside it.

const ENVIRONMENTS: Readonly<Record<string, Environment>> = wordTable({
  prod: 'prod',
  production: 'prod',
  prd: 'prod',
  stage: 'stage',
  staging: 'stage',
  stg: 'stage',
  preprod: 'stage',
  dev: 'dev',
  development: 'dev',
  'non-prod': 'dev',
  nonprod: 'dev',
})
const ENV_WORD = /^(?:env|environment|env=|environments)$/

/** "prod", "in dev", "env=stage", "the staging environment". "development of cost" is a trend, so that word needs its noun. */
export function tagEnvironments(pieces: readonly Piece[], gazetteer: Gazetteer): Piece[] {
  return sweep(pieces, 1, (word, at, _, out) => {
    const environment = ENVIRONMENTS[word] ?? (word === 'test' && ENV_WORD.test(wordAt(out, at + 1)) ? 'test' : undefined)
    if (environment === undefined || !gazetteer.environments.includes(environment)) return undefined
    const is_clear = word !== 'development' || ENV_WORD.test(wordAt(out, at + 1)) || /^(?:in|for|on)$/.test(wordAt(out, at - 1))
    return is_clear ? { tag: 'environment', environment } : undefined
  })
}

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
  waste: 'resource_waste',
  'deploy related': 'deploy_related',
  'deploy-related': 'deploy_related',
  'deployment related': 'deploy_related',
  deploy: 'deploy_related',
  deployment: 'deploy_related',
  'config drift': 'config_drift',
  'configuration drift': 'config_drift',
  'expected growth': 'expected_growth',
  'organic growth': 'expected_growth',
  'normal growth': 'expected_growth',
  growth: 'expected_growth',
})
const CASE_WORD =
  /^(?:case|cases|anomaly|anomalies|spike|spikes|incidents?|findings?|ones?|category|issues?|alerts?|problems?|weirdness|trouble|troubles|oddities)$/
/** Whole names of categories: they mean one wherever they stand. */
const UNMISTAKABLE =
  /^(?:commitment coverage drift|commitment drift|coverage drift|pricing change|price change|price increase|new-resources?|savings plans?|reserved instances?|commitments?|kubernetes shift|resource waste|deploy(?:ment)?[ -]related|expected growth|organic growth)$/
const ABOUT_CATEGORY =
  /\bwhy\b.*\b(?:not|is|was|it|this|that)\b|\bhow do (?:you|we) know\b|\b(?:classified|categori[sz]ed|label+ed|triaged|category|flagged) (?:as|of|is)?|\bis (?:it|this|that)\b|\b(?:it|this|that) is\b|\bcould (?:it|this|that) be\b/

// "Cases that come from a deploy".
const CAUSES =
  /\b(?:case|cases|anomaly|anomalies|spikes?|incidents?|findings?|alerts?)\b.*\b(?:come|comes|came|caused|due|because|triggered|linked|related|stem|stems|result|results)\b/

const CASES = /\b(?:cases|anomalies|spikes|incidents|findings|alerts)\b/

const UNUSED = /\b(?:unused|wasted|not used|idle|unutili[sz]ed|left over|leftover)\b/

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
    const is_named =
      UNMISTAKABLE.test(words) || (length === 1 && out[at]?.is_quoted === true) || CASE_WORD.test(after) || /^(?:category|category:|kind|type)$/.test(before)
    const is_reason = is_about && /^(?:a|an|not|be|as|is|was|related|of|due|to|just|only|really|it|this|that|into|under)$/.test(before)
    const cause = /^(?:the|a|an|our)$/.test(before) ? wordAt(out, at - 2) : before
    const is_cause =
      (/^(?:from|by|to|of)$/.test(cause) && CAUSES.test(text)) || (/^(?:about|concerning|involving|regarding|around|with)$/.test(cause) && CASES.test(text))
    return is_named || is_reason || is_cause ? { tag: 'category', category } : undefined
  })
}

const CHARGES: Readonly<Record<string, ChargeKind>> = wordTable({
  tax: 'tax',
  taxes: 'tax',
  vat: 'tax',
  credit: 'credit',
  credits: 'credit',
  refund: 'refund',
  refunds: 'refund',
  refunded: 'refund',
  fee: 'fee',
  fees: 'fee',
  marketplace: 'marketplace',
  'third party': 'marketplace',
  'third-party': 'marketplace',
  discount: 'discount',
  discounts: 'discount',
  'usage charges': 'run',
  'usage charge': 'run',
  'usage only': 'run',
  'only usage': 'run',
  'just usage': 'run',
  'unused commitment': 'commitment_unused',
  'unused commitments': 'commitment_unused',
  'commitment waste': 'commitment_unused',
  'wasted commitment': 'commitment_unused',
  'wasted commitments': 'commitment_unused',
  'unused savings plan': 'commitment_unused',
  'unused savings plans': 'commitment_unused',
  'unused reservations': 'commitment_unused',
})

/** "tax in October", "marketplace charges": one kind of charge instead of all. */
export const tagCharges = (pieces: readonly Piece[]): Piece[] =>
  sweep(pieces, 3, (words) => {
    const charge = CHARGES[words]
    return charge === undefined ? undefined : { tag: 'charge', charge }
  })

const MEASURES: Readonly<Record<string, Measure>> = wordTable({
  'list price': 'list',
  'list prices': 'list',
  'list cost': 'list',
  'list costs': 'list',
  'on-demand price': 'list',
  'on demand price': 'list',
  'public price': 'list',
  'public prices': 'list',
  amortised: 'effective',
  amortized: 'effective',
  'effective cost': 'effective',
  effective: 'effective',
  'net cost': 'effective',
  'savings plan coverage': 'coverage',
  'reserved instance coverage': 'coverage',
  'reserved instances coverage': 'coverage',
  'sp coverage': 'coverage',
  'savings plans coverage': 'coverage',
  'commitment coverage': 'coverage',
  'ri coverage': 'coverage',
  'reservation coverage': 'coverage',
  'coverage ratio': 'coverage',
  coverage: 'coverage',
  covered: 'coverage',
  quantity: 'usage',
  quantities: 'usage',
  'usage quantity': 'usage',
  'usage hours': 'usage',
  gigabytes: 'usage',
  gb: 'usage',
  'usage amount': 'usage',
})

/** Phrases of at least `shortest` words: whole phrases are read before the single words in them can mean something else. */
export const tagMeasures = (pieces: readonly Piece[], shortest: number): Piece[] =>
  sweep(pieces, 3, (words, _, length): Tag | undefined => {
    const measure = length >= shortest ? MEASURES[words] : undefined
    return measure === undefined ? undefined : { tag: 'measure', measure }
  })

/** First name, family name, whole name or id of one person of the tenant; a name that several share is no one's. */
export function tagPeople(pieces: readonly Piece[], gazetteer: Gazetteer): Piece[] {
  return sweep(pieces, 3, (words) => {
    const key = nameKey(words)
    const found = gazetteer.people.filter((p) => nameKey(p.id) === key || nameKey(p.name) === key || nameKey(p.name).split(' ').includes(key))
    const [only] = found
    return found.length === 1 && only !== undefined && key.length >= 3 ? { tag: 'person', person: only.id, said: words } : undefined
  })
}
