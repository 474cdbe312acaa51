import { z } from 'zod'
import { AnomalyAnswer } from '@/schemas/evidence/outside'
import { Day } from '@/schemas/time'

// The answers of Cost Explorer. Every number is a string; percentages are 0..100 and become ratios here, once.
// A day, or the moment at which one begins.
const day = z.string().refine((text) => /^.{10}(?:T|$)/.test(text) && Day.safeParse(text.slice(0, 10)).success, 'must be a day')
const Period = z.looseObject({ Start: day, End: day })
const amount = z.string().regex(/^-?\d+(?:\.\d+)?(?:[eE]-?\d+)?$/)
const ratio = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === undefined || text === '' || !Number.isFinite(Number(text)) ? null : Number(text) / 100))

export const WireCosts = z.array(
  z.looseObject({ TimePeriod: Period, Total: z.record(z.string(), z.looseObject({ Amount: amount, Unit: z.string() })), Estimated: z.boolean().optional() }),
)
export const WireReservationCoverage = z.array(
  z.looseObject({
    TimePeriod: Period,
    Total: z.looseObject({ CoverageHours: z.looseObject({ CoverageHoursPercentage: ratio, TotalRunningHours: z.string().nullish() }).optional() }).optional(),
  }),
)
export const WireReservationUtilization = z.array(
  z.looseObject({ TimePeriod: Period, Total: z.looseObject({ UtilizationPercentage: ratio, PurchasedHours: z.string().nullish() }).optional() }),
)
export const WireSavingsPlansCoverage = z.array(
  z.looseObject({ TimePeriod: Period, Coverage: z.looseObject({ CoveragePercentage: ratio, TotalCost: z.string().nullish() }).optional() }),
)
export const WireSavingsPlansUtilization = z.array(
  z.looseObject({
    TimePeriod: Period,
    Utilization: z.looseObject({ UtilizationPercentage: ratio, TotalCommitment: z.string().nullish() }).optional(),
  }),
)
const Compared = z.looseObject({ BaselineTimePeriodAmount: amount, ComparisonTimePeriodAmount: amount, Difference: amount, Unit: z.string() })
export const WireDrivers = z.array(
  z.looseObject({
    CostDrivers: z.array(z.looseObject({ Type: z.string(), Name: z.string(), Metrics: z.record(z.string(), Compared) })).nullish(),
  }),
)
const text = z
  .string()
  .nullish()
  .transform((t) => (t === '' ? null : (t ?? null)))
export const WireAnomalies = z.array(
  z.looseObject({
    AnomalyId: z.string(),
    AnomalyStartDate: day,
    AnomalyEndDate: day.nullish(),
    Feedback: AnomalyAnswer.nullish(),
    Impact: z.looseObject({ TotalImpact: z.number().nullish(), MaxImpact: z.number() }),
    RootCauses: z.array(z.looseObject({ Service: text, Region: text, LinkedAccount: text, UsageType: text })).nullish(),
  }),
)
