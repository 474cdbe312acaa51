import { z } from 'zod'

// The allocation API of OpenCost and Kubecost. An older one leaves out whole maps (null) and adjustments.
const cost = z
  .number()
  .nullish()
  .transform((n) => n ?? 0)

export const WireAllocation = z.looseObject({
  name: z.string(),
  properties: z.looseObject({ providerID: z.string().nullish(), node: z.string().nullish() }).nullish(),
  totalCost: cost,
})

export const WireAnswer = z.looseObject({
  code: z.number(),
  data: z.array(z.record(z.string(), WireAllocation).nullable()),
})
export type WireAnswer = z.infer<typeof WireAnswer>
