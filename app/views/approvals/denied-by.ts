import { anyOf } from '@/lib/approval/decide-words'
import { COMMANDS } from '@/lib/commands/registry'
import type { Actor } from '@/schemas/actor'
import type { CommandName } from '@/schemas/command'

/** Why this person cannot give a command about the tenant; null when their roles allow it. */
export function deniedBy(command: CommandName, actor: Actor): string | null {
  const { roles } = COMMANDS[command]
  return roles.some((role) => actor.roles.includes(role)) ? null : `This needs the role ${anyOf(roles)}`
}
