import { digest } from '@/lib/kernel/canonical'
import { type Level, type PolicyDecision, PolicyFacts, type PolicyReason, type Unmet } from '@/schemas/policy'
import { type Answer, policyAt, prepare, validatePolicies } from './cedar'
import { ROUTES } from './levels'
import { type ParsedPolicy, type PolicyBundle, parseBundle } from './parse-bundle'
import { told, unmetConditions, unmetForbid } from './why'

const NOTHING_PERMITS: PolicyReason = { policy_id: 'default', text: 'No policy permits this plan', control: 'default-deny' }
const NOT_EVALUATED: PolicyReason = { policy_id: 'default', text: 'Policy could not be evaluated, so the plan is denied', control: 'default-deny' }
/** Why a person takes a plan back where policy could not be asked about that. */
export const CALLS_A_PERSON: PolicyReason = { policy_id: 'default', text: 'Policy could not be evaluated', control: 'default-deny' }
const RETRY: Unmet = {
  policy_id: 'default',
  clause: 'every policy can be evaluated',
  value: 'an error',
  would_satisfy: 'The policies or their facts are repaired',
}

export type PolicyEngine = {
  /** The least agreement that policy permits for a plan with these facts, or deny. Equal facts and an equal bundle give equal bytes. */
  decide(facts: PolicyFacts): PolicyDecision
  /** What forbids that the plan, agreed to at this level, is taken back without a person; an error does, too. Empty where nothing does. */
  forbidsRollbackAlone(facts: PolicyFacts, level: Level): PolicyReason[]
  /** Names the bundle: the schema and every policy's text. */
  digest: string
  /** What strict validation finds wrong; empty when the bundle may be used. */
  validate(): string[]
  policies: readonly ParsedPolicy[]
}

/** Names a bundle: its schema and every policy's text, in the order of their ids. */
const bundleDigest = (schema: string, policies: readonly ParsedPolicy[]): string => digest({ schema, policies: policies.map((p) => [p.policy_id, p.text]) })

/** Throws Fault `validation_failed` when the bundle cannot be read. */
export function makePolicyEngine(bundle: PolicyBundle): PolicyEngine {
  const policies = parseBundle(bundle)
  const policy_digest = bundleDigest(bundle.schema, policies)
  const ask = prepare(policy_digest, bundle.schema, policies)
  const permits = policies.filter((p) => p.effect === 'permit')
  const forbids = policies.filter((p) => p.effect === 'forbid')
  // Forbids that no agreement of people lifts, and those that hold only while fewer people agree than they ask for.
  const hard = forbids.filter((p) => p.conditions.every((c) => !c.reads_agreement))
  const soft = forbids.filter((p) => !hard.includes(p))

  const on_rollback = forbids.filter((p) => p.about.includes('rollback_alone'))
  const forbidsRollbackAlone = (facts: PolicyFacts, level: Level): PolicyReason[] => {
    if (on_rollback.length === 0) return []
    const { holds, errors } = ask(facts, 'rollback_alone')
    const holding = on_rollback.filter((p) => holds.has(policyAt(p, level)))
    return [...(errors.length > 0 ? [CALLS_A_PERSON] : []), ...told(holding, facts)]
  }

  /** What the policies of one level ask for and this plan does not meet. */
  const unmetAt = (level: Level | undefined, { holds }: Answer, facts: PolicyFacts): Unmet[] => {
    const of_level = policies.filter((p) => level !== undefined && p.level === level)
    return unmetConditions(of_level, holds, facts)
  }

  const decide = (input: PolicyFacts): PolicyDecision => {
    const parsed = PolicyFacts.safeParse(input)
    const stamp = { policy_digest, input_digest: digest(parsed.success ? parsed.data : 'unreadable'), errors: [] as string[] }
    const denied = { ...stamp, decision: 'deny' as const, level: null, slots: [], window_sec: 0, unmet: [] }
    const failed = (errors: string[]): PolicyDecision => ({ ...denied, reasons: [NOT_EVALUATED], unmet: [RETRY], errors })
    if (!parsed.success) return failed(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`))
    const facts = parsed.data
    const answer = ask(facts, 'execute')
    // Cedar leaves a failing policy out, so a failing forbid would open the door: any error closes it.
    if (answer.errors.length > 0) return failed([...new Set(answer.errors)].sort())
    const holding = (list: readonly ParsedPolicy[], level: Level): ParsedPolicy[] => list.filter((p) => answer.holds.has(policyAt(p, level)))
    // Routes begin with the least agreement: the first that something permits and nothing forbids is taken.
    const at = ROUTES.findIndex(({ level }) => holding(permits, level).length > 0 && holding(soft, level).length === 0)
    const route = ROUTES[at]
    const forbidden = hard.filter((p) => answer.holds.has(p.policy_id))
    if (forbidden.length > 0) {
      const unmet = forbidden.map((p) => unmetForbid(p, facts))
      return { ...denied, reasons: told(forbidden, facts), unmet, ...(route === undefined ? {} : { then_level: route.level }) }
    }
    // What forbade a lesser agreement is why more of it is asked for.
    const passed_over = route === undefined ? ROUTES : ROUTES.slice(0, at)
    const raised = soft.filter((p) => passed_over.some(({ level }) => answer.holds.has(policyAt(p, level))))
    const unmet = [...unmetAt(passed_over.at(-1)?.level, answer, facts), ...raised.map((p) => unmetForbid(p, facts))]
    if (route === undefined) return { ...denied, reasons: [...told(raised, facts), NOTHING_PERMITS], unmet }
    const { level, decision, slots, window_sec } = route
    const reasons = told([...holding(permits, level).filter((p) => p.level === level), ...raised], facts)
    const forbidding = forbidsRollbackAlone(facts, level)
    return { ...stamp, decision, level, slots, window_sec, reasons, unmet, ...(forbidding.length === 0 ? {} : { rollback_alone_forbidden: forbidding }) }
  }

  return { decide, forbidsRollbackAlone, digest: policy_digest, validate: () => validatePolicies(bundle.schema, policies), policies }
}
