import { z } from 'zod'
import { CommandName } from '@/schemas/command'
import { Digest } from '@/schemas/ids'
import { label, ParamName, text } from '@/schemas/intent-text'

/** A button. `disabled` carries the rule and what would lift it; a surface that does not know `confirm` must not show the button. */
export const IntentAction = z.strictObject({
  id: text,
  command: CommandName,
  subject: text,
  expected_version: z.int().nonnegative().nullable(),
  plan_hash: Digest.nullable(),
  label: label,
  style: z.enum(['primary', 'neutral', 'danger']),
  params: z.record(ParamName, z.json()),
  /**
   * Parameters that the person fills in before sending; one left empty is null, and a `yes_no` is ticked where its value is `yes`. The server checks them as it
   * checks the rest.
   */
  inputs: z
    .array(
      z.strictObject({ param: ParamName, label, kind: z.enum(['day', 'whole_number', 'yes_no']), value: text, min: text.nullable(), max: text.nullable() }),
    )
    .max(4)
    .optional(),
  /** `reason` asks for a reason of at least min_reason characters; `typed` also for the phrase. */
  confirm: z.strictObject({
    level: z.enum(['none', 'click', 'reason', 'typed']),
    prompt: text,
    phrase: text.nullable(),
    min_reason: z.int().nonnegative(),
  }),
  effect: text,
  disabled: z.strictObject({ rule: text, text, unblock: text }).nullable(),
})
export type IntentAction = z.infer<typeof IntentAction>
