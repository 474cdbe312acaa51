import type { PolicyDecision, PolicyFacts } from '@/schemas/policy'

/** Whoever decides: Cedar in this process, or an engine that a site runs itself. A port never throws because policy cannot be asked; it denies. */
export type PolicyPort = {
  /** Names what decides, for the record. */
  digest: string
  decide(facts: PolicyFacts): Promise<PolicyDecision>
}
