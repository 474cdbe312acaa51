import { z } from 'zod'
import { Instant } from '@/schemas/time'

export const AskView = z.strictObject({
  now: Instant,
  threads: z.array(z.strictObject({ thread_id: z.string(), title: z.string(), updated_at: Instant })),
  examples: z.array(z.string()),
})
export type AskView = z.infer<typeof AskView>
