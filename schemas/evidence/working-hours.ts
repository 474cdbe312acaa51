import { z } from 'zod'
import { WeeklySchedule } from '@/schemas/simulation'

/** When a tenant works, with room before and after it: what its plans propose to run machines for. Absent where it is what planning assumes without it. */
export const WorkingHours = z.strictObject({ kind: z.literal('plan.working_hours'), ...WeeklySchedule.shape })
export type WorkingHours = z.infer<typeof WorkingHours>
