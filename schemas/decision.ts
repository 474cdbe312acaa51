import { z } from 'zod'
import { EvidenceId } from '@/schemas/ids'

export const Severity = z.enum(['low', 'medium', 'high', 'critical'])
export type Severity = z.infer<typeof Severity>

/** One fact that moved a decision: a code the phrasebook knows, its numbers with units in their names, and where they came from. */
export const Reason = z.strictObject({
  code: z.string().regex(/^[a-z0-9]+(_[a-z0-9]+)*$/),
  facts: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  evidence_ids: z.array(EvidenceId),
})
export type Reason = z.infer<typeof Reason>

const stamp = { rule: z.string(), version: z.int().positive() }

/** `unknown` is never `clear`: a rule that lacks evidence says which. */
export const Decision = z.discriminatedUnion('outcome', [
  z.strictObject({ ...stamp, outcome: z.literal('finding'), severity: Severity.optional(), reasons: z.array(Reason).min(1) }),
  z.strictObject({ ...stamp, outcome: z.literal('clear'), reasons: z.array(Reason) }),
  z.strictObject({ ...stamp, outcome: z.literal('unknown'), missing: z.array(z.string()).min(1) }),
])
export type Decision = z.infer<typeof Decision>
