import { z } from 'zod'
import { Environment } from '@/schemas/action'
import { TextDiff } from '@/schemas/components/diffs'
import { Digest } from '@/schemas/ids'
import { PageNotice } from '@/schemas/page'
import { PolicyFile } from '@/schemas/policy'
import { Instant } from '@/schemas/time'

/** Null: this person may do it. Otherwise the sentence that says why not and who can. */
const Denied = z.string().nullable()

/** The page about what may happen at all: what stops everything, the policies that decide, and changes to them. */
export const PolicyView = z.strictObject({
  now: Instant,
  tenant_id: z.string(),
  notices: z.array(PageNotice),
  kill_switch: z.strictObject({ because: z.string().nullable(), on_denied: Denied, off_denied: Denied }),
  freezes: z.array(
    z.strictObject({ freeze_id: z.string(), environment: Environment.nullable(), from: Instant, to: Instant, because: z.string(), is_on: z.boolean() }),
  ),
  freeze_denied: Denied,
  lift_denied: Denied,
  active_digest: Digest,
  policies: z.array(
    z.strictObject({
      policy_id: z.string(),
      /** Its id in words. */
      name: z.string(),
      /** Permits a plan at some agreement, asks for more of it, forbids whatever people say, or forbids only that it is taken back without a person. */
      does: z.enum(['permits', 'raises', 'forbids', 'calls_a_person']),
      reason: z.string(),
      fix: z.string(),
      control: z.string(),
      owner: z.string(),
      is_own: z.boolean(),
      text: z.string(),
    }),
  ),
  bundles: z.array(
    z.strictObject({
      bundle_digest: Digest,
      title: z.string(),
      note: z.string(),
      state: z.enum(['active', 'earlier', 'proposed', 'shipped']),
      /** "42 decisions from … to …" and one line for every kind of flip. */
      diff: z.array(z.string()),
      plans: z.array(z.strictObject({ text: z.string(), because: z.string() })),
      files: z.array(PolicyFile),
      /** What their texts change of those that decide now. */
      changes: z.array(TextDiff),
      activate_denied: Denied,
    }),
  ),
  propose_denied: Denied,
})
export type PolicyView = z.infer<typeof PolicyView>
