import type { z } from 'zod'
import { sha256 } from '@/lib/kernel/canonical'
import type { SimulatedEvent } from '@/schemas/simulation'
import type { Instant } from '@/schemas/time'
import type { CallResult, CallStatus, Mutation } from '../call'
import type { SimulatedEstate, SimulatedKind } from '../estate'
import { type AccountNow, accountAt } from '../simulated-account'
import type { SimulatedLog } from '../simulated-store'

export type Simulation = { estate: SimulatedEstate; log: SimulatedLog; now(): Promise<Instant> }
type Resource = { arn: string; quirks?: readonly string[] }
/** A change that was asked for: what would be written, or why not. */
export type Wish = { noop: string } | { refused: string } | { event: Wanted; arn?: string }
type Wanted = SimulatedEvent extends infer E ? (E extends SimulatedEvent ? Omit<E, 'at' | 'arn'> : never) : never

/** What every simulated port stands on: the account as it is now, and one way to change it. */
export type Simulator = {
  now(): Promise<Instant>
  account(): Promise<AccountNow>
  /** States of one kind, parsed by the port's own schema. */
  all<S extends z.ZodType>(kind: SimulatedKind, schema: S): Promise<z.output<S>[]>
  mutate(api: string, resource: Resource | undefined, m: Mutation, wish: (at: Instant) => Wish): Promise<CallResult>
  /** Changes the state of a resource of another kind; null removes it. */
  put(
    api: string,
    kind: SimulatedKind,
    arn: string,
    m: Mutation,
    wish: () => { noop: string } | { refused: string } | { state: object | null; arn?: string },
  ): Promise<CallResult>
}

/** One account over an estate and a log. It answers, refuses and dry-runs as the provider does. */
export function simulator({ estate, log, now }: Simulation): Simulator {
  // Calls of the same moment share one look; a look begins after all of its calls were made, so none sees less than it would alone.
  let next_look: Promise<AccountNow> | undefined
  const look = async (): Promise<AccountNow> => {
    await Promise.resolve()
    next_look = undefined
    const [events, at] = await Promise.all([log.read(), now()])
    return accountAt(estate, events, at)
  }
  const account = (): Promise<AccountNow> => (next_look ??= look())

  async function mutate(api: string, resource: Resource | undefined, m: Mutation, wish: (at: Instant) => Wish): Promise<CallResult> {
    const result = (status: CallStatus, detail: string): CallResult => ({
      api,
      request_id: `sim-${sha256(`${m.idempotency_key}:${api}`).slice(0, 12)}`,
      status,
      detail,
    })
    if (resource === undefined) return result('refused', 'NotFound: there is no such resource in this account and region')
    if (resource.quirks?.includes('not_permitted')) return result('denied', 'UnauthorizedOperation: the role may not do this')
    const at = await now()
    const wanted = wish(at)
    if ('refused' in wanted) return result('refused', wanted.refused)
    if (m.dry_run) return result('would_succeed', 'DryRunOperation: the request would have succeeded')
    if ('noop' in wanted) return result('noop', wanted.noop)
    const event = { ...wanted.event, at, arn: wanted.arn ?? resource.arn } as SimulatedEvent // safe: Wanted is SimulatedEvent without these two
    const is_new = await log.append(m.idempotency_key, event)
    return is_new ? result('done', 'changed') : result('noop', 'this key was used before')
  }

  return {
    now,
    account,
    mutate,
    async all(kind, schema) {
      const { others } = await account()
      return [...others.values()].filter((r) => r.kind === kind).map((r) => schema.parse(r.state))
    },
    async put(api, kind, arn, m, wish) {
      const known = (await account()).others.get(arn)
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
