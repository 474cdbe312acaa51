import { Fault } from '@/lib/kernel/errors'
import type { TenantSettings } from '@/schemas/tenant'

const NAMES = { change_window: 'the change window', business_hours: 'the working hours' } as const
const REMEDY = 'Hours lie within one day: begin before the end, which is 24 at the latest, and let hours over midnight end or begin there'

/** Hours of a day end after they begin: anything else would never come, and nothing would say so. Throws Fault `validation_failed`. */
export function requireHours(settings: {
  change_window?: TenantSettings['change_window'] | undefined
  business_hours?: TenantSettings['business_hours'] | undefined
}): void {
  for (const name of ['change_window', 'business_hours'] as const) {
    const hours = settings[name]
    if (hours == null || hours.from_hour < hours.to_hour) continue
    const field = `params.settings.${name}.to_hour`
    const said = `${field}: ${NAMES[name]} would end at ${hours.to_hour}:00, which is not after its start at ${hours.from_hour}:00. ${REMEDY}`
    throw new Fault('validation_failed', said, { code: 'PARAMS', field, value: hours.to_hour, from_hour: hours.from_hour })
  }
}
