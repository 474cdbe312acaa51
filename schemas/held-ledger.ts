import { z } from 'zod'
import { HeldRule } from '@/schemas/detection-run'
import { Fact } from '@/schemas/intent'
import { Instant } from '@/schemas/time'

/** What the newest look at the bill noticed and opened no case for. `total` is a sum of rises per day; `beyond` counts changes that are not in `rows`. */
export const HeldLedger = z.strictObject({
  at: Instant,
  cases: z.int().nonnegative(),
  rules: z.array(z.strictObject({ rule: HeldRule, label: z.string(), because: z.string(), changes: z.int().positive(), total: Fact })),
  rows: z.array(z.strictObject({ where: z.string(), since: z.string(), change: z.string(), rule: z.string() })),
  beyond: z.int().nonnegative(),
  /** What fell, which nothing is done about. */
  falls: z.array(z.strictObject({ where: z.string(), since: z.string(), change: z.string(), kind: z.string(), because: z.string() })).default([]),
})
export type HeldLedger = z.infer<typeof HeldLedger>
