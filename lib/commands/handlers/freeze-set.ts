import { z } from 'zod'
import { lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { digest } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import { formatInstant } from '@/lib/kernel/format'
import { addHours } from '@/lib/kernel/time'
import { Environment } from '@/schemas/action'
import { Instant } from '@/schemas/time'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { reasonOf } from '../under-lock/locked-case'

const MOST_DAYS = 92
const MOST_FREEZES = 50

/**
 * Announces a time in which nothing is carried out in one environment, or in any. Plans that come to be carried out then are turned back and can be sent again.
 */
export const freezeSet = defineCommand({
  params: z.union([
    z.strictObject({ environment: Environment.nullable(), from: Instant, to: Instant }),
    // From when it is taken on: a page that has been open for hours does not know what time it is.
    z.strictObject({
      environment: Environment.nullable(),
      hours: z
        .int()
        .min(1)
        .max(MOST_DAYS * 24),
    }),
  ]),
  audit_kind: 'freeze.set',
  ready: (call) => {
    const { actor, params, now } = call
    const reason = reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    const { environment } = params
    const { from, to } = 'hours' in params ? { from: now, to: addHours(now, params.hours) } : params
    if (to <= from) throw new Fault('validation_failed', 'params.to: has to be later than params.from', { code: 'PARAMS', field: 'params.to' })
    if (to <= now) throw new Fault('validation_failed', 'params.to: lies in the past', { code: 'PARAMS', field: 'params.to' })
    if (to > addHours(from, MOST_DAYS * 24))
      throw new Fault('validation_failed', `params.to: a freeze lasts at most ${MOST_DAYS} days; use the kill switch to stop everything for longer`, {
        code: 'PARAMS',
        field: 'params.to',
      })
    return async (tx) => {
      const { settings } = await lockTenant(tx, tenant_id)
      // Windows that are over have done their work; the audit chain keeps them.
      const freezes = settings.freezes.filter((f) => f.to > now)
      if (freezes.length >= MOST_FREEZES)
        throw new Fault('conflict', `there are ${MOST_FREEZES} freezes already: lift one first`, { code: 'STALE_STATE', freezes: freezes.length })
      const freeze_id = `fz_${digest({ environment, from, to, by: actor.id, now, count: freezes.length }).slice(0, 16)}`
      await saveSettings(tx, tenant_id, { ...settings, freezes: [...freezes, { freeze_id, environment, from, to, because: `${actor.name}: ${reason}` }] })
      const where = environment ?? 'every environment'
      return {
        subject: tenant_id,
        new_version: null,
        message: `Nothing is carried out in ${where} from ${formatInstant(from)} until ${formatInstant(to)}.`,
        body: { freeze_id, environment, from, to },
      }
    }
  },
})
