import { z } from 'zod'

/** How far a tenant lets the machine go; each contains the one before. */
export const MODES = ['read_only', 'shadow', 'approve_everything', 'low_risk_automatic'] as const
export const Mode = z.enum(MODES)
export type Mode = z.infer<typeof Mode>
