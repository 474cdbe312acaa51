import {
  type AuthorizationAnswer,
  type CedarValueJson,
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
  validate,
} from '@cedar-policy/cedar-wasm/nodejs'
import { Fault } from '@/lib/kernel/errors'
import type { PolicyFacts } from '@/schemas/policy'
import type { Agreement } from './levels'
import { conditionAsPolicy, type ParsedPolicy } from './parse-bundle'

/** What Cedar said: the ids of the policies that decided, and everything that went wrong on the way. */
export type Answer = { is_permitted: boolean; because: string[]; errors: string[] }
export type Ask = (facts: PolicyFacts, agreement: Agreement) => Answer

const EXECUTOR = { type: 'Worker', id: 'executor' }
const EXECUTE = { type: 'Action', id: 'execute' }
const PLAN = { type: 'Plan', id: 'plan' }
const ENTITY_TYPE = { desk: 'Desk', environment: 'Environment', tier: 'Tier', reversibility: 'Reversibility' } as const satisfies Partial<
  Record<keyof PolicyFacts, string>
>

/**
 * `rules` decides. `conditions` answers for every single condition of every route whether it holds, under the ids of `conditionId`.
 * Cedar keeps parsed sets by name, here the bundle's digest, so preparing one twice changes nothing.
 */
export function prepare(bundle_digest: string, schema: string, policies: readonly ParsedPolicy[]): { rules: Ask; conditions: Ask } {
  const schema_name = `${bundle_digest}:schema`
  must(preparseSchema(schema_name, schema))
  const ready = (set: string, staticPolicies: Parameters<typeof preparsePolicySet>[1]['staticPolicies'] & object): Ask => {
    must(preparsePolicySet(set, { staticPolicies }))
    return (facts, agreement) =>
      read(
        statefulIsAuthorized({
          principal: EXECUTOR,
          action: EXECUTE,
          resource: PLAN,
          context: agreement,
          preparsedSchemaName: schema_name,
          validateRequest: true,
          preparsedPolicySetId: set,
          entities: [{ uid: PLAN, attrs: asAttributes(facts), parents: [] }],
        }),
      )
  }
  const permits = policies.filter((p) => p.effect === 'permit')
  const conditions = permits.flatMap((p) => p.conditions.map((c, i) => [conditionId(p, i), conditionAsPolicy(c.kind, c.body)] as const))
  return { rules: ready(`${bundle_digest}:rules`, policyTexts(policies)), conditions: ready(`${bundle_digest}:conditions`, Object.fromEntries(conditions)) }
}

export const conditionId = (p: ParsedPolicy, position: number): string => `${p.policy_id}#${position}`

/** Strict validation against the schema: unknown facts, wrong types, policies that can never apply. */
export function validatePolicies(schema: string, policies: readonly ParsedPolicy[]): string[] {
  const answer = validate({ schema, policies: { staticPolicies: policyTexts(policies) } })
  if (answer.type === 'failure') return answer.errors.map((e) => e.message)
  return [...answer.validationErrors, ...answer.validationWarnings].map((e) => `${e.policyId}: ${e.error.message}`)
}

const policyTexts = (policies: readonly ParsedPolicy[]): Record<string, string> => Object.fromEntries(policies.map((p) => [p.policy_id, p.text]))

function asAttributes(facts: PolicyFacts): Record<string, CedarValueJson> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const type = ENTITY_TYPE[name as keyof typeof ENTITY_TYPE]
      return [name, type === undefined ? value : { __entity: { type, id: String(value) } }]
    }),
  )
}

function read(answer: AuthorizationAnswer): Answer {
  if (answer.type === 'failure') return { is_permitted: false, because: [], errors: answer.errors.map((e) => e.message) }
  const { decision, diagnostics } = answer.response
  return {
    is_permitted: decision === 'allow',
    because: [...diagnostics.reason].sort(),
    errors: diagnostics.errors.map((e) => `${e.policyId}: ${e.error.message}`),
  }
}

function must(answer: ReturnType<typeof preparseSchema>): void {
  if (answer.type === 'failure') throw new Fault('validation_failed', `the policies cannot be used: ${answer.errors[0]?.message ?? 'not readable'}`)
}
