import { z } from 'zod'

export const WireMappings = z.array(
  z.looseObject({ ResourceARN: z.string().startsWith('arn:'), Tags: z.array(z.looseObject({ Key: z.string(), Value: z.string() })).nullish() }),
)
