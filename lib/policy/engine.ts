import { digest } from '@/lib/kernel/canonical'
import { type PolicyDecision, PolicyFacts, type PolicyReason } from '@/schemas/policy'
import { prepare, validatePolicies } from './cedar'
import { ROUTES } from './levels'
import { type ParsedPolicy, type PolicyBundle, parseBundle } from './parse-bundle'
import { told, unmetConditions, unmetForbid } from './why'

const NOTHING_PERMITS: PolicyReason = { policy_id: 'default', text: 'No policy permits this plan', control: 'default-deny' }
const NOT_EVALUATED: PolicyReason = { policy_id: 'default', text: 'Policy could not be evaluated, so the plan is denied', control: 'default-deny' }

export type PolicyEngine = {
  /** The least agreement that policy permits for a plan with these facts, or deny. Equal facts and an equal bundle give equal bytes. */
  decide(facts: PolicyFacts): PolicyDecision
  /** Names the bundle: the schema and every policy's text. */
  digest: string
  /** What strict validation finds wrong; empty when the bundle may be used. */
  validate(): string[]
  policies: readonly ParsedPolicy[]
}

/** Throws Fault `validation_failed` when the bundle cannot be read. */
export function makePolicyEngine(bundle: PolicyBundle): PolicyEngine {
  const policies = parseBundle(bundle)
  const by_id = new Map(policies.map((p) => [p.policy_id, p]))
  const policy_digest = digest({ schema: bundle.schema, policies: policies.map((p) => [p.policy_id, p.text]) })
  const ask = prepare(policy_digest, bundle.schema, policies)

  const unmetRoutes = (facts: PolicyFacts, route: (typeof ROUTES)[number] | undefined) =>
    route === undefined
      ? []
      : unmetConditions(
          policies.filter((p) => p.level === route.level),
          new Set(ask.conditions(facts, route.agreement).because),
          facts,
        )

  const decide = (input: PolicyFacts): PolicyDecision => {
    const parsed = PolicyFacts.safeParse(input)
    const stamp = { policy_digest, input_digest: digest(parsed.success ? parsed.data : 'unreadable'), errors: [] as string[] }
    const denied = { ...stamp, decision: 'deny' as const, level: null, slots: [], window_sec: 0, unmet: [] }
    if (!parsed.success) return { ...denied, reasons: [NOT_EVALUATED], errors: parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`) }
    const facts = parsed.data
    const raised = new Set<ParsedPolicy>()
    for (const [position, { level, decision, agreement, slots, window_sec }] of ROUTES.entries()) {
      const answer = ask.rules(facts, agreement)
      // Cedar leaves a failing policy out, so a failing forbid would open the door: any error closes it.
      if (answer.errors.length > 0) return { ...denied, reasons: [NOT_EVALUATED], errors: answer.errors }
      const because = answer.because.map((id) => by_id.get(id)).filter((p) => p !== undefined)
      if (answer.is_permitted) {
        const why_more = [...raised]
        const reasons = told([...because.filter((p) => p.level === level), ...why_more], facts)
        const unmet = [...unmetRoutes(facts, ROUTES[position - 1]), ...why_more.map((p) => unmetForbid(p, facts))]
        return { ...stamp, decision, level, slots, window_sec, reasons, unmet }
      }
      const hard = because.filter((p) => p.conditions.every((c) => !c.reads_agreement))
      if (hard.length > 0) return { ...denied, reasons: told(hard, facts), unmet: hard.map((p) => unmetForbid(p, facts)) }
      for (const p of because) raised.add(p)
    }
    return { ...denied, reasons: [...told([...raised], facts), NOTHING_PERMITS], unmet: unmetRoutes(facts, ROUTES.at(-1)) }
  }

  return { decide, digest: policy_digest, validate: () => validatePolicies(bundle.schema, policies), policies }
}
