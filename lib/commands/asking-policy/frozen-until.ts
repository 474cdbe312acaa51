import type { Plan } from '@/schemas/action'
import type { TenantSettings } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'

/** Whether a freeze covers any environment that the plan touches, not only its most delicate one. */
export const isFrozen = (plan: Plan, settings: TenantSettings, now: Instant): boolean => frozenUntil(plan, settings, now) !== null

/** When the last of the freezes that are on for the plan ends; null while none is on. */
export const frozenUntil = (plan: Plan, { freezes }: TenantSettings, now: Instant): Instant | null =>
  freezes
    .filter((f) => (f.environment === null || plan.actions.some((a) => a.environment === f.environment)) && f.from <= now && now < f.to)
    .map((f) => f.to)
    .sort()
    .at(-1) ?? null
