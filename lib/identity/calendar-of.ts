import type { Calendar } from '@/lib/kernel/business-time'
import type { Tenant } from '@/schemas/tenant'

/** When a veto window counts down in a tenant. */
export const calendarOf = ({ time_zone, settings }: Pick<Tenant, 'time_zone' | 'settings'>): Calendar => ({ time_zone, ...settings.business_hours })
