import { anyOf } from '@/lib/approval/decide-words'
import { COMMAND_ROLES } from '@/lib/intents/command-roles'
import type { Actor } from '@/schemas/actor'
import type { CommandName } from '@/schemas/command'

/** Why this person cannot give a command about the tenant; null when their roles allow it. */
export function deniedBy(command: CommandName, actor: Actor): string | null {
  const roles = COMMAND_ROLES[command]
  return roles.some((role) => actor.roles.includes(role)) ? null : `This needs the role ${anyOf(roles)}`
}
