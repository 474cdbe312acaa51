import type { ConnectorName, ConnectorSettings } from '@/schemas/connectors'

/** Where a secret of a tenant is used. `is_asked`: asking the connector proves it; a hook is only ever called. */
export type SecretUse = { reference: string; connector: ConnectorName; label: string; is_asked: boolean }

/** Every secret that the settings name, in their order. */
export function secretUses({ allocation, tickets, hooks, clusters, messages }: ConnectorSettings): SecretUse[] {
  return [
    ...(allocation?.token == null
      ? []
      : [{ reference: allocation.token, connector: 'allocation' as const, label: `allocation of ${allocation.cluster}`, is_asked: true }]),
    ...(tickets === null ? [] : [{ reference: tickets.token, connector: 'tickets' as const, label: `tickets in ${tickets.kind}`, is_asked: true }]),
    ...clusters.flatMap((c) => [
      { reference: c.token, connector: 'clusters' as const, label: `cluster ${c.name}`, is_asked: true },
      ...(c.write_token === null ? [] : [{ reference: c.write_token, connector: 'clusters' as const, label: `changes of cluster ${c.name}`, is_asked: true }]),
    ]),
    ...messages.flatMap(({ owner, url, secret }) => {
      const label = `messages to ${owner ?? 'everybody else'}`
      return [url, ...(secret === null ? [] : [secret])].map((reference) => ({ reference, connector: 'messages' as const, label, is_asked: true }))
    }),
    ...hooks.map((h) => ({ reference: h.secret, connector: 'hooks' as const, label: `hook ${h.hook_id}`, is_asked: false })),
  ]
}
