import { config } from './config'
import { Fault } from './errors'

/** Keeps what changes an account or a cluster in the workers of the execution queue. Throws Fault `forbidden`, naming what was asked for, everywhere else. */
export function requireActing(what: string): void {
  if (!config().may_act)
    throw new Fault('forbidden', `${what} is for acting: this process carries no plan out, so only a worker of the execution queue is given it`, {
      code: 'NOT_EXECUTION',
    })
}
