import { z } from 'zod'
import { readOwnSecret } from '@/lib/identity/own-secret'
import { secretProbe } from '@/lib/identity/secret-probe'
import { secretUses } from '@/lib/identity/secret-uses'
import { getTenant } from '@/lib/identity/tenant-store'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { type ConnectorName, SecretReference } from '@/schemas/connectors'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { reasonOf } from '../under-lock/locked-case'

/**
 * Says that a secret was replaced where it is kept: it is read again, and whatever looks with it is asked. Nothing is recorded unless all of it answers; the
 * event holds the reference, and the value is nowhere. What acts with it is tested by a worker of the execution queue, which alone may read it.
 */
export const secretRotateConfirm = defineCommand({
  params: z.strictObject({ reference: SecretReference }),
  audit_kind: 'secret.rotated',
  async ready(call) {
    const { reference } = call.params
    reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    const uses = secretUses((await getTenant(tenant_id)).settings.connectors).filter((use) => use.reference === reference)
    if (uses.length === 0)
      throw new Fault('validation_failed', 'params.reference: nothing that is connected uses this secret', { code: 'PARAMS', field: 'params.reference' })
    const acting = uses.filter((use) => use.proof === 'acting')
    // This process may not even read what only acts.
    if (uses.length > acting.length) await readOwnSecret(tenant_id, reference)
    const asked = [...new Set(uses.filter((use) => use.proof === 'asked').map((use) => use.connector))]
    await requireAnswers(tenant_id, asked)
    const used_by = uses.map((use) => use.label)
    return async (tx) => {
      if (acting.length > 0) await enqueue(tx, 'acting.test', { tenant_id }, { key: `acting:${tenant_id}` })
      return {
        subject: tenant_id,
        new_version: null,
        message: messageOf(uses.length > acting.length, asked, acting.length > 0),
        body: { reference, used_by, asked },
      }
    }
  },
})

/** Asks each connector with the secret as it is kept now. Throws Fault `conflict` for the first that does not answer. */
async function requireAnswers(tenant_id: string, connectors: readonly ConnectorName[]): Promise<void> {
  for (const connector of connectors) {
    const { state, detail, remedy } = await secretProbe()(tenant_id, connector)
    if (state !== 'answers')
      throw new Fault(
        'conflict',
        `the new secret was read, and ${connector} does not answer with it (${detail}): ${remedy ?? 'look at the settings of this connector'}`,
        { code: 'NOT_ANSWERING', connector },
      )
  }
}

function messageOf(was_read: boolean, asked: readonly ConnectorName[], is_for_acting: boolean): string {
  const later = is_for_acting ? ' A worker of the execution queue reads it for acting; what it hears is told in Settings.' : ''
  if (!was_read) return `Noted.${later}`
  return `${asked.length === 0 ? 'The secret was read again. The next signed message proves it.' : `The secret was read again, and ${asked.join(' and ')} answered with it.`}${later}`
}
