import type { Role } from '@/schemas/actor'
import type { Currency } from '@/schemas/money'
import { TenantSettings } from '@/schemas/tenant'
import type { Day, Instant } from '@/schemas/time'

/** Where the demonstration clock starts (a Thursday). It ticks from here and can be advanced, never set back. */
export const DEMO_START: Instant = '2026-11-19T09:00:00.000Z'
/** First usage day of the demonstration bill. Noise is generated from this day on, whatever part of the bill is asked for. */
export const BILL_START: Day = '2026-04-01'
/** Same seed, same bill, byte for byte. */
export const DEMO_SEED = 7
export const BILL_SOURCE = 'northlight-cur2'

export const DEMO_TENANT = { tenant_id: 'tn_northlight', name: 'Northlight', currency: 'USD' satisfies Currency, time_zone: 'UTC' } as const

/** Nineteen volumes are few: a fifth of them may be changed in a day, where five percent would be one. */
export const DEMO_SETTINGS = TenantSettings.parse({
  mode: 'low_risk_automatic',
  share_per_day_pct: { prod: 20, stage: 20, dev: 100, test: 100, unknown: 5 },
})

export type DemoPerson = { id: string; name: string; title: string; email: string; roles: readonly Role[] }

/** One person for each thing that somebody may be asked for. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { id: 'usr_mara', name: 'Mara Lindqvist', title: 'Cloud cost analyst', email: 'mara.lindqvist@northlight.example', roles: ['analyst'] },
  { id: 'usr_tomas', name: 'Tomas Okafor', title: 'Platform lead', email: 'tomas.okafor@northlight.example', roles: ['approver', 'platform'] },
  { id: 'usr_ines', name: 'Ines Duarte', title: 'FinOps lead', email: 'ines.duarte@northlight.example', roles: ['approver', 'finops'] },
  { id: 'usr_yuki', name: 'Yuki Brandt', title: 'Head of infrastructure', email: 'yuki.brandt@northlight.example', roles: ['manager'] },
  { id: 'usr_noor', name: 'Noor Haddad', title: 'Chief technology officer', email: 'noor.haddad@northlight.example', roles: ['admin', 'owner'] },
  { id: 'usr_pavel', name: 'Pavel Reyes', title: 'Auditor', email: 'pavel.reyes@northlight.example', roles: ['viewer'] },
]
