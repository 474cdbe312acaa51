import { z } from 'zod'
import { Role, Surface } from '@/schemas/actor'
import { text } from '@/schemas/intent-text'
import { Instant } from '@/schemas/time'

/** A slot of the countersign strip: proposed → approvers → executed → verified. `open` waits for a role; `void` no longer counts and says why. */
export const StripSlot = z.strictObject({
  role: z.enum(['proposed', 'approver', 'executed', 'verified']),
  state: z.enum(['open', 'signed', 'refused', 'void', 'skipped', 'failed']),
  waits_for: text,
  name: text.nullable(),
  person_role: Role.nullable(),
  at: Instant.nullable(),
  surface: Surface.nullable(),
  /** First 8 characters of the digest that was signed. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{8}$/)
    .nullable(),
  note: text.nullable(),
})
export type StripSlot = z.infer<typeof StripSlot>
