import { z } from 'zod'
import { Fact } from '@/schemas/intent'

/** A closed month that came again with other amounts, as the inbox shows it to one person. `version` is what an acknowledgement is about. */
export const RestatedMonth = z.strictObject({
  restatement_id: z.string(),
  version: z.int().positive(),
  title: z.string(),
  text: z.string(),
  change: Fact,
  /** The largest; `lines_beyond` counts the rest. */
  lines: z.array(z.strictObject({ where: z.string(), amounts: z.string(), change: Fact })),
  lines_beyond: z.int().nonnegative(),
  brought_by: z.string(),
  acknowledge_denied: z.string().nullable(),
})
export type RestatedMonth = z.infer<typeof RestatedMonth>
