import { change } from '@/lib/db/change'
import { hasOne, REFUSALS_RECORDED_PER_PERSON } from '@/lib/identity/rate-limit'
import { tenantNow } from '@/lib/identity/tenant-store'
import { COMMAND_ROLES } from '@/lib/intents/command-roles'
import { digest } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import { log } from '@/lib/kernel/log'
import { requireKeepable } from '@/lib/kernel/well-formed'
import { policyEngine } from '@/lib/policy/bundle-store'
import type { PolicyEngine } from '@/lib/policy/engine'
import type { Actor } from '@/schemas/actor'
import type { CommandRequest, CommandResult } from '@/schemas/command'
import type { FaultCode } from '@/schemas/error'
import type { Instant } from '@/schemas/time'
import { findReplay, logCommand, takeKey } from './command-store'
import { requireCommander } from './refusals/require-commander'
import { requirePermitted } from './refusals/require-permitted'
import { COMMANDS } from './registry'

/** What the bus asks of its surroundings; the product's own unless a caller brings another. */
export type CommandDeps = { policy(tenant_id: string): Promise<PolicyEngine>; now(tenant_id: string): Promise<Instant> }
const PRODUCT: CommandDeps = { policy: policyEngine, now: tenantNow }

/** Refusals that somebody may have to answer for; the rest are ordinary collisions and typing mistakes. */
const RECORDED: readonly FaultCode[] = ['forbidden', 'digest_mismatch']

/**
 * Carries out one command of one person, on whatever surface it was given: role, parameters, state and policy are checked, and the change,
 * its audit event and its jobs commit together or not at all. The same key with the same body is answered with what happened then.
 * Throws a Fault whose message says what to do and whose detail carries the current state.
 */
export async function runCommand(actor: Actor, request: CommandRequest, deps: CommandDeps = PRODUCT): Promise<CommandResult> {
  const { tenant_id } = actor
  const { command, subject, idempotency_key } = request
  requireKeepable(request)
  const body_digest = digest({ actor_id: actor.id, request })
  const [replay, now] = await Promise.all([findReplay(tenant_id, idempotency_key, body_digest), deps.now(tenant_id)])
  if (replay !== null) return replay
  const { audit_kind } = COMMANDS[command]
  const taken = new Fault('conflict', 'this command is being carried out already', { code: 'REPLAY' })
  try {
    requireRole(actor, request)
    // The policies about plans are read while those about people are asked.
    const [policy] = await Promise.all([deps.policy(tenant_id), requirePermitted(actor, command)])
    const carry = await COMMANDS[command].ready({ actor, request, now, policy })
    const { result, audit } = await change(tenant_id, async (tx) => {
      if (!(await takeKey(tx, tenant_id, idempotency_key))) throw taken
      const done = await carry(tx)
      await logCommand(tx, { tenant_id, idempotency_key, actor_id: actor.id, body_digest, command, subject }, done)
      const given = { ...(request.reason === '' ? {} : { reason: request.reason }), idempotency_key, tenant_now: now }
      const event = { kind: audit_kind, subject: done.subject, actor, body: { ...done.body, ...given } }
      // The last one is where the command stands in the chain.
      return { result: done, events: done.also === undefined ? [event] : [{ ...done.also, actor, body: { ...done.also.body, ...given } }, event] }
    })
    const { new_version, message, shown_once } = result
    const done = { outcome: 'accepted', command, subject, new_version, audit_seq: audit.seq, audit_hash: audit.hash, message } as const
    return shown_once === undefined ? done : { ...done, shown_once }
  } catch (error) {
    if (error === taken) return (await findReplay(tenant_id, idempotency_key, body_digest)) ?? Promise.reject(taken)
    if (error instanceof Fault && RECORDED.includes(error.code)) await recordRefusal(actor, request, error, now)
    throw error
  }
}

function requireRole(actor: Actor, { command }: CommandRequest): void {
  requireCommander(actor, command)
  const roles = COMMAND_ROLES[command]
  if (!roles.some((role) => actor.roles.includes(role)))
    throw new Fault('forbidden', `this needs one of the roles ${roles.join(', ')}; you have ${actor.roles.join(', ') || 'none'}`, {
      code: 'ROLE',
      needed: roles,
      roles: actor.roles,
    })
}

async function recordRefusal(actor: Actor, request: CommandRequest, fault: Fault, now: Instant): Promise<void> {
  const { command, subject, plan_hash } = request
  // Whoever is refused again and again fills the log, not the trail.
  if (!hasOne(REFUSALS_RECORDED_PER_PERSON, `${actor.tenant_id} ${actor.id}`))
    return log.warn('a refusal was not recorded: too many of one person', { command })
  const body = { command, code: fault.code, detail_code: fault.detail['code'] ?? null, because: fault.message, plan_hash, tenant_now: now }
  await change(actor.tenant_id, async () => ({ result: undefined, events: [{ kind: 'command.refused', subject, actor, body }] }))
}
