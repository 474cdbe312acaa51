import { z } from 'zod'
import { Fact } from '@/schemas/intent'
import { MonthRestatement, Restatement } from '@/schemas/restatement'

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

/** The same for a program: what is kept, the amounts in both versions, and the words. `amounts` and `shown` are null where its evidence is gone. */
export const RestatementRow = Restatement.extend({ amounts: MonthRestatement.nullable(), shown: RestatedMonth.nullable() })
export const RestatementsPage = z.strictObject({
  restatements: z.array(RestatementRow),
  /** What to ask the next page with; null at the end. */
  next: z.string().nullable(),
})
export type RestatementRow = z.infer<typeof RestatementRow>
export type RestatementsPage = z.infer<typeof RestatementsPage>
