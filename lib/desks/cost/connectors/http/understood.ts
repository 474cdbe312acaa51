import type { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'

const MOST_ISSUES = 5

/**
 * What somebody else's service said, read by a schema. Throws Fault `provider_down` for any other form, naming the field: it could not be asked, which is not the same
 * as nothing found. `who` says who answered, and where that helps with what.
 */
export function understood<T extends z.ZodType>(form: T, value: unknown, who: string, detail: Record<string, unknown> = {}): z.output<T> {
  const parsed = form.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.slice(0, MOST_ISSUES).map((i) => ({ field: i.path.join('.'), text: i.message }))
  const field = issues[0]?.field ?? ''
  throw new Fault('provider_down', `${who} in a form that is not understood${field === '' ? '' : ` (field ${field})`}`, {
    ...detail,
    issues: issues.map((i) => `${i.field}: ${i.text}`),
  })
}
