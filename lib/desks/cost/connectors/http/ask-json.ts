import type { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { askText, type HttpCall } from './ask-text'
import { understood } from './understood'

/** One answer as JSON, read by a schema. Throws Fault `provider_down` for whatever is not that; a redirect is not followed, so that a token goes nowhere else. */
export async function askJson<T extends z.ZodType>(schema: T, call: HttpCall): Promise<z.output<T>> {
  const { status, text } = await askText(call)
  const down = (what: string, detail: Record<string, unknown> = {}) =>
    new Fault('provider_down', `${call.service} ${what}`, { service: call.service, status, ...detail })
  let json: unknown
  try {
    json = text === '' ? null : JSON.parse(text)
  } catch {
    throw down('did not answer with JSON: check the address in Settings')
  }
  return understood(schema, json, `${call.service} answered`, { service: call.service, status })
}
