import { formatCount, formatDuration, formatMoney } from '@/lib/kernel/format'
import { Level, type PolicyFacts, type RiskPoints } from '@/schemas/policy'

type FactName = keyof PolicyFacts

const TIER_WORDS = { low: 'low', low_medium: 'low to medium', medium: 'medium', high: 'high', critical: 'critical' } as const

/** A fact with its unit, as a person reads it. */
export function factText(facts: PolicyFacts, name: FactName): string {
  if (name === 'cents_per_month' || name === 'cents_committed') return formatMoney((facts[name] / 100).toFixed(2))
  if (name === 'evidence_age_sec') return formatDuration(facts[name])
  if (name === 'youngest_target_age_hours') return `${facts[name]} h`
  if (name === 'confidence_pct') return `${facts[name]} %`
  if (name === 'evidence_coverage_pct') return `${facts[name]} %`
  if (name === 'tenant_least_rank') return Level.options[facts[name]] ?? String(facts[name])
  if (name === 'points') return pointsText(facts.points)
  if (name === 'belt') return facts.belt?.because ?? 'no belt'
  if (name === 'tier') return TIER_WORDS[facts.tier]
  if (name === 'targets' || name === 'accounts') return facts[name].toLocaleString('en-US')
  return String(facts[name])
}

const pointsText = (points: RiskPoints): string =>
  Object.entries(points)
    .filter(([, n]) => n !== 0)
    .map(([name, n]) => `${name.replaceAll('_', ' ')} ${n}`)
    .join(', ')

/** A policy's sentence with `{fact}` filled in. */
export const fillIn = (sentence: string, facts: PolicyFacts): string => sentence.replace(/\{([a-z_]+)\}/g, (_all, name: FactName) => factText(facts, name))

/** A policy's sentence where no case is at hand: a figure that only a plan has is left out, or told by what it is. */
export const leftOpen = (sentence: string): string =>
  WITHOUT_PLAN.reduce((text, [figure, instead]) => text.replace(figure, instead), sentence).replace(
    /\{([a-z_]+)\}/g,
    (_all, name: string) => OF_PLAN[name] ?? `its ${name.replace(/^(?:is|has|are)_|_(?:pct|sec|hours)$/g, '').replaceAll('_', ' ')}`,
  )

// "12 % sure, below 60 %": the bound says it without the figure.
const WITHOUT_PLAN = [
  [/\{[a-z_]+\}, (?=(?:below|above|more than|less than) )/g, ''],
  [/\{(?:evidence_age_sec|youngest_target_age_hours)\} old, /g, ''],
  [/ of \{cents_(?:committed|per_month)\} a month/g, ''],
  [/\{targets\} resources; a plan in \{environment\} may change \{max_targets\}/g, 'more resources than a plan in its environment may'],
  [
    /\{targets\} resources; \{mutations_left_today\} changes are left today in \{environment\}/g,
    'more resources than changes are left today in its environment',
  ],
  [/at most \{max_targets\} resources/g, 'at most as many resources as the limit of its environment'],
  [/Risk is \{tier\}: one person/g, 'One person'],
  [/Risk is \{tier\}: announced/g, 'Announced'],
] as const satisfies readonly (readonly [RegExp, string])[]
const OF_PLAN: Readonly<Record<string, string>> = {
  environment: 'its environment',
  tier: 'its risk',
  targets: 'its number of targets',
  max_targets: 'the limit of its environment',
  mutations_left_today: 'what is left today',
}

/** What would satisfy a condition that a route puts on one fact. Routes share their conditions, so the words live with the fact. */
export const WOULD_SATISFY: Partial<Record<FactName, (facts: PolicyFacts) => string>> = {
  tier: (f) => `A lower risk: the score is ${f.risk_score} of 100. Fewer targets, a non-production environment or a reversible action lower it`,
  is_auto_opted_in: () => 'The tenant opts in to automatic execution of this action',
  reversibility: () => 'An action that is undone in minutes without downtime',
  environment: () => 'The targets are not in production, and their environment is known',
  is_in_change_window: () => 'The change window is open',
  targets: (f) => `At most ${formatCount(f.max_targets, 'target')}`,
}
