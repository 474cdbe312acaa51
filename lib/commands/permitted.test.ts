import { schemaToJson } from '@cedar-policy/cedar-wasm/nodejs'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { castVeto, denyApproval, requestChanges, signApproval, withdrawApproval } from '@/lib/approval/decide'
import { runNow } from '@/lib/approval/decide-run-now'
import { requestFacts } from '@/lib/approval/request-facts'
import { COMMAND_ROLES } from '@/lib/intents/command-roles'
import { Fault } from '@/lib/kernel/errors'
import { ROUTES } from '@/lib/policy/levels'
import { makePeopleEngine, type PeopleAction, type PeopleBundle, type PeopleEngine } from '@/lib/policy/people-engine'
import { loadPeopleBundle } from '@/lib/policy/people-store'
import { type Actor, Role, Surface, TokenScope } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import { CommandName } from '@/schemas/command'
import { requireCommander } from './refusals/require-commander'

const TENANT = 'tn_northlight'
const NOW = '2026-11-19T12:00:00.000Z'
const HASH = 'a'.repeat(64)
const ROLES = Role.options
let bundle: PeopleBundle
let engine: PeopleEngine

beforeAll(async () => {
  bundle = await loadPeopleBundle()
  engine = makePeopleEngine(bundle)
})

const person = (roles: readonly Role[], over: Partial<Actor> = {}): Actor => ({
  kind: 'person',
  id: 'usr_a',
  name: 'Ada',
  roles: [...roles],
  tenant_id: TENANT,
  surface: 'web',
  ...over,
})
/** Every set of roles that somebody may have: 256 of them. */
const everySet = (): Role[][] => Array.from({ length: 2 ** ROLES.length }, (_, bits) => ROLES.filter((_role, i) => (bits >> i) % 2 === 1))
const asked = new Map<PeopleAction, Set<string>>()
/** The sets of roles with which a person may give a command; each is asked once. */
function allowedSets(name: PeopleAction): Set<string> {
  const known = asked.get(name) ?? new Set(everySet().flatMap((roles) => (engine.mayGive(person(roles), name, TENANT).is_permitted ? [roles.join()] : [])))
  asked.set(name, known)
  return known
}
const passes = (work: () => unknown): boolean => {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}

describe('policy about who may give a command', () => {
  it('is valid under strict validation, and every policy says why, which control it is and whose', () => expect(engine.validate()).toEqual([]))

  it('knows every command and the taking of copies as an action, and no other', () => {
    const parsed = schemaToJson(bundle.schema)
    if (parsed.type === 'failure') throw new Error(parsed.errors[0]?.message)
    const actions = Object.entries(Object.values(parsed.json)[0]?.actions ?? {}).filter(([, a]) => (a.appliesTo?.resourceTypes ?? []).length > 0)
    expect(actions.map(([name]) => name).sort(), 'name each command as an action of lib/policy/people/people.cedarschema').toEqual(
      [...CommandName.options, 'export'].sort(),
    )
  })

  it('agrees with the table of roles for every command and every set of roles, so that neither can drift from the other', () => {
    for (const name of CommandName.options) {
      const differ = everySet().filter((roles) => allowedSets(name).has(roles.join()) !== COMMAND_ROLES[name].some((role) => roles.includes(role)))
      expect(differ[0], `${name}: lib/policy/people/commands.cedar and lib/intents/command-roles.ts differ for ${differ.length} sets of roles`).toBeUndefined()
    }
  }, 120_000)

  it('never takes anything from somebody who gets one more role', () => {
    for (const name of [...CommandName.options, 'export'] as const) {
      const allowed = allowedSets(name)
      for (const roles of everySet().filter((r) => allowed.has(r.join())))
        for (const more of ROLES)
          expect(allowed.has(ROLES.filter((r) => r === more || roles.includes(r)).join()), `${name}: ${roles.join()} and ${more}`).toBe(true)
    }
  }, 120_000)

  it('agrees with what tokens and accounts that are no person may do', () => {
    const kinds: Actor['kind'][] = ['person', 'service', 'agent', 'system']
    const proofs: NonNullable<Actor['auth']>[] = [
      { method: 'oidc', is_stepped_up: false },
      { method: 'token', is_stepped_up: false, scopes: [] },
      ...TokenScope.options.map((scope) => ({ method: 'token' as const, is_stepped_up: false, scopes: [scope] })),
    ]
    for (const name of CommandName.options)
      for (const kind of kinds)
        for (const auth of proofs) {
          const actor = person(ROLES, { kind, auth })
          const may = passes(() => requireCommander(actor, name))
          expect(engine.mayGive(actor, name, TENANT).is_permitted, `${name} by ${kind} with ${auth.method} ${auth.scopes?.join() ?? ''}`).toBe(may)
        }
  })

  it('lets whoever may look take a copy along, and no agent', () => {
    expect(engine.mayGive(person(['viewer']), 'export', TENANT)).toEqual({ is_permitted: true, because: ['export'], errors: [] })
    const reads = { method: 'token' as const, is_stepped_up: false, scopes: ['read' as const] }
    expect(engine.mayGive(person([], { kind: 'service', auth: reads }), 'export', TENANT).is_permitted).toBe(true)
    expect(engine.mayGive(person(['viewer'], { auth: { ...reads, scopes: ['import'] } }), 'export', TENANT).because).toEqual(['deny-token-scope'])
    for (const kind of ['agent', 'system'] as const) expect(engine.mayGive(person(['admin'], { kind }), 'export', TENANT).is_permitted).toBe(false)
  })

  it('lets nobody act on another tenant, and says which policy refused', () => {
    expect(engine.mayGive(person(ROLES), 'case.close', 'tn_other')).toEqual({ is_permitted: false, because: ['deny-other-tenant'], errors: [] })
    const facts = requestFacts(request({}), 'tn_other')
    expect(engine.mayDecide(person(ROLES), 'approval.approve', facts).is_permitted).toBe(false)
  })

  it('denies when a policy cannot be evaluated', () => {
    const broken = makePeopleEngine({
      ...bundle,
      files: [
        ...bundle.files,
        {
          name: 'broken.cedar',
          text: '@id("broken") @reason("r") @fix("f") @control("c") @owner("o") forbid (principal, action, resource) when { 9223372036854775807 + 1 > 0 };',
        },
      ],
    })
    const answer = broken.mayGive(person(['admin']), 'case.close', TENANT)
    expect(answer.is_permitted).toBe(false)
    expect(answer.errors[0]).toContain('broken')
  })
})

function request(over: Partial<Approval>): Approval {
  return {
    approval_id: 'ap_1',
    case_id: 'case_1',
    plan_hash: HASH,
    level: 'L1',
    state: 'pending',
    state_version: 0,
    slots: ROUTES.find((r) => r.level === 'L1')?.slots ?? [],
    signatures: [],
    proposed_by: 'usr_p',
    proposed_by_name: 'Pia',
    proposed_at: '2026-11-19T09:00:00.000Z',
    deadline: '2026-11-20T09:00:00.000Z',
    closed_at: null,
    closed_because: null,
    acknowledgement: null,
    ...over,
  }
}

const DECISIONS = {
  'approval.approve': signApproval,
  'approval.deny': denyApproval,
  'approval.request_changes': requestChanges,
  'veto.cast': castVeto,
  'veto.run_now': runNow,
} as const
const PEOPLE = ['usr_a', 'usr_p', 'usr_x', 'usr_y']
const anyRoles = fc.subarray([...ROLES])
const anyRequest: fc.Arbitrary<Approval> = fc
  .record({
    level: fc.constantFrom('L1', 'L2', 'L3'),
    is_veto: fc.boolean(),
    has_escalated: fc.boolean(),
    signed: fc.option(fc.record({ by: fc.constantFrom('usr_x', 'usr_y', 'usr_a'), at: fc.nat(3) })),
    lent: fc.array(fc.record({ from: fc.constantFrom('usr_x', 'usr_y'), to: fc.constantFrom(...PEOPLE), roles: anyRoles.filter((r) => r.length > 0) }), {
      maxLength: 2,
    }),
  })
  .map(({ level, is_veto, has_escalated, signed, lent }) => {
    const slots = ROUTES.find((r) => r.level === level)?.slots ?? []
    const [first] = slots
    const role = first?.any_of[(signed?.at ?? 0) % first.any_of.length] ?? 'approver'
    return request({
      level: is_veto ? 'delayed' : (level as Approval['level']),
      state: is_veto ? 'veto_open' : 'pending',
      slots: is_veto ? [] : slots,
      signatures:
        is_veto || signed === null || slots.length < 2
          ? []
          : [
              {
                slot: 0,
                verdict: 'approve',
                by: signed.by,
                name: signed.by,
                role,
                surface: 'web',
                at: '2026-11-19T10:00:00.000Z',
                reason: 'r',
                plan_hash: HASH,
                intent_digest: null,
                acknowledged: null,
              },
            ],
      ...(has_escalated ? { escalated_at: NOW, escalates_to: ['manager', 'admin'] } : {}),
      delegations: lent.map((l) => ({ ...l, from_name: l.from, to_name: l.to, at: NOW })),
    })
  })
const anyActor = fc
  .record({ id: fc.constantFrom(...PEOPLE), roles: anyRoles, surface: fc.constantFrom(...Surface.options), kind: fc.constantFrom('person', 'person', 'agent') })
  .map((a) => person(a.roles, { ...a, kind: a.kind as Actor['kind'], auth: { method: 'oidc', is_stepped_up: true } }))

/** What is about who somebody is, and not about the moment, their words or what they did before. */
const ABOUT_PEOPLE = ['NOT_A_PERSON', 'SURFACE', 'SELF_APPROVAL', 'ROLE', 'ROLE_NOT_DISTINCT']

describe('policy about who may decide on a request', () => {
  it('permits whatever our own rules accept, and refuses whatever they refuse for who somebody is', () => {
    const seen = { accepted: 0, refused: 0 }
    fc.assert(
      fc.property(anyRequest, anyActor, fc.constantFrom(...(Object.keys(DECISIONS) as (keyof typeof DECISIONS)[])), (approval, actor, command) => {
        const verdict = { plan_hash: HASH, intent_digest: null, reason: 'long enough a reason', acknowledged: null }
        let refused: string | null = null
        try {
          DECISIONS[command](approval, verdict, actor, NOW)
        } catch (error) {
          if (!(error instanceof Fault)) throw error
          refused = String(error.detail['code'])
        }
        const answer = engine.mayDecide(actor, command, requestFacts(approval, TENANT))
        if (refused === null) {
          seen.accepted++
          expect(answer, `${command} was accepted`).toMatchObject({ is_permitted: true })
        } else if (ABOUT_PEOPLE.includes(refused)) {
          seen.refused++
          expect(answer, `${command} was refused: ${refused}`).toMatchObject({ is_permitted: false, errors: [] })
        }
      }),
      { numRuns: 6000 },
    )
    expect(seen.accepted).toBeGreaterThan(300)
    expect(seen.refused).toBeGreaterThan(1000)
  }, 60_000)

  it('lets the proposer take a request back, and an administrator', () => {
    for (const actor of [person(['analyst'], { id: 'usr_p' }), person(['admin']), person(['manager'])]) {
      const by_us = passes(() => withdrawApproval(request({}), 'taken back', actor, NOW))
      expect(engine.mayDecide(actor, 'approval.withdraw', requestFacts(request({}), TENANT)).is_permitted).toBe(by_us)
    }
  })

  it('has no policy that never decides', () => {
    const decided = new Set<string>()
    for (const name of [...CommandName.options, 'export'] as const)
      for (const kind of ['person', 'service'] as const)
        for (const method of ['oidc', 'token'] as const)
          for (const tenant of [TENANT, 'tn_other'])
            for (const id of engine.mayGive(person(ROLES, { kind, auth: { method, is_stepped_up: false, scopes: [] } }), name, tenant).because) decided.add(id)
    for (const name of CommandName.options.filter((n) => /^(?:approval|veto)[.]/.test(n)))
      for (const id of ['usr_a', 'usr_p'])
        for (const surface of ['web', 'slack'] as const)
          for (const tenant of [TENANT, 'tn_other']) {
            const facts = requestFacts(request({ level: 'L2', state: name === 'veto.run_now' ? 'veto_open' : 'pending' }), tenant)
            for (const policy of engine.mayDecide(person(ROLES, { id, surface }), name, { ...facts, open_roles: ['approver'], slot_roles: ['approver'] })
              .because)
              decided.add(policy)
          }
    expect([...decided].sort()).toEqual([...engine.policy_ids])
  })
})
