import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { requireActing } from '@/lib/kernel/require-acting'
import { readSecret, readSecretAs, type Secret } from '@/lib/kernel/secret'

const isReference = (value: string): boolean => /^(?:env|file|aws-sm|aws-ssm):/.test(value)

/**
 * Whether the name of a secret says that it is this tenant's: the tenant's id is a part of it. A variable's own name is one word without an underscore, so
 * that everything before its last underscore is the id: COUNTERSIGN_TN_ACME_EU_TICKETS is tn_acme_eu's and never tn_acme's, whichever of them was made first.
 */
function isOwnSecret(tenant_id: string, reference: string): boolean {
  const variable = `env:COUNTERSIGN_${tenant_id.toUpperCase()}_`
  if (reference.startsWith('env:')) return reference.startsWith(variable) && /^[^_]+$/.test(reference.slice(variable.length))
  const own = [`file:/run/secrets/countersign/${tenant_id}/`, `aws-sm:countersign/${tenant_id}/`, `aws-ssm:/countersign/${tenant_id}/`]
  return own.some((start) => reference.startsWith(start)) && !reference.includes('..')
}

/** Throws Fault `forbidden` when settings name a secret that is not the tenant's own, which could be sent to an address of its choice. */
export function requireOwnSecrets(tenant_id: string, settings: unknown): void {
  if (typeof settings === 'string') {
    if (isReference(settings) && !isOwnSecret(tenant_id, settings))
      throw new Fault(
        'forbidden',
        `this tenant's secrets are named env:COUNTERSIGN_${tenant_id.toUpperCase()}_NAME (one word, without an underscore), file:/run/secrets/countersign/${tenant_id}/NAME, aws-sm:countersign/${tenant_id}/NAME or aws-ssm:/countersign/${tenant_id}/NAME`,
        {
          code: 'SECRET',
        },
      )
    return
  }
  if (typeof settings === 'object' && settings !== null) for (const value of Object.values(settings)) requireOwnSecrets(tenant_id, value)
}

/** Reads a secret that a tenant named. Throws Fault `forbidden` for another one's and `provider_down` when it is not there. */
export async function readOwnSecret(tenant_id: string, reference: string): Promise<Secret> {
  requireOwnSecrets(tenant_id, reference)
  return readSecret(reference)
}

/**
 * Reads a secret with which something can be changed, in AWS with the credentials that act, so that those which look need no right to it. Throws Fault
 * `forbidden`, naming it, in every process but a worker of the execution queue.
 */
export async function readActSecret(tenant_id: string, reference: string): Promise<Secret> {
  requireActing(`the secret ${reference}`)
  requireOwnSecrets(tenant_id, reference)
  return readSecretAs(config().aws_act_profile, reference)
}
