import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { Environment } from '@/schemas/action'

/** The environment tags on the bill that the product knows. */
export async function environments(files: BillFiles): Promise<Environment[]> {
  const found = await files.daily<{ environment: string }>(
    (from) => `select distinct x_Environment as environment from ${from} where x_Environment <> '' order by environment`,
  )
  return found.flatMap(({ environment }) => {
    const known = Environment.safeParse(environment)
    return known.success ? [known.data] : []
  })
}
