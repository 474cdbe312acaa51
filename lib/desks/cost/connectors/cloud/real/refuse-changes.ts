import { Fault } from '@/lib/kernel/errors'

/** How far credentials may go, whatever their role allows: look, ask whether a change would be accepted, or change. */
export type SessionReach = 'read' | 'try' | 'act'

type Next = (args: { input: object }) => Promise<unknown>
type Middleware = (next: Next, context: { commandName?: string }) => Next
/** What every client of the SDK has. */
export type Guarded = { middlewareStack: { add(middleware: never, options: { step: 'initialize'; name: string }): void } }

// Command names of what only reads; whatever is not named so counts as a change.
const READS = /^(?:Describe|Get|Head|List|Lookup|Search)/

// Asks a key whether it gives grants, by a dry run of the narrowest: the one question of a role that looks which is worded as a change.
const ASKS = ['CreateGrantCommand']

/** A dry run that was not sent, because the role only looks. */
export class NotTried extends Error {
  override name = 'NotTried'
}

/**
 * Keeps a client from sending what its session is not for, before anything is signed. It is the second lock beside the session's policy, and the only
 * one where the credentials could not be narrowed. Throws Fault `forbidden`, and NotTried for the dry run of a change with a role that only looks.
 */
export function refuseChanges(client: Guarded, may: SessionReach, looks_only: boolean): void {
  if (may === 'act') return
  const middleware: Middleware = (next, { commandName = '' }) => {
    return async (args) => {
      const is_tried = may === 'try' && 'DryRun' in args.input && args.input.DryRun === true
      if (READS.test(commandName) || (is_tried && (!looks_only || ASKS.includes(commandName)))) return next(args)
      const command = commandName.replace(/Command$/, '')
      if (is_tried) throw new NotTried(`${command} is tried right before it is carried out: the role for reading may not ask for changes`)
      throw new Fault('forbidden', `${command} is not sent in a session that may only ${may}: report this as a bug`, { command: commandName })
    }
  }
  client.middlewareStack.add(middleware as never, { step: 'initialize', name: 'countersignRefuseChanges' })
}
