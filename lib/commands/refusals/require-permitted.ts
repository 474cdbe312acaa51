import { requestFacts } from '@/lib/approval/request-facts'
import { Fault } from '@/lib/kernel/errors'
import type { PeopleAction, Permission } from '@/lib/policy/people-engine'
import { peopleEngine } from '@/lib/policy/people-store'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { CommandName } from '@/schemas/command'

/** Throws `forbidden` unless policy lets this person give this command, or take a copy along, in their tenant. */
export async function requirePermitted(actor: Actor, action: PeopleAction): Promise<void> {
  const permission = (await peopleEngine()).mayGive(actor, action, actor.tenant_id)
  if (!permission.is_permitted) throw refused(permission, action)
}

/** As `requirePermitted`, of the request that somebody decides on: asked after our own refusals, which say what to do, and never instead of them. */
export async function requirePermittedOn(actor: Actor, action: CommandName, approval: Approval): Promise<void> {
  const permission = (await peopleEngine()).mayDecide(actor, action, requestFacts(approval, actor.tenant_id))
  if (!permission.is_permitted) throw refused(permission, action)
}

const refused = ({ because, errors }: Permission, action: PeopleAction): Fault =>
  new Fault('forbidden', `${whyRefused(because, errors)}: ask an administrator who may`, { code: 'POLICY', action, because, errors })

function whyRefused(because: Permission['because'], errors: Permission['errors']): string {
  if (errors.length > 0) return 'policy could not be evaluated, so this is refused'
  return because.length > 0 ? `policy refuses this (${because.join(', ')})` : 'no policy permits this'
}
