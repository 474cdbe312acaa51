import { z } from 'zod'
import { label, ParamName, text } from '@/schemas/intent-text'

/** One thing that can be entered. `bound` names the rule that limits it; `min` and `max` are days or amounts, as the control is. */
const FormField = z.strictObject({
  name: ParamName,
  label,
  control: z.enum(['money', 'day', 'choice']),
  value: text,
  options: z.array(z.strictObject({ value: text, label: text })).max(24),
  bound: z.strictObject({ min: text.nullable(), max: text.nullable(), rule: text, says: text }).nullable(),
})

/**
 * Several parts of one question, entered together. `line` is the question with `{name}` in the place of each field: sending the form asks it, which reads
 * and changes nothing. Fields that belong together, such as the first and the last day of a period, are named in `ordered`, the earlier first.
 */
export const Form = z.strictObject({
  kind: z.literal('form'),
  title: text,
  subtitle: text,
  fields: z.array(FormField).min(1).max(12),
  ordered: z.array(z.strictObject({ first: ParamName, last: ParamName })).max(6),
  line: text,
  submit: label,
})
