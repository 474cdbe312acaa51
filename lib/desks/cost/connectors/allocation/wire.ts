import { z } from 'zod'

// The allocation API of OpenCost and Kubecost. An older one leaves out whole maps (null) and adjustments.
const cost = z
  .number()
  .nullish()
  .transform((n) => n ?? 0)

const WireAllocation = z.looseObject({
  name: z.string(),
  properties: z
    .looseObject({
      providerID: z.string().nullish(),
      node: z.string().nullish(),
      namespace: z.string().nullish(),
      controllerKind: z.string().nullish(),
      controller: z.string().nullish(),
      container: z.string().nullish(),
    })
    .nullish(),
  totalCost: cost,
  cpuCost: cost,
  ramCost: cost,
  /** Only of a container that was not added up with others. */
  rawAllocationOnly: z.looseObject({ cpuCoreUsageMax: z.number().nullish(), ramByteUsageMax: z.number().nullish() }).nullish(),
})

export const WireAnswer = z.looseObject({
  code: z.number(),
  data: z.array(z.record(z.string(), WireAllocation).nullable()),
})
export type WireAnswer = z.infer<typeof WireAnswer>
