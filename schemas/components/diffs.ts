import { z } from 'zod'
import { text } from '@/schemas/intent-text'

/** What a changed line does to what protects people; `unknown` where nobody can tell. */
export const DiffRisk = z.enum(['looser', 'stricter', 'neutral', 'unknown'])
export type DiffRisk = z.infer<typeof DiffRisk>

/**
 * Two structured values, leaf by leaf: `path` says where ("tickets.url"), null that it was not there. Where `hidden_by` names a rule, both values are
 * left out, and the line only says that something changed.
 */
export const JsonDiff = z.strictObject({
  kind: z.literal('json_diff'),
  title: text,
  subtitle: text,
  lines: z
    .array(z.strictObject({ path: text, before: text.nullable(), after: text.nullable(), hidden_by: text.nullable(), risk: DiffRisk }))
    .min(1)
    .max(100),
})

/** Two texts, line by line, with the unchanged lines around each change. `skipped` stands for unchanged lines that are left out and says how many. */
export const TextDiff = z.strictObject({
  kind: z.literal('text_diff'),
  title: text,
  subtitle: text,
  before_label: text,
  after_label: text,
  lines: z
    .array(
      z.strictObject({
        is: z.enum(['same', 'added', 'removed', 'skipped']),
        before_line: z.int().positive().nullable(),
        after_line: z.int().positive().nullable(),
        text,
        risk: DiffRisk,
      }),
    )
    .min(1)
    .max(200),
})
