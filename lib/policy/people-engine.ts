import { type EntityJson, preparsePolicySet, preparseSchema, statefulIsAuthorized, validate } from '@cedar-policy/cedar-wasm/nodejs'
import { digest } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import type { Actor, Role } from '@/schemas/actor'
import type { CommandName } from '@/schemas/command'
import { splitPolicies } from './split-policies'

export type PeopleBundle = { schema: string; files: readonly { name: string; text: string }[] }
export type PeopleAction = CommandName | 'export'

/** What policy may look at of a request: who proposed it, its level, and whose signature or refusal would count now. */
export type RequestFacts = {
  tenant_id: string
  level_rank: number
  proposed_by: string
  open_roles: readonly Role[]
  slot_roles: readonly Role[]
  may_sign_for: readonly string[]
  may_refuse_for: readonly string[]
}

/** Why something may be done, or may not: the policies that decided, by id. An error denies and names none. */
export type Permission = { is_permitted: boolean; because: string[]; errors: string[] }

export type PeopleEngine = {
  /** Whether somebody may give a command in a tenant at all. */
  mayGive(actor: Actor, action: PeopleAction, tenant_id: string): Permission
  /** Whether somebody may decide on one request. */
  mayDecide(actor: Actor, action: CommandName, request: RequestFacts): Permission
  /** What strict validation finds wrong; empty when the policies may be used. */
  validate(): string[]
  policy_ids: readonly string[]
}

type Resource = EntityJson & { uid: { type: string; id: string } }

const TYPE = { person: 'Person', service: 'Service', agent: 'Agent', system: 'Machine' } as const satisfies Record<Actor['kind'], string>

/** Throws Fault `validation_failed` when the policies cannot be read. */
export function makePeopleEngine({ schema, files }: PeopleBundle): PeopleEngine {
  const policies = splitPolicies(files)
  const name = digest({ people: schema, policies })
  must(preparseSchema(`${name}:schema`, schema))
  must(preparsePolicySet(name, { staticPolicies: policies }))

  const ask = (actor: Actor, action: PeopleAction, resource: Resource): Permission => {
    const principal = { type: TYPE[actor.kind], id: actor.id }
    const answer = statefulIsAuthorized({
      principal,
      action: { type: 'Action', id: action },
      resource: resource.uid,
      context: {
        person_id: actor.id,
        surface: actor.surface,
        is_token: actor.auth?.method === 'token',
        scopes: [...(actor.auth?.scopes ?? [])],
      },
      preparsedSchemaName: `${name}:schema`,
      validateRequest: true,
      preparsedPolicySetId: name,
      entities: [
        { uid: principal, attrs: { tenant: ref('Tenant', actor.tenant_id) }, parents: actor.roles.map((role) => ({ type: 'Role', id: role })) },
        resource,
      ],
    })
    if (answer.type === 'failure') return { is_permitted: false, because: [], errors: answer.errors.map((e) => e.message) }
    const { reason, errors } = answer.response.diagnostics
    // Cedar leaves a failing policy out, so a failing forbid would open the door: any error closes it.
    if (errors.length > 0) return { is_permitted: false, because: [], errors: errors.map((e) => `${e.policyId}: ${e.error.message}`) }
    return { is_permitted: answer.response.decision === 'allow', because: [...reason].sort(), errors: [] }
  }

  return {
    mayGive: (actor, action, tenant_id) => ask(actor, action, { uid: { type: 'Tenant', id: tenant_id }, attrs: {}, parents: [] }),
    mayDecide: (actor, action, request) => ask(actor, action, asEntity(request)),
    validate() {
      const answer = validate({ schema, policies: { staticPolicies: policies } })
      if (answer.type === 'failure') return answer.errors.map((e) => e.message)
      return [...answer.validationErrors, ...answer.validationWarnings].map((e) => `${e.policyId}: ${e.error.message}`)
    },
    policy_ids: Object.keys(policies).sort(),
  }
}

const ref = (type: string, id: string) => ({ __entity: { type, id } })

const asEntity = (r: RequestFacts): Resource => ({
  uid: { type: 'Request', id: 'request' },
  attrs: {
    tenant: ref('Tenant', r.tenant_id),
    level_rank: r.level_rank,
    proposed_by: r.proposed_by,
    open_roles: r.open_roles.map((role) => ref('Role', role)),
    slot_roles: r.slot_roles.map((role) => ref('Role', role)),
    may_sign_for: [...r.may_sign_for],
    may_refuse_for: [...r.may_refuse_for],
  },
  parents: [],
})

function must(answer: ReturnType<typeof preparseSchema>): void {
  if (answer.type === 'failure')
    throw new Fault('validation_failed', `the policies about people cannot be used: ${answer.errors[0]?.message ?? 'not readable'}`)
}
