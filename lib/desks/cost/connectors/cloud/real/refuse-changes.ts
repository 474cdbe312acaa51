import { Fault } from '@/lib/kernel/errors'

/** How far credentials may go, whatever their role allows: look, ask whether a change would be accepted, or change. */
export type SessionReach = 'read' | 'try' | 'act'

type Next = (args: { input: object }) => Promise<unknown>
type Middleware = (next: Next, context: { commandName?: string }) => Next
/** What every client of the SDK has. */
export type Guarded = { middlewareStack: { add(middleware: never, options: { step: 'initialize'; name: string }): void } }

// Command names of what only reads; whatever is not named so counts as a change.
const READS = /^(?:Describe|Get|Head|List|Lookup|Search)/

/**
 * Keeps a client from sending what its session is not for, before anything is signed. It is the second lock beside the session's policy, and the only
 * one where the credentials could not be narrowed. Throws Fault `forbidden`.
 */
export function refuseChanges(client: Guarded, may: SessionReach): void {
  if (may === 'act') return
  const middleware: Middleware = (next, { commandName = '' }) => {
    return async (args) => {
      const is_dry = 'DryRun' in args.input && args.input.DryRun === true
      if (READS.test(commandName) || (may === 'try' && is_dry)) return next(args)
      throw new Fault(
        'forbidden',
        `${commandName.replace(/Command$/, '')} is not sent in a session that may only ${may === 'try' ? 'try' : 'read'}: report this as a bug`,
        {
          command: commandName,
        },
      )
    }
  }
  client.middlewareStack.add(middleware as never, { step: 'initialize', name: 'countersignRefuseChanges' })
}
