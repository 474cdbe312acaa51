import { z } from 'zod'

/** Things a person should look at. Nothing was changed because of them, but for unreadable characters: they are kept as U+FFFD. */
export const ImportWarning = z.strictObject({
  code: z.enum([
    'unknown_line_item_type',
    'fewer_rows_than_before',
    'negative_unused_commitment',
    'same_file_given_twice',
    'charges_after_today',
    'unreadable_characters',
    'tags_not_read',
    'no_usage_account',
  ]),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type ImportWarning = z.infer<typeof ImportWarning>
