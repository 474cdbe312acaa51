import { z } from 'zod'
import { Role } from '@/schemas/actor'

export const Person = z.strictObject({
  id: z.string(),
  name: z.string(),
  roles: z.array(Role),
  /** "Approver, platform" */ title: z.string(),
  /** What this person may do here. */ can: z.string(),
})
export type Person = z.infer<typeof Person>
