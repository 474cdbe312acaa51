import { big } from '@/lib/kernel/money'
import { Decimal } from '@/schemas/money'

/** Share of the cost that leaves the bill when the resource goes: commitments go on being paid. */
export const marginalRatioParam = Decimal.refine((d) => big(d).gte(0) && big(d).lte(1), 'must be between 0 and 1')
