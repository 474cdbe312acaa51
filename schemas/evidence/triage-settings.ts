import { z } from 'zod'

/** Whole amounts a day above what is expected, in the tenant's currency, from which a rise alone is this severe; each above the next. */
export const SeverityCuts = z.strictObject({
  critical: z.int().min(1).max(1_000_000_000),
  high: z.int().min(1).max(1_000_000_000),
  medium: z.int().min(1).max(1_000_000_000),
})
export type SeverityCuts = z.infer<typeof SeverityCuts>

/** Regions as the bill names them: "eu-west-1", "us-gov-east-1", "westeurope". */
export const AllowedRegions = z.array(z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be a region as the bill names it, such as eu-west-1')).max(100)

/** What the tenant set for how its cases are judged, as it was when the case was looked at; null where it set nothing. Absent where it never set anything. */
export const TriageSettings = z.strictObject({
  kind: z.literal('cost.triage_settings'),
  severity_cuts_per_day: SeverityCuts.nullable(),
  allowed_regions: AllowedRegions.nullable(),
})
export type TriageSettings = z.infer<typeof TriageSettings>
