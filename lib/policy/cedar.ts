import {
  type AuthorizationAnswer,
  type CedarValueJson,
  type Expr,
  type PolicyJson,
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
  validate,
} from '@cedar-policy/cedar-wasm/nodejs'
import { Fault } from '@/lib/kernel/errors'
import type { Level, PolicyFacts } from '@/schemas/policy'
import { type Agreement, ROUTES } from './levels'
import { conditionAsPolicy, type Doing, type ParsedPolicy } from './parse-bundle'

/** Everything that Cedar said about one plan: which policies and conditions hold under which agreement, and every policy that failed. */
export type Answer = { holds: ReadonlySet<string>; errors: string[] }
export type Ask = (facts: PolicyFacts, doing: Doing) => Answer

/** One policy under the agreement of one level. */
export const policyAt = (p: ParsedPolicy, level: Level): string => (p.conditions.some((c) => c.reads_agreement) ? `${p.policy_id}@${level}` : p.policy_id)
export const conditionId = (p: ParsedPolicy, position: number): string => `${p.policy_id}#${position}`

const EXECUTOR = { type: 'Worker', id: 'executor' }
const actionOf = (doing: Doing) => ({ type: 'Action', id: doing })
const PLAN = { type: 'Plan', id: 'plan' }
const ENTITY_TYPE = { desk: 'Desk', environment: 'Environment', tier: 'Tier', reversibility: 'Reversibility' } as const satisfies Partial<
  Record<keyof PolicyFacts, string>
>

/**
 * Asks every level at once. A policy that reads the agreement of people is taken once for each level, with that level's agreement put in its place. Every
 * policy is asked as a permit, so that one answer names all that hold; `decide` puts them together as Cedar does: something permits and nothing forbids.
 *
 * Cedar keeps parsed sets by name, here the bundle's digest, so preparing one twice changes nothing.
 */
export function prepare(bundle_digest: string, schema: string, policies: readonly ParsedPolicy[]): Ask {
  const schema_name = `${bundle_digest}:schema`
  const set = `${bundle_digest}:all`
  must(preparseSchema(schema_name, schema))
  must(preparsePolicySet(set, { staticPolicies: Object.fromEntries([...policies.flatMap(atEveryLevel), ...policies.flatMap(conditionsOf)]) }))
  return (facts, doing) => {
    const { because, errors } = read(
      statefulIsAuthorized({
        principal: EXECUTOR,
        action: actionOf(doing),
        resource: PLAN,
        context: ROUTES[0]?.agreement ?? {},
        preparsedSchemaName: schema_name,
        validateRequest: true,
        preparsedPolicySetId: set,
        entities: [{ uid: PLAN, attrs: asAttributes(facts), parents: [] }],
      }),
    )
    // A condition alone may fail where `&&` would not have reached it; that one does not hold, and the policy it is from still counts.
    return { holds: new Set(because), errors: errors.filter((e) => !e.startsWith('#')) }
  }
}

/** Cedar's own word on the policies as they are written, under one agreement: a question for each. The tests hold `prepare` to it. */
export function askCedar(
  bundle_digest: string,
  schema: string,
  policies: readonly ParsedPolicy[],
): (facts: PolicyFacts, agreement: Agreement) => { is_permitted: boolean } {
  const schema_name = `${bundle_digest}:schema`
  const set = `${bundle_digest}:as-written`
  must(preparseSchema(schema_name, schema))
  must(preparsePolicySet(set, { staticPolicies: policyTexts(policies) }))
  return (facts, agreement) => {
    const answer = statefulIsAuthorized({
      principal: EXECUTOR,
      action: actionOf('execute'),
      resource: PLAN,
      context: agreement,
      preparsedSchemaName: schema_name,
      validateRequest: true,
      preparsedPolicySetId: set,
      entities: [{ uid: PLAN, attrs: asAttributes(facts), parents: [] }],
    })
    return { is_permitted: answer.type === 'success' && answer.response.decision === 'allow' && answer.response.diagnostics.errors.length === 0 }
  }
}

/** Strict validation against the schema: unknown facts, wrong types, policies that can never apply. */
export function validatePolicies(schema: string, policies: readonly ParsedPolicy[]): string[] {
  const answer = validate({ schema, policies: { staticPolicies: policyTexts(policies) } })
  if (answer.type === 'failure') return answer.errors.map((e) => e.message)
  return [...answer.validationErrors, ...answer.validationWarnings].map((e) => `${e.policyId}: ${e.error.message}`)
}

const policyTexts = (policies: readonly ParsedPolicy[]): Record<string, string> => Object.fromEntries(policies.map((p) => [p.policy_id, p.text]))

function atEveryLevel(p: ParsedPolicy): [string, PolicyJson][] {
  if (!p.conditions.some((c) => c.reads_agreement)) return [[p.policy_id, asPermit(p.json)]]
  return ROUTES.map(({ level, agreement }) => [policyAt(p, level), withAgreement(asPermit(p.json), agreement)])
}

/** Each condition of a route by itself, under the agreement of its own level: what a refusal explains. */
function conditionsOf(p: ParsedPolicy): [string, PolicyJson][] {
  const route = ROUTES.find((r) => r.level === p.level)
  if (p.effect !== 'permit' || route === undefined) return []
  return p.conditions.map((c, i) => [conditionId(p, i), withAgreement(conditionAsPolicy(c.kind, c.body), route.agreement)])
}

const asPermit = ({ annotations: _told, ...json }: PolicyJson): PolicyJson => ({ ...json, effect: 'permit' })
const withAgreement = (json: PolicyJson, agreement: Agreement): PolicyJson => ({
  ...json,
  conditions: json.conditions.map(({ kind, body }) => ({ kind, body: putIn(body, agreement) as Expr })),
})

/** The expression with `context.name` replaced by its value. */
function putIn(node: unknown, agreement: Agreement): unknown {
  if (Array.isArray(node)) return node.map((part) => putIn(part, agreement))
  if (node === null || typeof node !== 'object') return node
  const access = (node as { '.'?: { left: { Var?: string }; attr: string } })['.']
  if (access?.left.Var === 'context') return { Value: agreement[access.attr as keyof Agreement] }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, putIn(value, agreement)]))
}

/** What policies may read: the facts without the words that one of them is told in. */
function asAttributes({ belt: _belt, ...facts }: PolicyFacts): Record<string, CedarValueJson> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const type = ENTITY_TYPE[name as keyof typeof ENTITY_TYPE]
      return [name, type === undefined ? value : { __entity: { type, id: String(value) } }]
    }),
  )
}

function read(answer: AuthorizationAnswer): { because: string[]; errors: string[] } {
  if (answer.type === 'failure') return { because: [], errors: answer.errors.map((e) => e.message) }
  const { reason, errors } = answer.response.diagnostics
  return { because: reason, errors: errors.map((e) => `${e.policyId.includes('#') ? '#' : ''}${e.policyId.split('@')[0]}: ${e.error.message}`) }
}

function must(answer: ReturnType<typeof preparseSchema>): void {
  if (answer.type === 'failure') throw new Fault('validation_failed', `the policies cannot be used: ${answer.errors[0]?.message ?? 'not readable'}`)
}
