import { wordTable } from '@/lib/kernel/word-table'
import type { Environment } from '@/schemas/action'
import type { ChargeKind, Measure } from '@/schemas/frame'
import { nameKey } from '../words/normalise'
import type { Gazetteer } from './gazetteer'
import { type Piece, sweep, type Tag, wordAt } from './tag'

// Words of closed sets: environments, kinds of charge, measures, people. What one word means depends on what stands beside it.

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
})
const ENV_WORD = /^(?:env|environment|env=|environments)$/

/** "prod", "in dev", "env=stage", "the staging environment". "development of cost" is a trend, so that word needs its noun. */
export function tagEnvironments(pieces: readonly Piece[], gazetteer: Gazetteer): Piece[] {
  return sweep(pieces, 1, (word, at, _, out) => {
    // Everything but production is no environment of its own.
    const other = /^non-?(?=[a-z])/.test(word) ? ENVIRONMENTS[word.replace(/^non-?/, '')] : undefined
    if (other !== undefined) return { tag: 'environment', environment: other, is_left_out: true }
    const environment = ENVIRONMENTS[word] ?? (word === 'test' && ENV_WORD.test(wordAt(out, at + 1)) ? 'test' : undefined)
    if (environment === undefined || !gazetteer.environments.includes(environment)) return undefined
    const is_clear = word !== 'development' || ENV_WORD.test(wordAt(out, at + 1)) || /^(?:in|for|on)$/.test(wordAt(out, at - 1))
    return is_clear ? { tag: 'environment', environment } : undefined
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
  'marketplace software': 'marketplace',
  'marketplace products': 'marketplace',
  'marketplace purchases': 'marketplace',
  'third party': 'marketplace',
  'third-party': 'marketplace',
  'third-party software': 'marketplace',
  'third party software': 'marketplace',
  'vendor charge': 'marketplace',
  'vendor charges': 'marketplace',
  'marketplace purchase': 'marketplace',
  'marketplace product': 'marketplace',
  'vendor spend': 'marketplace',
  'vendor costs': 'marketplace',
  'vendor cost': 'marketplace',
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
  'public list price': 'list',
  'public list prices': 'list',
  'public pricing': 'list',
  'list pricing': 'list',
  'list rates': 'list',
  'on-demand rates': 'list',
  'on demand rates': 'list',
  'on-demand prices': 'list',
  'on demand prices': 'list',
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
  'covered by savings plans': 'coverage',
  'covered by commitments': 'coverage',
  'covered by reservations': 'coverage',
  coverage: 'coverage',
  covered: 'coverage',
  covering: 'coverage',
  quantity: 'usage',
  quantities: 'usage',
  'usage quantity': 'usage',
  'usage hours': 'usage',
  gigabytes: 'usage',
  gb: 'usage',
  'usage amount': 'usage',
})

/** “CodeBuild minutes”, “Lambda invocations”: behind a service that is what is counted, unless its money is asked for. */
const UNIT = /^(?:minutes|seconds|requests|invocations|queries|messages)$/
const isService = (piece: Piece | undefined): boolean => piece?.tag?.tag === 'entity' && piece.tag.key === 'service_name'
const OF_MONEY = /\b(?:costs?|spend|spending|spent|pay|paid|paying|bill|billed|price|prices|expensive|dollars)\b/

/** Phrases of at least `shortest` words: whole phrases are read before the single words in them can mean something else. */
export const tagMeasures = (pieces: readonly Piece[], shortest: number): Piece[] =>
  sweep(pieces, 3, (words, at, length, out): Tag | undefined => {
    const is_unit = UNIT.test(words) && isService(out[at - 1]) && !OF_MONEY.test(out.map((p) => p.text).join(' '))
    // “Commitment coverage anomalies”: a kind of them.
    const is_kind = /^(?:anomal(?:y|ies)|cases?|spikes?|incidents?|drift)$/.test(wordAt(out, at + length))
    const measure = length < shortest || is_kind ? undefined : is_unit ? 'usage' : MEASURES[words]
    return measure === undefined ? undefined : { tag: 'measure', measure }
  })

/** First name, family name, whole name or id of one person of the tenant; a name that several share is no one's. */
export function tagPeople(pieces: readonly Piece[], gazetteer: Gazetteer): Piece[] {
  return sweep(pieces, 3, (words) => {
    const key = nameKey(words)
    const named = (as: string) => gazetteer.people.filter((p) => nameKey(p.id) === as || nameKey(p.name) === as || nameKey(p.name).split(' ').includes(as))
    const exact = named(key)
    // “Yukis plate”: a possessive typed without its apostrophe.
    const found = exact.length === 0 && /^[a-z]{3,}s$/.test(key) ? named(key.slice(0, -1)) : exact
    const [only] = found
    return found.length === 1 && only !== undefined && key.length >= 3 ? { tag: 'person', person: only.id, said: words } : undefined
  })
}
