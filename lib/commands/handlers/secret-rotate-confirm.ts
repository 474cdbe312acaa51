import { z } from 'zod'
import { readOwnSecret } from '@/lib/identity/own-secret'
import { secretProbe } from '@/lib/identity/secret-probe'
import { secretUses } from '@/lib/identity/secret-uses'
import { getTenant } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { SecretReference } from '@/schemas/connectors'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { reasonOf } from '../under-lock/locked-case'

/**
 * Says that a secret was replaced where it is kept: it is read again, and whatever uses it is asked with it. Nothing is recorded unless all of it
 * answers; the event holds the reference, and the value is nowhere.
 */
export const secretRotateConfirm = defineCommand({
  params: z.strictObject({ reference: SecretReference }),
  roles: ['admin'],
  audit_kind: 'secret.rotated',
  async ready(call) {
    const { reference } = call.params
    reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    const uses = secretUses((await getTenant(tenant_id)).settings.connectors).filter((use) => use.reference === reference)
    if (uses.length === 0)
      throw new Fault('validation_failed', 'params.reference: nothing that is connected uses this secret', { code: 'PARAMS', field: 'params.reference' })
    await readOwnSecret(tenant_id, reference)
    const asked = [...new Set(uses.filter((use) => use.is_asked).map((use) => use.connector))]
    for (const connector of asked) {
      const { state, detail, remedy } = await secretProbe()(tenant_id, connector)
      if (state !== 'answers')
        throw new Fault(
          'conflict',
          `the new secret was read, and ${connector} does not answer with it (${detail}): ${remedy ?? 'look at the settings of this connector'}`,
          {
            code: 'NOT_ANSWERING',
            connector,
          },
        )
    }
    const used_by = uses.map((use) => use.label)
    return async () => ({
      subject: tenant_id,
      new_version: null,
      message:
        asked.length === 0
          ? 'The secret was read again. The next signed message proves it.'
          : `The secret was read again, and ${asked.join(' and ')} answered with it.`,
      body: { reference, used_by, asked },
    })
  },
})
