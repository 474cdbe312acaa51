import { isCounted } from '@/lib/kernel/business-time'
import type { Tenant } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'

/** The window is read by the clocks of the tenant. */
export const isInWindow = ({ time_zone, settings: { change_window } }: Pick<Tenant, 'time_zone' | 'settings'>, now: Instant): boolean =>
  change_window === null || isCounted(now, { time_zone, ...change_window, holidays: [] })
