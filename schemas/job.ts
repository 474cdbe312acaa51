import { z } from 'zod'
import { PausableName } from '@/schemas/schedule'

const tenant = { tenant_id: z.string() }

/** Every background job and its payload. Detection and import, the life of cases, and acting run on separate queues so that none starves another. */
export const JOBS = {
  'import.run': z.strictObject({ ...tenant, import_id: z.string() }),
  'detect.run': z.strictObject({ ...tenant, because: z.string() }),
  /** `asked`: somebody asked for it, so a pause of what goes by itself does not hold it. */
  'case.drive': z.strictObject({ ...tenant, case_id: z.string(), asked: z.boolean().optional() }),
  'plan.execute': z.strictObject({ ...tenant, case_id: z.string(), direction: z.enum(['forward', 'back']) }),
  /** Whether a worker of the execution queue can act, tried without changing anything. */
  'acting.test': z.strictObject({ ...tenant }),
  'due.sweep': z.strictObject({}),
  'bill.deliver': z.strictObject({ ...tenant }),
  'schedule.run': z.strictObject({ ...tenant, name: PausableName, asked_by: z.string().nullable() }),
  'ticket.open': z.strictObject({ ...tenant, case_id: z.string() }),
  'ticket.settle': z.strictObject({ ...tenant, case_id: z.string() }),
  'owner.notify': z.strictObject({ ...tenant, case_id: z.string() }),
} as const
export type JobName = keyof typeof JOBS
export type JobPayload<K extends JobName> = z.infer<(typeof JOBS)[K]>
