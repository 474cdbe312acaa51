import type { Decision, Reason, Severity } from '@/schemas/decision'

/** What a rule may say when it has what it needs. `more` are results of its own, such as dollars explained. */
export type RuleDecision<More> =
  | ({ outcome: 'finding'; severity?: Severity; reasons: [Reason, ...Reason[]] } & More)
  | ({ outcome: 'clear'; reasons: Reason[] } & More)
  | { outcome: 'unknown'; missing: [string, ...string[]] }

/** Evidence by name; null or absent means that the source could not be asked or has not been. */
export type EvidenceByName = Record<string, unknown>
type Has<E extends EvidenceByName, K extends keyof E> = Omit<E, K> & { [P in K]-?: NonNullable<E[P]> }

/** A pure rule. `version` changes whenever the same evidence can give another decision. `needs` are the pieces without which it cannot know. */
export type Rule<E extends EvidenceByName, K extends keyof E & string, More = unknown> = {
  id: `${'cost' | 'health' | 'change' | 'design'}/${string}`
  version: number
  needs: readonly K[]
  decide(evidence: Has<E, K>): RuleDecision<More>
}

type Stamp = { rule: string; version: number }
export type Decided<More> = Stamp & RuleDecision<More>

/** Runs one rule. Missing evidence gives `unknown`, never `clear`. */
export function applyRule<E extends EvidenceByName, K extends keyof E & string, More = unknown>(rule: Rule<E, K, More>, evidence: E): Decided<More> {
  const stamp = { rule: rule.id, version: rule.version }
  const [first, ...more] = rule.needs.filter((need) => evidence[need] === null || evidence[need] === undefined)
  if (first !== undefined) return { ...stamp, outcome: 'unknown', missing: [first, ...more] }
  // Every need was just seen to be there.
  return { ...stamp, ...rule.decide(evidence as unknown as Has<E, K>) }
}

/** First band whose floor the value reaches; bands run from the highest floor down. */
export function band<T>(value: number, bands: readonly (readonly [floor: number, result: T])[]): T | undefined {
  return bands.find(([floor]) => value >= floor)?.[1]
}

/** What `explain` can put into sentences: any decision, and any rule decision with reasons. */
export type Explainable =
  | Decision
  | (Stamp & { outcome: 'finding' | 'clear' | 'unknown'; severity?: Severity | undefined; reasons?: readonly Reason[]; missing?: readonly string[] })
