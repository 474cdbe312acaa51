import { formatCount, formatMoney } from '@/lib/kernel/format'
import { big } from '@/lib/kernel/money'
import type { Environment, ReversibilityClass, Risk, RiskTier } from '@/schemas/action'
import type { Decimal } from '@/schemas/money'

// Every number below is a point on the scale 0..100.
const ENVIRONMENT_POINTS: Record<Environment, number> = { prod: 20, unknown: 15, stage: 8, dev: 0, test: 0 }
const CLASS_POINTS: Record<ReversibilityClass, number> = { R0: 0, R1: 0, R2: 8, R3: 30, F: 10 }
const CLASS_WORDS: Record<ReversibilityClass, string> = {
  R0: 'only notes something',
  R1: 'undone in minutes',
  R2: 'undone with downtime',
  R3: 'cannot be undone',
  F: 'a financial commitment',
}
const DATA_POINTS = { no_data: 0, stateful: 10, only_copy: 25 }
const TIERS = [
  [75, 'critical'],
  [55, 'high'],
  [35, 'medium'],
  [20, 'low_medium'],
] as const satisfies readonly (readonly [number, RiskTier])[]
const TIER_ORDER: readonly RiskTier[] = ['low', 'low_medium', 'medium', 'high', 'critical']
const LARGE_MONTHLY_EFFECT = '10000'
const SUM_THAT_RAISES = 150

export type RiskQuestion = {
  template: string
  base_risk: number
  environment: Environment
  reversibility: ReversibilityClass
  targets: number
  accounts: number
  /** Null: not known, which counts as present. */
  dependents: number | null
  on_request_path: boolean | null
  touches: 'no_data' | 'stateful' | 'only_copy'
  /** 0..1 */
  confidence: number
  is_in_change_window: boolean
  is_before_weekend: boolean
  /** Null: never used in this tenant. */
  history: { runs: number; rollbacks: number } | null
  /** What the action moves per month, either way. */
  monthly_effect: Decimal
  currency: string
}

type Term = Risk['terms'][number]

/** Risk of one action with every term that has points. */
export function riskOf(q: RiskQuestion): Risk {
  const spread = Math.min(20, 4 * Math.log2(1 + q.targets))
  const terms: Term[] = [
    { name: 'template', points: q.base_risk, because: q.template.replaceAll('_', ' ') },
    { name: 'environment', points: ENVIRONMENT_POINTS[q.environment], because: q.environment === 'unknown' ? 'not known: the environment' : q.environment },
    { name: 'reversibility', points: CLASS_POINTS[q.reversibility], because: CLASS_WORDS[q.reversibility] },
    { name: 'targets', points: Math.round(spread), because: formatCount(q.targets, 'resource') },
    { name: 'accounts', points: q.accounts > 1 ? 5 : 0, because: formatCount(q.accounts, 'account') },
    {
      name: 'dependents',
      points: q.dependents === 0 ? 0 : 5,
      because: q.dependents === null ? 'not known: what depends on them' : formatCount(q.dependents, 'dependent'),
    },
    {
      name: 'request_path',
      points: q.on_request_path === false ? 0 : 10,
      because: q.on_request_path === null ? 'not known: whether requests pass through them' : 'on a request path',
    },
    { name: 'data', points: DATA_POINTS[q.touches], because: q.touches === 'only_copy' ? 'holds the only copy' : 'holds data' },
    { name: 'confidence', points: Math.round(20 * (1 - q.confidence)), because: `the cause is known with a confidence of ${Math.round(q.confidence * 100)} %` },
    { name: 'change_window', points: q.is_in_change_window ? 0 : 10, because: 'outside the change window' },
    { name: 'weekend', points: q.is_before_weekend ? 5 : 0, because: 'between Friday 15:00 and Monday 08:00' },
    historyTerm(q),
    {
      name: 'amount',
      points: big(q.monthly_effect).abs().gt(LARGE_MONTHLY_EFFECT) ? 5 : 0,
      because: `moves ${formatMoney(q.monthly_effect, q.currency)} a month`,
    },
  ]
  const counted = terms.filter((term) => term.points !== 0)
  const score = Math.min(
    100,
    Math.max(
      0,
      counted.reduce((total, term) => total + term.points, 0),
    ),
  )
  return { score, tier: tierOf(score), terms: counted }
}

/** Risk of a plan: that of its riskiest action, one tier up when the scores add to more than 150. */
export function riskOfPlan(risks: readonly Risk[]): Risk {
  const [first, ...rest] = [...risks].sort((a, b) => b.score - a.score)
  if (first === undefined) return { score: 0, tier: 'low', terms: [] }
  if (rest.length === 0) return first
  const total = risks.reduce((sum, risk) => sum + risk.score, 0)
  const raised = total > SUM_THAT_RAISES ? (TIER_ORDER[TIER_ORDER.indexOf(first.tier) + 1] ?? 'critical') : first.tier
  const because = `the riskiest of ${risks.length} actions`
  const terms: Term[] = [{ name: 'riskiest_action', points: first.score, because }]
  return {
    score: first.score,
    tier: raised,
    terms:
      raised === first.tier ? terms : [...terms, { name: 'sum_of_actions', points: 0, because: `the scores add to ${total}, which raises the tier by one` }],
  }
}

const tierOf = (score: number): RiskTier => TIERS.find(([least]) => score >= least)?.[1] ?? 'low'

function historyTerm(q: RiskQuestion): Term {
  if (q.history === null || q.history.runs === 0) return { name: 'history', points: 5, because: 'first use here' }
  const { runs, rollbacks } = q.history
  return { name: 'history', points: Math.min(15, Math.round((rollbacks / runs) * 40)), because: `${rollbacks} of ${formatCount(runs, 'run')} rolled back` }
}
