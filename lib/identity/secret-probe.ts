import { Fault } from '@/lib/kernel/errors'
import type { ConnectorName, ConnectorTest } from '@/schemas/connectors'

/** Asks the connector that uses a secret, with the secret as it is kept now. */
export type SecretProbe = (tenant_id: string, connector: ConnectorName) => Promise<ConnectorTest>

let probe: SecretProbe | null = null

/** Sets this process's probe, once at its start: connectors are a later step, which this one may not import. */
export const provideSecretProbe = (of: SecretProbe): void => {
  probe = of
}

/** Throws Fault `provider_down` in a process that knows no connector. */
export function secretProbe(): SecretProbe {
  if (probe === null) throw new Fault('provider_down', 'connectors are not asked from here: confirm the secret in the web app under settings')
  return probe
}
