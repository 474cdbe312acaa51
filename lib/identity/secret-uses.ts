import type { ConnectorName, ConnectorSettings } from '@/schemas/connectors'

/**
 * Where a secret of a tenant is used. What proves it: `asked`: asking the connector; `acting`: a worker of the execution queue, because it can change
 * something; `called`: a hook is only ever called.
 */
export type SecretUse = { reference: string; connector: ConnectorName; label: string; proof: 'asked' | 'acting' | 'called' }

/** Every secret that the settings name, in their order. */
export function secretUses({ allocation, tickets, hooks, clusters, messages }: ConnectorSettings): SecretUse[] {
  return [
    ...(allocation?.token == null
      ? []
      : [{ reference: allocation.token, connector: 'allocation' as const, label: `allocation of ${allocation.cluster}`, proof: 'asked' as const }]),
    ...(tickets === null ? [] : [{ reference: tickets.token, connector: 'tickets' as const, label: `tickets in ${tickets.kind}`, proof: 'asked' as const }]),
    ...clusters.flatMap((c) => [
      { reference: c.token, connector: 'clusters' as const, label: `cluster ${c.name}`, proof: 'asked' as const },
      ...(c.write_token === null
        ? []
        : [{ reference: c.write_token, connector: 'clusters' as const, label: `changes of cluster ${c.name}`, proof: 'acting' as const }]),
    ]),
    ...messages.flatMap(({ owner, url, secret }) => {
      const label = `messages to ${owner ?? 'everybody else'}`
      return [url, ...(secret === null ? [] : [secret])].map((reference) => ({ reference, connector: 'messages' as const, label, proof: 'asked' as const }))
    }),
    ...hooks.map((h) => ({ reference: h.secret, connector: 'hooks' as const, label: `hook ${h.hook_id}`, proof: 'called' as const })),
  ]
}
