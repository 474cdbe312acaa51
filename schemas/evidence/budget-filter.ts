import { z } from 'zod'

const Match = z.enum(['equals', 'starts_with', 'ends_with', 'contains', 'absent', 'other'])

/**
 * Which charges a budget counts, as its owner wrote it. `is`: the named dimension has one of the values; `key` is a name of our scopes where we have one, else
 * the provider's. `other` is a comparison that is not read here.
 */
export type BudgetFilter =
  | { op: 'is'; key: string; values: string[]; match: z.infer<typeof Match>; ignores_case: boolean }
  | { op: 'and' | 'or'; of: BudgetFilter[] }
  | { op: 'not'; of: BudgetFilter }
export const BudgetFilter: z.ZodType<BudgetFilter> = z.lazy(() =>
  z.union([
    z.strictObject({ op: z.literal('is'), key: z.string(), values: z.array(z.string()), match: Match, ignores_case: z.boolean() }),
    z.strictObject({ op: z.enum(['and', 'or']), of: z.array(BudgetFilter).min(1) }),
    z.strictObject({ op: z.literal('not'), of: BudgetFilter }),
  ]),
)
