import { z } from 'zod'
import { Component } from '@/schemas/component'
import { Fact } from '@/schemas/fact'
import { Digest, EvidenceId } from '@/schemas/ids'
import { IntentAction } from '@/schemas/intent-action'
import { FactId, IntentId, longText, shortText, suggestion, text } from '@/schemas/intent-text'
import { Instant } from '@/schemas/time'

export { AnomalyRow, Component, type ComponentKind, type ComponentOf, SeriesPoint } from '@/schemas/component'
export { Fact } from '@/schemas/fact'
export { IntentAction } from '@/schemas/intent-action'
export { INTENT_MAX_BYTES } from '@/schemas/intent-limits'
export { StripSlot } from '@/schemas/strip-slot'

export const EvidenceNote = z.strictObject({
  source: text,
  kind: text,
  query: text,
  as_of: Instant,
  digest: Digest,
  completeness: z.number().min(0).max(1),
  gaps: z.array(text),
})
export type EvidenceNote = z.infer<typeof EvidenceNote>

/**
 * What the agent asks any surface to show. `digest` covers title, facts, components and actions, not the clock, so that a signature can
 * name what was on the screen. `plain` is the whole card as text: the fallback on every surface.
 */
export const UiIntent = z.strictObject({
  ui_schema_version: z.literal('1.0'),
  intent_id: IntentId,
  rev: z.int().nonnegative(),
  subject: z.strictObject({ type: z.enum(['anomaly', 'case', 'plan', 'approval', 'execution', 'verification', 'audit', 'view', 'source']), id: text }),
  digest: Digest,
  lifecycle: z.enum(['live', 'superseded', 'decided', 'expired', 'withdrawn']),
  title: shortText,
  plain: longText,
  facts: z.record(FactId, Fact),
  evidence: z.record(EvidenceId, EvidenceNote),
  components: z.array(Component).min(1).max(24),
  actions: z.array(IntentAction).max(12),
  suggestions: z.array(z.strictObject({ text: suggestion })).max(6),
  must_show: z.array(FactId),
  produced_by: z.strictObject({ ruleset_version: text, policy_digest: text.nullable() }),
  server_now: Instant,
  href: text,
})
export type UiIntent = z.infer<typeof UiIntent>
