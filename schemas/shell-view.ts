import { z } from 'zod'
import { Person } from '@/schemas/person'
import { Instant } from '@/schemas/time'

/** Header, rail and menus of every page. */
export const ShellView = z.strictObject({
  tenant: z.strictObject({ tenant_id: z.string(), name: z.string(), is_demonstration: z.boolean() }),
  /** By whose clocks times are shown. Days of the bill are UTC whatever it is. */
  time_zone: z.string(),
  actor: Person,
  /** Others one can switch to; only in a demonstration tenant. */
  people: z.array(Person),
  now: Instant,
  /** Badges of the rail: what waits for somebody. */
  open_cases: z.int().nonnegative(),
  approvals_for_me: z.int().nonnegative(),
  verifying: z.int().nonnegative(),
  /** Null when this person may move the demonstration clock; else why not. */
  clock_denied: z.string().nullable(),
  kill_switch: z.string().nullable(),
  /** How far the machine may go here: shown in the header of every page. */
  mode: z.strictObject({ label: z.string(), does: z.string(), is_off: z.boolean() }),
})
export type ShellView = z.infer<typeof ShellView>
