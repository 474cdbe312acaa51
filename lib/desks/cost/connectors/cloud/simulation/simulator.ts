import type { z } from 'zod'
import { sha256 } from '@/lib/kernel/canonical'
import type { SimulatedEvent } from '@/schemas/simulation'
import type { Instant } from '@/schemas/time'
import type { CallResult, CallStatus, Mutation } from '../call'
import type { SimulatedEstate, SimulatedKind } from './estate'
import { accountShown, instanceShown } from './settling'
import { type AccountNow, accountAt, type InstanceNow, instanceOfAccount } from './simulated-account'
import type { SimulatedLog } from './simulated-store'

export type Simulation = { estate: SimulatedEstate; log: SimulatedLog; now(): Promise<Instant> }
type Resource = { arn: string; quirks?: readonly string[] }
/** A change that was asked for: what would be written, or why not. */
export type Wish = { noop: string } | { refused: string } | { event: Wanted; arn?: string }
type Wanted = SimulatedEvent extends infer E ? (E extends SimulatedEvent ? Omit<E, 'at' | 'arn'> : never) : never

/** What every simulated port stands on: the account as it shows itself now, and one way to change it. */
export type Simulator = {
  now(): Promise<Instant>
  account(): Promise<AccountNow>
  /** States of one kind, parsed by the port's own schema. */
  all<S extends z.ZodType>(kind: SimulatedKind, schema: S): Promise<z.output<S>[]>
  mutate(api: string, resource: Resource | undefined, m: Mutation, wish: (at: Instant) => Wish): Promise<CallResult>
  /** As `mutate` of an instance, in one call where it can be: decided on what was seen last, and written only if nothing has happened to the account since. */
  mutateInstance(api: string, arn: string, m: Mutation, wish: (i: InstanceNow | undefined) => Wish): Promise<CallResult>
  /** Changes the state of a resource of another kind; null removes it. */
  put(
    api: string,
    kind: SimulatedKind,
    arn: string,
    m: Mutation,
    wish: () => { noop: string } | { refused: string } | { state: object | null; arn?: string },
  ): Promise<CallResult>
}

type Look = { account(): Promise<AccountNow>; seen(): readonly SimulatedEvent[] | undefined; note(events: readonly SimulatedEvent[]): void }

/** Calls of the same moment share one look; a look begins after all of its calls were made, so none sees less than it would alone. */
function looks({ estate, log, now }: Simulation): Look {
  let next_look: Promise<AccountNow> | undefined
  // What had happened when this port looked last, with what it has written itself since.
  let seen: readonly SimulatedEvent[] | undefined
  const look = async (): Promise<AccountNow> => {
    await Promise.resolve()
    next_look = undefined
    const [events, at] = await Promise.all([log.read(), now()])
    seen = events
    return accountShown(accountAt(estate, events, at), at)
  }
  return {
    account: () => (next_look ??= look()),
    seen: () => seen,
    note: (events) => {
      seen = events
    },
  }
}

const answered = (api: string, m: Mutation, status: CallStatus, detail: string): CallResult => ({
  api,
  request_id: `sim-${sha256(`${m.idempotency_key}:${api}`).slice(0, 12)}`,
  status,
  detail,
})
const dated = (event: Wanted, at: Instant, arn: string): SimulatedEvent => ({ ...event, at, arn }) as SimulatedEvent // safe: Wanted is SimulatedEvent without these two

const mutateIn =
  ({ log, now }: Simulation): Simulator['mutate'] =>
  async (api, resource, m, wish) => {
    const result = (status: CallStatus, detail: string) => answered(api, m, status, detail)
    if (resource === undefined) return result('refused', 'NotFound: there is no such resource in this account and region')
    if (resource.quirks?.includes('not_permitted')) return result('denied', 'UnauthorizedOperation: the role may not do this')
    const at = await now()
    const wanted = wish(at)
    if ('refused' in wanted) return result('refused', wanted.refused)
    if (m.dry_run) return result('would_succeed', 'DryRunOperation: the request would have succeeded')
    if ('noop' in wanted) return result('noop', wanted.noop)
    const written = await log.append(m.idempotency_key, dated(wanted.event, at, wanted.arn ?? resource.arn))
    return written === 'new' ? result('done', 'changed') : result('noop', 'this key was used before')
  }

const mutateInstanceIn =
  ({ estate, log, now }: Simulation, look: Look, mutate: Simulator['mutate']): Simulator['mutateInstance'] =>
  async (api, arn, m, wish) => {
    const events = look.seen()
    if (!m.dry_run && events !== undefined) {
      const at = await now()
      const found = instanceOfAccount(estate, events, arn, at)
      const i = found && instanceShown(found, at)
      const wanted = i === undefined || i.quirks.includes('not_permitted') ? undefined : wish(i)
      // Only a change is checked by its writing; that there is nothing to change, or that it is refused, is looked up.
      if (wanted !== undefined && 'event' in wanted) {
        const event = dated(wanted.event, at, arn)
        const written = await log.append(m.idempotency_key, event, events.length)
        if (written === 'new') look.note([...events, event])
        if (written !== 'behind') return written === 'new' ? answered(api, m, 'done', 'changed') : answered(api, m, 'noop', 'this key was used before')
      }
    }
    const i = (await look.account()).instances.get(arn)
    return mutate(api, i, m, () => wish(i))
  }

/** One account over an estate and a log. It answers, refuses and dry-runs as the provider does. */
export function simulator(simulation: Simulation): Simulator {
  const look = looks(simulation)
  const mutate = mutateIn(simulation)
  return {
    now: simulation.now,
    account: look.account,
    mutate,
    mutateInstance: mutateInstanceIn(simulation, look, mutate),
    async all(kind, schema) {
      const { others } = await look.account()
      return [...others.values()].filter((r) => r.kind === kind).map((r) => schema.parse(r.state))
    },
    async put(api, kind, arn, m, wish) {
      const known = (await look.account()).others.get(arn)
      const wanted = wish()
      return mutate(api, known ?? ('noop' in wanted || ('state' in wanted && wanted.arn !== undefined) ? { arn } : undefined), m, () =>
        'state' in wanted
          ? {
              event: { change: 'resource', kind, resource: wanted.state as Record<string, unknown> | null },
              ...(wanted.arn === undefined ? {} : { arn: wanted.arn }),
            }
          : wanted,
      )
    },
  }
}
